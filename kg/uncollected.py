"""Making many records at once without a search for circles among them."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Python does not look for objects that only hold each other meanwhile.

    Records form no circles, and where there are millions of them the search takes as long as all
    the rest. What is not used any more is freed as ever.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
