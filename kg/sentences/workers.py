"""Many articles through a parser, in this process or in several.

A parse depends on its article alone, so the result is the same for any number of processes.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Protocol

from kg.errors import ModelError
from kg.model import Article, Sentence


class Parser(Protocol):
    """Whatever makes sentences of an article."""

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of one article, in order."""
        ...


def parse_all(
    make: Callable[[], Parser], articles: Sequence[Article], jobs: int
) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of each article, in the order given.

    ``make`` loads a parser: once in each process, and never if there is no article. For more than
    one process it must be picklable. Each process computes with one thread.
    """
    if jobs > 1 and len(articles) > 1:
        yield from _in_processes(make, articles, min(jobs, len(articles)))
    elif articles:
        parser = make()
        for article in articles:
            yield parser.parse(article)


def _in_processes(
    make: Callable[[], Parser], articles: Sequence[Article], jobs: int
) -> Iterator[tuple[Sentence, ...]]:
    pool = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(make,)
    )
    try:
        yield from pool.map(_parse, articles)
    except BrokenProcessPool as error:
        raise ModelError("a parsing process ended too early; try fewer --jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_parser: Parser | None = None  # of this worker process


def _start(make: Callable[[], Parser]) -> None:
    global _parser
    os.environ["OMP_NUM_THREADS"] = "1"  # more threads than cores make all of them slow
    _parser = make()


def _parse(article: Article) -> tuple[Sentence, ...]:
    assert _parser is not None
    return _parser.parse(article)
