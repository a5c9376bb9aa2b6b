"""What was made of equal things before need not be made again, and may be made in pieces.

A step of resolving that looks at few things at a time is a function of these alone: of one article,
of a stretch of events that are compared, of the events that these comparisons hold together. So its
results can be kept by digests of what they were made of, and those that are missing can be made in
any order and number of processes: the graph is the same.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import Any, Protocol, TypeVar

import msgspec

from kg.model import Reading
from kg.resolve.numbers import DIGEST, Digests

_TOGETHER = 1000  # items of which is found out at once whether they are known

T = TypeVar("T")


class Spread(Protocol):
    """Whatever does one thing to many; results come in the order of the items.

    Function, items and results can be pickled.
    """

    def __call__(self, function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
        """What the function makes of each item."""
        ...


class Results(Protocol):
    """What is known of a step: results by digests of what they were made of."""

    def __getitem__(self, digest: bytes) -> bytes:
        """The result that is known for a digest."""
        ...

    def lacking(self, digests: Sequence[bytes]) -> Set[bytes]:
        """Those of the digests for which nothing is known."""
        ...

    def add(self, new: Iterable[tuple[bytes, bytes]]) -> None:
        """Know these too, each behind its digest."""
        ...

    def keep(self, wanted: Digests) -> None:
        """Forget all but these, which are known."""
        ...


class Memory(Protocol):
    """Results of steps. It may forget whatever it likes before somebody recalls it."""

    def recall(self, step: str) -> Results:
        """All that is known of a step."""
        ...


class AtHand(dict[bytes, bytes]):
    """Results that are here and nowhere else."""

    def lacking(self, digests: Sequence[bytes]) -> Set[bytes]:
        """Those of the digests for which nothing is known."""
        return {digest for digest in digests if digest not in self}

    def add(self, new: Iterable[tuple[bytes, bytes]]) -> None:
        """Know these too."""
        self.update(new)

    def keep(self, wanted: Digests) -> None:
        """Forget all but these."""
        for digest in self.keys() - set(wanted):
            del self[digest]


class Stock(Protocol):
    """The readings of all articles, and what is known of earlier steps with them."""

    memory: Memory
    spread: Spread

    def digests(self) -> Iterable[tuple[str, bytes]]:
        """The identifiers of all articles, sorted, and a digest of the reading of each."""
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

    def digests(self) -> Iterable[tuple[str, bytes]]:
        """Those of the identifiers do: nothing is kept."""
        return [
            (id_, digest(id_.encode("utf-8", "surrogatepass"))) for id_ in sorted(self._readings)
        ]

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


class Made(Sequence[bytes]):
    """What was made of items, in their order."""

    def __init__(self, results: Results, digests: Digests) -> None:
        self._results = results
        self.digests = digests  #: of the items

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        return self._results[self.digests[place]]

    def __len__(self) -> int:
        return len(self.digests)


def remembered(
    memory: Memory,
    step: str,
    items: Iterable[tuple[bytes, T]],
    make: Callable[[Iterable[T]], Iterable[bytes]],
) -> Made:
    """The results for items, which come behind their digests.

    ``make`` is given those that are not known yet, in their order, and is to look at all of them.
    """
    known = memory.recall(step)
    digests, making = Digests(), deque[bytes]()

    def missing() -> Iterator[T]:
        stream = iter(items)
        while some := list(islice(stream, _TOGETHER)):
            lacking = known.lacking([digest for digest, _ in some])
            for digest, item in some:
                digests.append(digest)
                if digest in lacking:
                    making.append(digest)
                    yield item

    known.add((making.popleft(), result) for result in make(missing()))
    known.keep(digests)
    return Made(known, digests)


def digest(*parts: bytes) -> bytes:
    """Of byte strings, and of where each ends."""
    told = b"".join([piece for part in parts for piece in (len(part).to_bytes(8), part)])
    return hashlib.blake2b(told, digest_size=DIGEST).digest()


def packed(record: object) -> bytes:
    """The same bytes for equal records, whatever the order of their sets."""
    return msgspec.msgpack.encode(record, order="sorted")
