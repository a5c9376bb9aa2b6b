"""Whether a node of a cluster has the code that its driver has."""

from functools import cache
from pathlib import Path

import kg
from kg.errors import KgError
from kg.fingerprint import fingerprint


@cache
def code() -> str:
    """The fingerprint of Simpul in this process."""
    return fingerprint(Path(kg.__file__).parent)


def refused(drivers: str) -> KgError | None:
    """What to tell a driver with this fingerprint, if it is not the one here."""
    if code() == drivers:
        return None
    return KgError("a node of the cluster has another version of Simpul")
