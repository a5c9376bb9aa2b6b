"""A process that parses for another one, and ends when that one does."""

import contextlib
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, Protocol, TypeVar

from kg.errors import InputError, KgError
from kg.model import Article, Sentence

_SPAWN = get_context("spawn")
_NO_MEMORY = 77  #: exit code


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Maker(Protocol[T_co]):
    """Whatever makes something of an article."""

    def parse(self, article: Article) -> T_co:
        """What is made of one article."""
        ...


class Parser(Maker[tuple[Sentence, ...]], Protocol):
    """Whatever makes sentences of an article, in order."""


class Worker(Generic[T]):
    """A process with a parser of its own, and the articles that it has been given."""

    def __init__(self, make: Callable[[], Maker[T]]) -> None:
        self.articles: deque[Article] = deque()  #: not answered yet; the first is being parsed
        self.is_ready = False  #: whether its parser is loaded
        theirs, self._given = _SPAWN.Pipe(duplex=False)
        self.told, answers = _SPAWN.Pipe(duplex=False)
        self._process = _SPAWN.Process(target=_work, args=(make, theirs, answers), daemon=True)
        with _deaf():
            self._process.start()
        theirs.close()
        answers.close()

    def give(self, article: Article) -> None:
        """Let it parse an article, once it has parsed those it has."""
        self.articles.append(article)
        with contextlib.suppress(ConnectionError):  # it is dead, which its answer tells
            self._given.send(article)

    def answer(self) -> tuple[Article, T | InputError] | None:
        """What it has to say next: that it is ready (None), then each article.

        EOFError if it has died, or the KgError that ended it.
        """
        try:
            told = self.told.recv()
        except ConnectionError as error:
            raise EOFError from error
        if isinstance(told, KgError) and not isinstance(told, InputError):
            raise told
        if self.is_ready:
            return self.articles.popleft(), told
        self.is_ready = True
        return None

    def end(self) -> str:
        """Stop it, whatever it is doing; how it ended if it did so by itself, in words."""
        if self.articles:
            self._process.join(0.5)  # it may be about to end
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self._given.close()
        self.told.close()
        if code is not None and code < 0:
            return f"was ended by {signal.Signals(-code).name}"
        return "ran out of memory" if code == _NO_MEMORY else "broke down"


def talking(workers: Sequence[Worker[T]]) -> list[Worker[T]]:
    """Those of the workers that have something to say, or have died, once there is one."""
    heard = wait([worker.told for worker in workers])
    return [worker for worker in workers if worker.told in heard]


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """No process that begins here hears Ctrl-C, which is for the one that began it."""
    if threading.current_thread() is threading.main_thread():
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, heard or signal.SIG_DFL)
    else:
        yield


def _work(
    make: Callable[[], Maker[object]],
    given: "Connection[Article, Article]",
    answers: "Connection[object, object]",
) -> None:
    """What a worker's process does: tell that it is ready, then answer to each article."""
    os.environ["OMP_NUM_THREADS"] = "1"  # more threads than cores make all of them slow
    articles: queue.SimpleQueue[Article] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(given, articles), daemon=True).start()
    try:
        parser = make()
        answers.send(None)
        while True:
            try:
                answers.send(parser.parse(articles.get()))
            except InputError as error:
                answers.send(error)
    except KgError as error:
        answers.send(error)
    except MemoryError:
        os._exit(_NO_MEMORY)
    except ConnectionError:  # the one that it answers to was killed
        os._exit(1)


def _receive(given: "Connection[Article, Article]", articles: "queue.SimpleQueue[Article]") -> None:
    """Take articles as they come, so that their sender never waits; end with the sender."""
    try:
        while True:
            articles.put(given.recv())
    except (EOFError, ConnectionError):
        os._exit(1)
