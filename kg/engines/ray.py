"""Ray, on this machine or a cluster: actors with one core each, which load their models once.

Whatever dies, an actor, a node or the cluster's memory, the driver has the articles still and
gives them to others; an article that has killed two actors alone is refused.
"""

import contextlib
import logging
import os
import signal
import socket
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # before the import: nothing is told to anybody

import msgspec
import ray
from ray.exceptions import (
    NodeDiedError,
    OutOfMemoryError,
    RayActorError,
    RayError,
    WorkerCrashedError,
)

import kg
from kg.articles import Found, Item, found, in_turn
from kg.database import decoded, encoded
from kg.errors import InputError, KgError, ModelError
from kg.fingerprint import fingerprint
from kg.model import Article
from kg.reader import Engine, Made, Options, Read, Reader
from kg.sentences.workers import outcome
from kg.stages import Stages
from kg.watch import Watch

_RESTARTS = 3  #: of an actor that died
_RETRIES = 1  #: of a batch by an actor that was started anew; after that the driver takes it back
_WORDS = 3_000  #: of a batch; the first ones are smaller, so that all actors have work at once
_FIRST = 500
_AHEAD = 2  #: batches that an actor has, so that it need not wait for the next
_DEATHS = 2  #: of actors that have nothing but this one article, until it is refused
_FEW = 50  #: inputs of a part, and those for which no cluster is asked
_PART = 2**22  #: bytes of a part, if it has not that many inputs
_MEMORY = 2**28  #: bytes of the store in which a local Ray keeps what is on its way
_PATIENCE = 5.0  #: seconds until a cluster must take a call

_LOG = logging.getLogger(__name__)
_CODE = Path(kg.__file__).parent

Outcomes = tuple[Made | str, ...]  #: a string says why an article is refused


class _Actor:
    """A reader on some machine. What goes in and out is packed as in a workspace."""

    def __init__(self, stages: Stages, code: str) -> None:
        os.environ["OMP_NUM_THREADS"] = "1"  # as many threads as cores
        self._stages = stages
        self._code = code
        self._reader: Reader | None = None

    def read(self, articles: bytes) -> bytes | KgError:
        """The outcomes of a batch; an error that is not an article's."""
        try:
            if self._reader is None:
                if fingerprint(_CODE) != self._code:
                    return KgError("a node of the cluster has another version of Simpul")
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
            with _connected(options) as actors:
                yield from _Cluster(stages, actors).read(chain((first,), stream))

    return Engine(read=read, over=partial(_over, options))


def _over(options: Options, items: Iterable[Item]) -> Iterator[tuple[Item, Found]]:
    """What the items are, in their order; a few are found here, without a cluster."""
    stream = iter(items)
    yield from in_turn(islice(stream, _FEW))
    first = next(stream, None)
    if first is None:
        return
    with _connected(options) as cores:
        find = ray.remote(num_cpus=1, max_retries=_RESTARTS)(_find)
        flying: deque[tuple[Sequence[Item], Any]] = deque()
        for batch in _parts(chain((first,), stream)):
            flying.append((batch, find.remote(batch)))
            if len(flying) > _AHEAD * cores:
                yield from _landed(*flying.popleft())
        while flying:
            yield from _landed(*flying.popleft())


def _find(items: Sequence[Item]) -> list[Found]:
    """What the items of a part are, on some machine."""
    return [found(item) for item in items]


def _landed(items: Sequence[Item], answer: Any) -> Iterator[tuple[Item, Found]]:
    """What a part of the items is; found here, if it could not be found elsewhere."""
    try:
        return zip(items, ray.get(answer), strict=True)
    except (WorkerCrashedError, OutOfMemoryError, NodeDiedError) as error:
        _LOG.warning("%d inputs are read again: %s", len(items), " ".join(str(error).split()))
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


@contextlib.contextmanager
def _connected(options: Options) -> Iterator[int]:
    """A connection to a cluster, or one of its own on this machine; how many actors it may run."""
    heard = signal.getsignal(signal.SIGTERM)
    local: dict[str, Any] = {
        "address": "local",
        "num_cpus": options.jobs,
        "include_dashboard": False,
        "object_store_memory": _MEMORY,
    }
    place = {"address": options.address} if options.address else local
    try:
        _knock(options.address or "")
        ray.init(**place, log_to_driver=False, logging_level=logging.ERROR)
    except (RayError, OSError, RuntimeError, ValueError) as error:
        told = " ".join(str(error).split())
        raise KgError(f"{options.address or 'ray'}: no cluster to work on: {told}") from error
    try:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, heard)  # Ray ends the process at once
        cores = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        yield max(1, min(options.jobs or cores, cores))  # a cluster may grow when it is asked to
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """OSError where nobody listens at HOST:PORT, which Ray takes minutes to notice."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), _PATIENCE).close()


class _Cluster:
    """Actors that share the articles."""

    def __init__(self, stages: Stages, actors: int) -> None:
        self._stages = stages
        self._code = fingerprint(_CODE)
        self._most = actors
        self._make = ray.remote(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=_RETRIES)(
            _Actor
        )
        self._actors: list[Any] = []
        self._flying: dict[Any, tuple[Any, Sequence[Article]]] = {}  #: batches, by their answers
        self._again: deque[Sequence[Article]] = deque()  #: batches whose actor died
        self._deaths: dict[str, int] = {}  #: of actors, by the article that they had
        self._answered = False

    def read(self, articles: Iterator[Article]) -> Iterator[Read]:
        """All of them."""
        fresh = _batches(articles, self._most)
        while True:
            self._fill(fresh)
            if not self._flying:
                return
            done, _ = ray.wait(list(self._flying), num_returns=1)
            for answer in done:
                yield from self._hear(answer)

    def _fill(self, fresh: Iterator[Sequence[Article]]) -> None:
        """Give all actors what they can have; make more, if there is more to do."""
        for level in range(_AHEAD):  # nobody gets a second batch before all have one
            while actor := self._idle(level):
                batch = self._again.popleft() if self._again else next(fresh, None)
                if batch is None:
                    return
                if actor not in self._actors:
                    self._actors.append(actor)
                self._flying[actor.read.remote(encoded(batch))] = actor, batch

    def _idle(self, level: int) -> Any:
        """An actor with at most ``level`` batches; a new one, if there may be more."""
        busy = Counter(id(actor) for actor, _ in self._flying.values())
        for actor in self._actors:
            if busy[id(actor)] <= level:
                return actor
        return self._new() if len(self._actors) < self._most else None

    def _new(self) -> Any:
        return self._make.remote(self._stages, self._code)

    def _hear(self, answer: Any) -> Iterator[Read]:
        actor, batch = self._flying.pop(answer)
        try:
            told = ray.get(answer)
        except (RayActorError, WorkerCrashedError):
            yield from self._lost(actor, batch)
            return
        if isinstance(told, KgError):
            raise told
        self._answered = True
        outcomes = msgspec.msgpack.decode(told, type=Outcomes)
        for article, made in zip(batch, outcomes, strict=True):
            yield article, InputError(made) if isinstance(made, str) else made

    def _lost(self, actor: Any, batch: Sequence[Article]) -> Iterator[Read]:
        """Give the batch of an actor that is dead to others, in halves: one article may be why."""
        _LOG.warning("an actor died; others get its %d articles", len(batch))
        if actor in self._actors:
            self._actors.remove(actor)
        if len(batch) > 1:
            half = len(batch) // 2
            self._again.extend((batch[:half], batch[half:]))
            return
        (article,) = batch
        self._deaths[article.id] = self._deaths.get(article.id, 0) + 1
        if self._deaths[article.id] < _DEATHS:
            self._again.append(batch)
        else:
            self._check_begin()
            told = "actors that parsed it died; it may need more memory than there is"
            yield article, InputError(f"{article.source}: {article.id}: {told}")

    def _check_begin(self) -> None:
        """ModelError where no actor can as much as load its models."""
        if self._answered:
            return
        try:
            told = ray.get(self._new().read.remote(encoded(())))
        except (RayActorError, WorkerCrashedError) as error:
            why = " ".join(str(error).split())
            raise ModelError(f"actors die before they can parse anything: {why}") from error
        if isinstance(told, KgError):
            raise told


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
