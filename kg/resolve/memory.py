"""What was made of equal things before need not be made again, and may be made in pieces.

A step of resolving that looks at few things at a time is a function of these alone: of one article,
of a stretch of events that are compared, of the events that these comparisons hold together. So its
results can be kept by digests of what they were made of, and those that are missing can be made in
any order and number of processes: the graph is the same.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

import msgspec

from kg.model import Reading

_SIZE = 16  # bytes of a digest

T = TypeVar("T")


class Spread(Protocol):
    """Whatever does one thing to many; results come in the order of the items.

    Function, items and results can be pickled.
    """

    def __call__(self, function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
        """What the function makes of each item."""
        ...


class Results(Mapping[bytes, bytes]):
    """What is known of a step: results by digests of what they were made of."""

    @abstractmethod
    def renew(self, new: Iterable[tuple[bytes, bytes]], gone: Collection[bytes]) -> None:
        """Know these too, each behind its digest, and forget those that nobody wants any more."""


class Memory(Protocol):
    """Results of steps. It may forget whatever it likes before somebody recalls it."""

    def recall(self, step: str) -> Results:
        """All that is known of a step."""
        ...


class AtHand(dict[bytes, bytes], Results):
    """Results that are here and nowhere else."""

    def renew(self, new: Iterable[tuple[bytes, bytes]], gone: Collection[bytes]) -> None:
        """Know these too, and forget others."""
        for digest in gone:
            del self[digest]
        self.update(new)


class Stock(Protocol):
    """The readings of all articles, and what is known of earlier steps with them."""

    memory: Memory
    spread: Spread

    def digests(self) -> Mapping[str, bytes]:
        """A digest of each reading, by article."""
        ...

    def readings(self, article_ids: Collection[str]) -> Iterator[Reading]:
        """The readings of these articles, in the order of their identifiers."""
        ...


class Given:
    """Readings that are all at hand, and no memory."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = {reading.article.id: reading for reading in readings}
        self.memory: Memory = Nothing()
        self.spread: Spread = here

    def digests(self) -> Mapping[str, bytes]:
        """The identifiers do: nothing is kept."""
        return {id_: id_.encode("utf-8", "surrogatepass") for id_ in self._readings}

    def readings(self, article_ids: Collection[str]) -> Iterator[Reading]:
        """The readings of these articles."""
        return (self._readings[id_] for id_ in sorted(article_ids))


class Nothing:
    """Remembers nothing."""

    def recall(self, step: str) -> Results:
        """Nothing."""
        return AtHand()


def here(function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
    """Does it in this process."""
    return map(function, items)


def remembered(
    memory: Memory,
    step: str,
    items: Mapping[bytes, T],
    make: Callable[[Collection[T]], Iterable[bytes]],
) -> Mapping[bytes, bytes]:
    """The result for each item, by its digest; ``make`` is given those that are not known yet."""
    known = memory.recall(step)
    missing = {digest: item for digest, item in items.items() if digest not in known}
    gone = known.keys() - items.keys()
    if missing or gone:
        known.renew(zip(missing, make(missing.values()), strict=True), gone)
    return known


def digest(*parts: bytes) -> bytes:
    """Of byte strings, and of where each ends."""
    told = b"".join([piece for part in parts for piece in (len(part).to_bytes(8), part)])
    return hashlib.blake2b(told, digest_size=_SIZE).digest()


def packed(record: object) -> bytes:
    """The same bytes for equal records, whatever the order of their sets."""
    return msgspec.msgpack.encode(record, order="sorted")
