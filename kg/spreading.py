"""Things done to many items at once by workers, which are processes of this machine unless told."""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any

from kg.resolve.memory import Spread, here

_FEW = 500  #: items for which no worker is asked
_TOGETHER = 100  #: items that go to a worker at once
_AHEAD = 2  #: such batches for each worker, so that it need not wait for the next

_LOG = logging.getLogger(__name__)

Function = Callable[[Any], bytes]
Batch = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Workers:
    """Whoever does things elsewhere."""

    count: int
    give: Callable[[Function, Batch], Callable[[], list[bytes]]]  #: what it gives waits for them
    deaths: tuple[type[Exception], ...]  #: what waiting raises where a worker died


def spreading(jobs: int) -> Spread:
    """Spreads work over so many processes of this machine."""
    return over(partial(_processes, jobs)) if jobs > 1 else here


def over(workers: Callable[[], contextlib.AbstractContextManager[Workers]]) -> Spread:
    """Spreads work over workers, each of which has a few batches of it at a time.

    They are called when there is enough to do, and what they die of is done here.
    """

    def spread(function: Function, items: Iterable[Any]) -> Iterator[bytes]:
        stream = iter(items)
        yield from here(function, islice(stream, _FEW))
        first = list(islice(stream, _TOGETHER))
        if first:
            with workers() as those:
                yield from _spread(function, chain([first], _batches(stream)), those)

    return spread


def make_all(function: Function, batch: Batch) -> list[bytes]:
    """What the function makes of each item, on the side of a worker."""
    return list(map(function, batch))


def _spread(function: Function, batches: Iterable[Batch], workers: Workers) -> Iterator[bytes]:
    flying: deque[tuple[Batch, Callable[[], list[bytes]]]] = deque()

    def landed() -> Iterable[bytes]:
        batch, wait = flying.popleft()
        try:
            return wait()
        except workers.deaths as error:
            _LOG.warning("%d pieces are worked on again: %s", len(batch), error)
            return here(function, batch)

    for batch in batches:
        flying.append((batch, workers.give(function, batch)))
        if len(flying) > _AHEAD * workers.count:
            yield from landed()
    while flying:
        yield from landed()


def _batches(stream: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(stream, _TOGETHER)):
        yield batch


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[Workers]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin) as pool:

        def give(function: Function, batch: Batch) -> Callable[[], list[bytes]]:
            try:
                return pool.submit(make_all, function, batch).result
            except BrokenProcessPool as error:
                return partial(_fail, error)

        yield Workers(jobs, give, (BrokenProcessPool,))


def _fail(error: BrokenProcessPool) -> list[bytes]:
    """What comes of a batch that is given to a pool that is broken already."""
    raise error


def _begin() -> None:
    """Leave Ctrl-C to the process that began this one, and end when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
