"""How far a long run is, and where its time goes."""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def _one(_: object) -> int:
    return 1


class Progress:
    """Hears how far a run is. This one keeps silent; the command line shows a bar."""

    def over(
        self, steps: Iterable[T], total: int, what: str, size: Callable[[T], int] = _one
    ) -> Iterable[T]:
        """The same ``steps``; each handles ``size`` of ``what``, all of them ``total``."""
        return steps


class Watch:
    """Seconds spent in each step, added up by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Count the time of the block under ``step``."""
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - started
            self.seconds[step] = self.seconds.get(step, 0.0) + spent

    def over(self, step: str, things: Iterable[T]) -> Iterator[T]:
        """The same ``things``; the time that it takes to make them is counted under ``step``."""
        iterator = iter(things)
        while True:
            with self(step):
                try:
                    thing = next(iterator)
                except StopIteration:
                    return
            yield thing
