"""Many articles through a parser, in this process or in several.

A parse depends on its article alone, so the result is the same for any number of processes.
"""

import itertools
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from kg.errors import InputError, ModelError
from kg.model import Article
from kg.sentences.worker import Maker, Parser, Worker, talking

__all__ = ["Parser", "outcome", "parse_all"]

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_AHEAD = 2  #: articles that a worker has at once, so that it need not wait for the next
_FEW = 4  #: articles, for which a process more is not worth the 500 MB that it takes


def parse_all(
    make: Callable[[], Maker[T]],
    articles: Iterable[Article],
    jobs: int | None,
    here: Callable[[], Maker[T]] | None = None,
) -> Iterator[tuple[Article, T | InputError]]:
    """Each article with its sentences, or what else a parser makes, as they are done.

    ``make`` loads a parser: once in each process, and never if there is no article. For more than
    one process it must be picklable; ``here``, if given, loads that of this process. Each process
    computes with one thread; without ``jobs`` there are as many as cores, if each has more than a
    few articles to do. An article at which a process dies, mostly for want of memory, is tried once
    more while no other is; if that fails too, it comes with an InputError. ModelError where no
    process gets as far as parsing.
    """
    stream = iter(articles)
    first = list(itertools.islice(stream, jobs or cores() * _FEW))
    stream = itertools.chain(first, stream)
    count = len(first) if jobs else len(first) // _FEW
    if count > 1:
        yield from _Pool(make, stream).parsed(count)
    elif first:
        parser = (here or make)()
        for article in stream:
            yield article, outcome(parser, article)


def cores() -> int:
    """The cores that this process may use."""
    mine = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(mine(0)) if mine else os.cpu_count() or 1


def outcome(parser: Maker[T], article: Article) -> T | InputError:
    """What a parser makes of an article, or why it is refused."""
    try:
        return parser.parse(article)
    except InputError as error:
        return error
    except MemoryError:
        return InputError(f"{article.source}: {article.id}: there is too little memory to parse it")


class _Pool(Generic[T]):
    """Processes that share the articles."""

    def __init__(self, make: Callable[[], Maker[T]], articles: Iterator[Article]) -> None:
        self._make = make
        self._articles = articles
        self._workers: list[Worker[T]] = []
        self._suspects: list[Article] = []  #: at which a process died

    def parsed(self, jobs: int) -> Iterator[tuple[Article, T | InputError]]:
        """All articles; the suspects are the last."""
        try:
            for _ in range(jobs):
                self._start()
            while self._workers:
                for worker in talking(self._workers):
                    yield from self._hear(worker)
        finally:
            for worker in self._workers:
                worker.end()
        for article in self._suspects:
            yield article, self._alone(article)

    def _start(self) -> None:
        """One worker more, if there is something for it to do."""
        article = next(self._articles, None)
        if article is not None:
            worker = Worker(self._make)
            self._workers.append(worker)
            worker.give(article)
            self._fill(worker)

    def _fill(self, worker: Worker[T]) -> None:
        """Give a worker what it can have; end it where there is nothing left."""
        while len(worker.articles) < _AHEAD:
            article = next(self._articles, None)
            if article is None:
                break
            worker.give(article)
        if not worker.articles:
            self._workers.remove(worker)
            worker.end()

    def _hear(self, worker: Worker[T]) -> Iterator[tuple[Article, T | InputError]]:
        try:
            parsed = worker.answer()
        except EOFError:
            self._replace(worker)
            return
        self._fill(worker)
        if parsed is not None:
            yield parsed

    def _replace(self, worker: Worker[T]) -> None:
        """Put another in the place of one that died, unless it could not even load its parser."""
        self._workers.remove(worker)
        how = worker.end()
        if worker.is_ready:
            suspect = worker.articles.popleft()
            _LOG.warning("%s: a parsing process %s; it is tried once more", suspect.id, how)
            self._suspects.append(suspect)
        elif not self._workers:
            raise ModelError(f"a parsing process {how} before it could parse; try fewer --jobs")
        self._articles = itertools.chain(worker.articles, self._articles)
        if worker.is_ready:
            self._start()

    def _alone(self, article: Article) -> T | InputError:
        worker = Worker(self._make)
        worker.give(article)
        try:
            parsed = worker.answer() or worker.answer()
        except EOFError:
            parsed = None
        finally:
            how = worker.end()
        if parsed is not None:
            return parsed[1]
        return InputError(f"{article.source}: {article.id}: a process that parsed it twice {how}")
