"""The names of all articles, each spelling once, with what the articles say around it."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, compress
from sys import intern
from typing import NamedTuple

import msgspec

from kg.knowledge.spellings import Parts, person_parts
from kg.model import EntityType
from kg.resolve.groups import Groups
from kg.resolve.numbers import NUMBER, Members
from kg.resolve.told import AllTold, Naming, Office

_NAMING = msgspec.msgpack.Decoder(Naming)


class Spelling:
    """The members that their articles name in one and the same way."""

    __slots__ = ("_all", "common", "members", "number", "way")

    def __init__(self, all_names: "Names", number: int, way: Naming) -> None:
        self._all = all_names
        self.number = number
        self.way = way
        self.common = way.common  #: the name by which other articles may know the members
        self.members = array(NUMBER)  #: in natural order

    @property
    def parts(self) -> Parts:
        """Of a person's name."""
        return person_parts(self.way.label) if self.way.type is EntityType.PERSON else ()

    @property
    def offices(self) -> frozenset[Office]:
        """What any of the members holds."""
        return self._all.held_by_any(self.members)

    @property
    def around(self) -> Mapping[str, str]:
        """What any of the articles names: labels by common name, of several the first."""
        labels: dict[str, str] = {}
        for one in self._all.near_any(self.members):
            if common := one.common:
                labels[common] = min(labels.get(common, one.way.label), one.way.label)
        return labels

    def each(self) -> Iterator[tuple[int, frozenset[Office], Mapping[str, str]]]:
        """Each member, what it holds, and what its article names."""
        for member in self.members:
            near = self._all.near(member)
            around = {one.common: one.way.label for one in near if one.common}
            yield member, self._all.held(member), around

    def holders(self) -> Iterator[tuple[int, frozenset[Office]]]:
        """The members that hold any office, and what they hold."""
        return ((member, held) for member in self.members if (held := self._all.held(member)))

    def among(self, members: Set[int]) -> "Spelling":
        """The same of these members only."""
        some = Spelling(self._all, self.number, self.way)
        some.members.extend(compress(self.members, map(members.__contains__, self.members)))
        return some


class Names:
    """The entities of all articles, which are told in the order of their identifiers."""

    def __init__(self, told: AllTold) -> None:
        self.members = Members(told.article_ids)
        self.spellings: list[Spelling] = []
        self._spelt = array(NUMBER)  #: the spelling of each member
        self._held = array(NUMBER)  #: what each member holds, by its place in:
        self._offices: list[frozenset[Office]] = [frozenset()]
        numbers: dict[bytes, int] = {}  #: of spellings
        held = {self._offices[0]: 0}
        for one in told.values():
            for number, way, id_ in zip(self.members.add(one.ids), one.named, one.ids, strict=True):
                spelt = numbers.setdefault(way, len(numbers))
                if spelt == len(self.spellings):
                    self.spellings.append(Spelling(self, spelt, _once(_NAMING.decode(way))))
                self.spellings[spelt].members.append(number)
                self._spelt.append(spelt)
                offices = one.held.get(id_, self._offices[0])
                if offices not in held:
                    held[offices] = len(self._offices)
                    self._offices.append(offices)
                self._held.append(held[offices])

    def near(self, member: int) -> list[Spelling]:
        """The spellings of all entities in the article of a member."""
        return [self.spellings[number] for number in self._near(member)]

    def near_any(self, members: Iterable[int]) -> list[Spelling]:
        """Those in the articles of any of the members, each once."""
        numbers = set[int]().union(*map(self._near, members))
        return [self.spellings[number] for number in sorted(numbers)]

    def held(self, member: int) -> frozenset[Office]:
        """The offices of a member."""
        return self._offices[self._held[member]]

    def held_by_any(self, members: Iterable[int]) -> frozenset[Office]:
        """The offices of any of the members."""
        numbers = set(map(self._held.__getitem__, members))
        return frozenset().union(*map(self._offices.__getitem__, numbers))

    def _near(self, member: int) -> "array[int]":
        own = self.members.beside(member)
        return self._spelt[own.start : own.stop]


def _once(way: Naming) -> Naming:
    """The same, its words kept once for all that have them."""
    return Naming(
        way.type,
        intern(way.label),
        way.key and intern(way.key),
        tuple(map(intern, way.names)),
        tuple(map(intern, way.reasons)),
    )


class Join(NamedTuple):
    """Two members that were taken for one, the smaller first, and why."""

    left: int
    right: int
    score: float
    reason: str


class Joins:
    """Groups of members, and what tells why."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.made: list[Join] = []

    def join(self, left: int, right: int, score: float, reason: str) -> None:
        """Make one of two, if allowed, and write down why."""
        if self.groups.find(left) != self.groups.find(right) and self.groups.join(left, right):
            self.note(left, right, round(score, 2), reason)

    def note(self, left: int, right: int, score: float, reason: str) -> None:
        """Write down why two are one now."""
        first, second = sorted((left, right))
        self.made.append(Join(first, second, score, intern(reason)))

    def join_equal(self, members: Iterable[int], key: str | None = None) -> list[list[int]]:
        """Make one of members with equal names, or this gazetteer's key, which explains itself.

        The groups that they are now, mostly one.
        """
        groups = self.groups.unite(sorted(members))
        if key:
            for group in groups:
                self.groups.set_key(group[0], key)
        return groups


def members_of(found: Sequence[Spelling]) -> list[int]:
    """The members of spellings."""
    return list(chain.from_iterable(one.members for one in found))
