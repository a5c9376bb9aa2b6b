"""Writes docs/licences.md: every package that an installation brings, with its licence.

python docs/licences.py
"""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).with_name("licences.md")
#: Those for users; "test" is for who changes Simpul.
EXTRAS = ("web", "watch", "cluster", "parquet", "pandas")
_FIELDS = ("License-Expression", "License")
_LONGEST = 60  #: characters of a licence's name; a longer field holds its text


def packages() -> dict[str, str]:
    """The licence of each package, by its name, sorted."""
    return {name: _licence(metadata.metadata(name)) for name in sorted(_needed("simpul", EXTRAS))}


def _needed(root: str, extras: tuple[str, ...]) -> set[str]:
    """The packages below one, with those that its extras need."""
    found: set[tuple[str, str]] = set()
    waiting = [(root, extra) for extra in ("", *extras)]
    while waiting:
        package, extra = waiting.pop()
        for line in metadata.requires(package) or ():
            wanted = Requirement(line)
            if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
                continue
            name = canonicalize_name(wanted.name)
            fresh = {(name, each) for each in ("", *wanted.extras)} - found
            found |= fresh
            waiting += fresh
    return {name for name, _ in found} - {root}


def _licence(about: "metadata.PackageMetadata") -> str:
    expression, field = ((about.get_all(name) or [""])[0] for name in _FIELDS)
    if expression or (field and len(field) <= _LONGEST and field != "UNKNOWN"):
        return str(expression or field)
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    return ", ".join(classified) or "unknown"


def page() -> str:
    """The text of the page."""
    return "\n".join(["\n".join(_head()), *_rows(), ""])


def _head() -> Iterator[str]:
    yield "# Licences of the packages that Simpul uses\n"
    yield "Made from their own data by `python docs/licences.py`; versions: `requirements/`."
    yield "On Linux PyPI's torch brings NVIDIA's CUDA packages too, which Simpul does not use."
    yield "Stanza requires udtools, and udapi with it, which are under the GPL, to score treebanks,"
    yield "and imports them whenever it parses; Simpul calls neither and hands neither on.\n"
    yield "| package | licence |"
    yield "|---|---|"


def _rows() -> Iterator[str]:
    for name, licence in packages().items():
        yield f"| {name} | {re.sub(r'[|]+', '/', licence)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
