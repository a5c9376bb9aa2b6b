"""Things done to many items at once by processes of this machine."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any

from kg.resolve.memory import Spread, here

_FEW = 500  #: items for which no process is started
_TOGETHER = 100  #: items that go to a process at once
_AHEAD = 2  #: such batches for each process, so that it need not wait for the next

_LOG = logging.getLogger(__name__)


def spreading(jobs: int) -> Spread:
    """Spreads work over so many processes, each of which has a few batches of it at a time."""

    def spread(function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
        stream = iter(items)
        yield from here(function, islice(stream, _FEW))
        first = list(islice(stream, _TOGETHER))
        if first:
            yield from _spread(function, chain([first], _batches(stream)), jobs)

    return spread if jobs > 1 else here


def _spread(
    function: Callable[[Any], bytes], batches: Iterable[Sequence[Any]], jobs: int
) -> Iterator[bytes]:
    spawn = multiprocessing.get_context("spawn")
    flying: deque[tuple[Sequence[Any], Future[list[bytes]]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin) as pool:
        for batch in batches:
            flying.append((batch, _given(pool, function, batch)))
            if len(flying) > _AHEAD * jobs:
                yield from _landed(function, *flying.popleft())
        while flying:
            yield from _landed(function, *flying.popleft())


def _given(
    pool: ProcessPoolExecutor, function: Callable[[Any], bytes], batch: Sequence[Any]
) -> "Future[list[bytes]]":
    """A batch that is done by the pool, or fails as those before where the pool is broken."""
    try:
        return pool.submit(_all, function, batch)
    except BrokenProcessPool as error:
        failed: Future[list[bytes]] = Future()
        failed.set_exception(error)
        return failed


def _landed(
    function: Callable[[Any], bytes], batch: Sequence[Any], answer: "Future[list[bytes]]"
) -> Iterable[bytes]:
    """What was made of a batch; it is made here where a process died."""
    try:
        return answer.result()
    except BrokenProcessPool as error:
        _LOG.warning("%d pieces are worked on again: %s", len(batch), error)
        return here(function, batch)


def _all(function: Callable[[Any], bytes], batch: Sequence[Any]) -> list[bytes]:
    return list(map(function, batch))


def _batches(stream: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(stream, _TOGETHER)):
        yield batch


def _begin() -> None:
    """Leave Ctrl-C to the process that began this one, and end when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
