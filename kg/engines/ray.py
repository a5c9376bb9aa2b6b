"""Ray, on this machine or a cluster: actors with one core each, which load their models once.

Whatever dies, an actor, a node or the cluster's memory, the driver has the articles still and
gives them to others; an article with which three actors died, the later ones alone with it, is
refused.
"""

import logging
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any

import msgspec
import ray

from kg.articles import Found, Item, found, in_turn
from kg.database import decoded, encoded
from kg.engines._connection import DEATHS, Connection, connected, why
from kg.engines._pieces import spreading
from kg.engines._version import code, refused
from kg.errors import InputError, KgError, ModelError
from kg.model import Article
from kg.reader import Engine, Made, Options, Read, Reader
from kg.sentences.workers import outcome
from kg.stages import Stages
from kg.watch import Watch

_RETRIES = 3  #: of a part of the inputs, before it is read here
_TRIES = 4  #: actors that die one after the other before they begin
_WORDS = 3_000  #: of a batch; the first ones are smaller, so that all actors have work at once
_FIRST = 500
_AHEAD = 2  #: batches that an actor has, so that it need not wait for the next
_DEATHS = 3  #: of actors that have this article in a batch of its own, until it is refused
_FEW = 50  #: inputs of a part, and those for which no cluster is asked
_PART = 2**22  #: bytes of a part, if it has not that many inputs
_LOOK = 60.0  #: seconds without an answer, after which it is told why

_LOG = logging.getLogger(__name__)

Outcomes = tuple[Made | str, ...]  #: a string says why an article is refused


class _Actor:
    """A reader on some machine. What goes in and out is packed as in a workspace."""

    def __init__(self, stages: Stages, drivers: str) -> None:
        os.environ["OMP_NUM_THREADS"] = "1"  # as many threads as cores
        self._stages = stages
        self._drivers = drivers
        self._reader: Reader | None = None

    def read(self, articles: bytes) -> bytes | KgError:
        """The outcomes of a batch; an error that is not an article's."""
        try:
            if self._reader is None:
                if other := refused(self._drivers):
                    return other
                self._reader = Reader(self._stages)
            made = [outcome(self._reader, each) for each in decoded(articles, tuple[Article, ...])]
        except KgError as error:
            return error
        told = [str(each) if isinstance(each, InputError) else each for each in made]
        return msgspec.msgpack.encode(told)  # it is packed already


def engine(options: Options) -> Engine:
    """Reads in ``jobs`` actors, or as many as the cluster at ``address`` has cores.

    KgError where there is no cluster at that address.
    """

    def read(stages: Stages, articles: Iterable[Article], watch: Watch) -> Iterator[Read]:
        stream = iter(articles)
        first = next(stream, None)
        if first is not None:  # nothing is started for nothing
            with connected(options) as connection:
                yield from _Cluster(stages, connection).read(chain((first,), stream))

    return Engine(read=read, over=partial(_over, options), spread=spreading(options))


def _over(options: Options, items: Iterable[Item]) -> Iterator[tuple[Item, Found]]:
    """What the items are, in their order; a few are found here, without a cluster."""
    stream = iter(items)
    yield from in_turn(islice(stream, _FEW))
    first = next(stream, None)
    if first is None:
        return
    with connected(options) as connection:
        find = ray.remote(num_cpus=1, max_retries=_RETRIES)(_find)
        flying: deque[tuple[Sequence[Item], Any]] = deque()
        for batch in _parts(chain((first,), stream)):
            flying.append((batch, find.remote(batch)))
            if len(flying) > _AHEAD * connection.actors:
                yield from _landed(connection, *flying.popleft())
        while flying:
            yield from _landed(connection, *flying.popleft())


def _find(items: Sequence[Item]) -> list[Found]:
    """What the items of a part are, on some machine."""
    return [found(item) for item in items]


def _landed(
    connection: Connection, items: Sequence[Item], answer: Any
) -> Iterator[tuple[Item, Found]]:
    """What a part of the items is; found here, if it could not be found elsewhere."""
    try:
        return zip(items, connection.get(answer), strict=True)
    except DEATHS as error:
        _LOG.warning("%d inputs are read again: %s", len(items), why(error))
        return in_turn(items)


def _parts(items: Iterator[Item]) -> Iterator[Sequence[Item]]:
    """Parts of moderate size."""
    part: list[Item] = []
    size = 0
    for item in items:
        part.append(item)
        size += len(getattr(item[1], "raw", "") or getattr(item[1], "text", ""))
        if len(part) == _FEW or size >= _PART:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)


class _Cluster:
    """Actors that share the articles.

    An actor gets articles when it has begun, so that none wait for one that finds no room any more.
    """

    def __init__(self, stages: Stages, connection: Connection) -> None:
        self._stages = stages
        self._code = code()
        self._connection = connection
        self._most = connection.actors
        # A restarted actor would get the batch again that killed it; or, without retries, nobody
        # could tell that batch from those that Ray refuses until the actor is back.
        make = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)
        self._make: Any = make(_Actor)
        self._beginning: dict[Any, Any] = {}  #: actors, by their first answers
        self._actors: list[Any] = []
        self._flying: dict[Any, tuple[Any, Sequence[Article]]] = {}  #: batches, by their answers
        self._waiting: deque[Sequence[Article]] = deque()  #: batches that nobody has (any more)
        self._deaths: Counter[str] = Counter()  #: of actors, by the article that they had
        self._stillborn = 0  #: actors since the last that began

    def read(self, articles: Iterator[Article]) -> Iterator[Read]:
        """All of them."""
        fresh = _batches(articles, self._most)
        while True:
            self._fill(fresh)
            if not self._flying and not self._waiting:
                return
            done = self._connection.wait([*self._beginning, *self._flying], _LOOK)
            if not done and not self._actors:
                _LOG.warning("no actor is at work; waiting for room on the cluster")
            for answer in done:
                yield from self._hear(answer)

    def _fill(self, fresh: Iterator[Sequence[Article]]) -> None:
        """Give all actors what they can have; begin more, if there is more to do."""
        for level in range(_AHEAD):  # nobody gets a second batch before all have one
            while (actor := self._idle(level)) and (batch := self._next(fresh, alone=not level)):
                self._flying[actor.read.remote(encoded(batch))] = actor, batch
        while len(self._actors) + len(self._beginning) < self._most:
            if len(self._waiting) <= len(self._beginning):
                batch = next(fresh, None)
                if batch is None:
                    return
                self._waiting.append(batch)
            actor = self._make.remote(self._stages, self._code)
            self._beginning[actor.read.remote(encoded(()))] = actor

    def _next(self, fresh: Iterator[Sequence[Article]], *, alone: bool) -> Sequence[Article] | None:
        """A batch for an actor, which is ``alone`` with it or not."""
        for batch in self._waiting:
            if alone or not self._is_suspect(batch):
                self._waiting.remove(batch)
                return batch
        return next(fresh, None)

    def _is_suspect(self, batch: Sequence[Article]) -> bool:
        """Whether an actor died that had this article: nothing else may go down with the next."""
        return len(batch) == 1 and self._deaths[batch[0].id] > 0

    def _idle(self, level: int) -> Any:
        """An actor with at most ``level`` batches, of which none is suspect."""
        had = [(id(actor), self._is_suspect(batch)) for actor, batch in self._flying.values()]
        busy, shunned = Counter(actor for actor, _ in had), {a for a, suspect in had if suspect}
        free = (one for one in self._actors if busy[id(one)] <= level and id(one) not in shunned)
        return next(free, None)

    def _hear(self, answer: Any) -> Iterator[Read]:
        beginner = self._beginning.pop(answer, None)
        actor, batch = (beginner, ()) if beginner else self._flying.pop(answer)
        try:
            told = ray.get(answer)
        except DEATHS as error:
            if beginner:
                self._do_with_fewer(why(error))
            else:
                yield from self._lost(actor, batch, why(error))
            return
        if isinstance(told, KgError):
            raise told
        if beginner:
            self._actors.append(beginner)
            self._stillborn = 0
        outcomes = msgspec.msgpack.decode(told, type=Outcomes)
        for article, made in zip(batch, outcomes, strict=True):
            yield article, InputError(made) if isinstance(made, str) else made

    def _do_with_fewer(self, cause: str) -> None:
        """Begin no more where some died before they had begun; ModelError where none is left."""
        self._stillborn += 1
        if self._stillborn < _TRIES:
            return
        self._most = len(self._actors) + len(self._beginning)
        if not self._most:
            raise ModelError(f"actors die before they can parse anything: {cause}")

    def _lost(self, actor: Any, batch: Sequence[Article], cause: str) -> Iterator[Read]:
        """Give the batch of an actor that is dead to others, in halves: one article may be why."""
        _LOG.warning("an actor died; others get its articles (%d): %s", len(batch), cause)
        if actor in self._actors:
            self._actors.remove(actor)
        if len(batch) > 1:
            half = len(batch) // 2
            self._waiting.extend((batch[:half], batch[half:]))
            return
        (article,) = batch
        self._deaths[article.id] += 1
        if self._deaths[article.id] < _DEATHS:
            self._waiting.append(batch)
        else:
            told = "actors that parsed it died; it may need more memory than there is"
            yield article, InputError(f"{article.source}: {article.id}: {told}")


def _batches(articles: Iterator[Article], actors: int) -> Iterator[Sequence[Article]]:
    """Batches that grow until they have as many words as a batch should."""
    batch: list[Article] = []
    words, count = 0, 0
    for article in articles:
        batch.append(article)
        words += len(article.text.split())
        if words >= min(_WORDS, _FIRST * (1 + count // actors)):
            yield tuple(batch)
            batch, words, count = [], 0, count + 1
    if batch:
        yield tuple(batch)
