"""Parts of all readings as numbers, in little room, however many there are.

A name takes a hundred bytes and more wherever it is kept; its number takes four.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Self, TypeVar

import numpy
from numpy.typing import NDArray

from kg.resolve.ids import member

NUMBER = "i"  #: of four bytes, for ``array`` and numpy
DIGEST = 16  #: bytes

_TEXT = f"S{DIGEST}"

Numbers = NDArray[numpy.int32]
T = TypeVar("T")


class Members(Sequence[str]):
    """Parts of readings: by their numbers their names, "<article id>/<local id>".

    Numbers are in natural order of names, so those of one article are neighbours.
    """

    def __init__(self, article_ids: Sequence[str]) -> None:
        self.article_ids = article_ids  #: sorted
        self._local_ids: list[tuple[str, ...]] = []
        self._first = array(NUMBER, [0])
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, local_ids: Iterable[str]) -> range:
        """Number the parts of the next article, which are in natural order of their ids."""
        own = tuple(map(intern, local_ids))
        self._local_ids.append(self._known.setdefault(own, own))
        self._first.append(self._first[-1] + len(own))
        return range(*self._first[-2:])

    def of(self, place: int) -> range:
        """The numbers of the article at a place."""
        return range(self._first[place], self._first[place + 1])

    def beside(self, number: int) -> range:
        """The numbers of all parts of the same article."""
        return self.of(self.place(number))

    def local_ids(self, place: int) -> tuple[str, ...]:
        """The ids of the parts of the article at a place, in the order of their numbers."""
        return self._local_ids[place]

    def place(self, number: int) -> int:
        """Of its article."""
        return bisect_right(self._first, number) - 1

    def article_id(self, number: int) -> str:
        """Of its article."""
        return self.article_ids[self.place(number)]

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        place = self.place(number)
        local_id = self._local_ids[place][number - self._first[place]]
        return member(self.article_ids[place], local_id)

    def __iter__(self) -> Iterator[str]:
        for article_id, local_ids in zip(self.article_ids, self._local_ids, strict=True):
            article = member(article_id, "")
            yield from (article + local_id for local_id in local_ids)

    def __len__(self) -> int:
        return self._first[-1]

    def place_of(self, article_id: str) -> int:
        """Of an article, which is one of them."""
        return bisect_left(self.article_ids, article_id)


class NamesOf(Sequence[str]):
    """The names of some members, which are made when somebody asks for them."""

    __slots__ = ("_members", "_numbers")

    def __init__(self, members: Members, numbers: Sequence[int]) -> None:
        self._members, self._numbers = members, numbers

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        return self._members[self._numbers[place]]

    def __len__(self) -> int:
        return len(self._numbers)


class Lists(Sequence[list[int]]):
    """Lists of numbers, each behind the other."""

    def __init__(self, count: int, rows: "array[int]", values: "array[int]") -> None:
        """``count`` lists; each value stands in that of its row, in the order given."""
        placed = numpy.asarray(rows, NUMBER)
        order = numpy.argsort(placed, kind="stable")
        self._values: Numbers = numpy.asarray(values, NUMBER)[order]
        self._first = numpy.searchsorted(placed[order], numpy.arange(count + 1))

    @classmethod
    def places(cls, count: int, rows: "array[int]") -> Self:
        """The places at which each row stands."""
        return cls(count, rows, array(NUMBER, range(len(rows))))

    def __getitem__(self, row: int) -> list[int]:  # type: ignore[override]
        if not 0 <= row < len(self):
            raise IndexError(row)
        found: list[int] = self._values[self._first[row] : self._first[row + 1]].tolist()
        return found

    def __len__(self) -> int:
        return len(self._first) - 1


class Digests(Sequence[bytes]):
    """Digests, one behind the other."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._order = numpy.empty(0, int)

    def append(self, digest: bytes) -> None:
        """One more."""
        self._bytes += digest

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        start = DIGEST * place
        if not 0 <= start < len(self._bytes):
            raise IndexError(place)
        return bytes(self._bytes[start : start + DIGEST])

    def __iter__(self) -> Iterator[bytes]:
        starts = range(0, len(self._bytes), DIGEST)
        return (bytes(self._bytes[start : start + DIGEST]) for start in starts)

    def __len__(self) -> int:
        return len(self._bytes) // DIGEST

    def extend(self, others: "Digests") -> None:
        """More of them."""
        self._bytes += others._bytes

    def places(self, some: Sequence[bytes]) -> list[int | None]:
        """Where each of some digests stands; None where it does not."""
        if not (some and self._bytes):
            return [None] * len(some)
        if len(self._order) != len(self):
            self._order = numpy.argsort(self._texts, kind="stable")
        texts, own = numpy.array(some, _TEXT), self._texts
        found = numpy.searchsorted(own, texts, sorter=self._order)
        near = self._order[numpy.minimum(found, len(self) - 1)]
        known = zip(near.tolist(), (own[near] == texts).tolist(), strict=True)
        return [place if is_known else None for place, is_known in known]

    def but(self, others: "Digests") -> list[bytes]:
        """Those that are not among others, in order."""
        left = numpy.setdiff1d(self._texts, others._texts)
        return [text.ljust(DIGEST, b"\0") for text in left.tolist()]  # numpy cuts zeros off

    @property
    def _texts(self) -> NDArray[numpy.bytes_]:
        """The same for numpy; as long as somebody has them there can be no more digests."""
        return numpy.frombuffer(self._bytes, _TEXT)

    def alike(self) -> Iterator[list[int]]:
        """The places of digests that stand in several, in order of the first."""
        halves = numpy.frombuffer(self._bytes, "u8").reshape(-1, 2)
        order = numpy.lexsort((halves[:, 1], halves[:, 0]))
        same = (halves[order][1:] == halves[order][:-1]).all(axis=1)
        ends = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], same, [False]))))
        runs = ends.reshape(-1, 2)
        for run in numpy.argsort(order[runs[:, 0]]):
            start, stop = runs[run]
            yield order[start : stop + 1].tolist()


def numbered(roots: Iterable[int], count: int) -> "tuple[array[int], array[int]]":
    """Numbers in place of roots, in order of their first places; and these places.

    Roots are less than ``count``.
    """
    numbers = array(NUMBER, [-1]) * count
    found, first = array(NUMBER), array(NUMBER)
    for place, root in enumerate(roots):
        if numbers[root] < 0:
            numbers[root] = len(first)
            first.append(place)
        found.append(numbers[root])
    return found, first


def in_order(texts: Sequence[str]) -> "tuple[list[int], array[int]]":
    """The numbers of texts in the order of the texts, and where each of them stands then."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    places = array(NUMBER, order)
    for place, number in enumerate(order):
        places[number] = place
    return order, places


def replaced(numbers: "array[int]", places: "array[int]") -> "array[int]":
    """What stands at the places that numbers tell."""
    return array(NUMBER, map(places.__getitem__, numbers))


class ByText(Mapping[str, T]):
    """Values by texts, which are sorted; ``value`` gives that of the text at a place."""

    def __init__(self, texts: Sequence[str], value: Callable[[int], T]) -> None:
        self._texts, self._value = texts, value

    def __getitem__(self, text: str) -> T:
        place = find(self._texts, text)
        if place is None:
            raise KeyError(text)
        return self._value(place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def find(texts: Sequence[str], text: str) -> int | None:
    """The place of a text among sorted ones; None if it is not there."""
    place = bisect_left(texts, text)
    return place if place < len(texts) and texts[place] == text else None
