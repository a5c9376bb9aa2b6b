"""The names of all articles, each spelling once, with what the articles say around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from kg.knowledge.spellings import Parts, person_parts
from kg.model import EntityType, Link
from kg.resolve.groups import Groups
from kg.resolve.ids import member
from kg.resolve.told import Naming, Office, Told

_NAMING = msgspec.msgpack.Decoder(Naming)


@dataclass(eq=False)
class Spelling:
    """The members that their articles name in one and the same way."""

    way: Naming
    members: list[str] = field(default_factory=list)  #: in natural order
    beside: list[list["Spelling"]] = field(default_factory=list)  #: all in the article of each
    held: dict[str, frozenset[Office]] = field(default_factory=dict)  #: of those that hold any

    @cached_property
    def common(self) -> str | None:
        """The name by which other articles may know the members."""
        return self.way.common

    @cached_property
    def parts(self) -> Parts:
        """Of a person's name."""
        return person_parts(self.way.label) if self.way.type is EntityType.PERSON else ()

    @cached_property
    def offices(self) -> frozenset[Office]:
        """What any of the members holds."""
        return frozenset().union(*set(self.held.values()))

    @cached_property
    def around(self) -> Mapping[str, str]:
        """What any of the articles names: labels by common name, of several the first."""
        labels: dict[str, str] = {}
        for one in set[Spelling]().union(*self.beside):
            if common := one.common:
                labels[common] = min(labels.get(common, one.way.label), one.way.label)
        return labels

    def each(self) -> Iterator[tuple[str, frozenset[Office], Mapping[str, str]]]:
        """Each member, what it holds, and what its article names."""
        for name, named in zip(self.members, self.beside, strict=True):
            around = {one.common: one.way.label for one in named if one.common}
            yield name, self.held.get(name, frozenset()), around

    def among(self, names: Set[str]) -> "Spelling":
        """The same of these members only."""
        some = Spelling(self.way)
        for name, named in zip(self.members, self.beside, strict=True):
            if name in names:
                some.members.append(name)
                some.beside.append(named)
        some.held = {name: self.held[name] for name in some.members if name in self.held}
        return some


class Joins:
    """Groups of members, and the links that tell why."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.links: list[Link] = []

    def join(self, left: str, right: str, score: float, reason: str) -> None:
        """Make one of two, if allowed, and write down why."""
        if self.groups.find(left) != self.groups.find(right) and self.groups.join(left, right):
            first, second = sorted((left, right))
            self.links.append(Link(left=first, right=second, score=round(score, 2), reason=reason))

    def join_equal(self, members: Iterable[str]) -> list[list[str]]:
        """Make one of members with equal names or keys, which needs no explaining.

        The groups that they are now, mostly one.
        """
        return self.groups.unite(sorted(members))


def spellings(told: Iterable[Told]) -> list[Spelling]:
    """The entities of all articles, which come in the order of their identifiers."""
    found: dict[bytes, Spelling] = {}
    offices: dict[frozenset[Office], frozenset[Office]] = {}  #: equal ones once
    for one in told:
        article = member(one.article.id, "")
        for way in one.named:
            if way not in found:
                found[way] = Spelling(_NAMING.decode(way))
        beside = [found[way] for way in one.named]
        for id_, spelling in zip(one.ids, beside, strict=True):
            name = article + id_
            spelling.members.append(name)
            spelling.beside.append(beside)
            if id_ in one.held:
                held = one.held[id_]
                spelling.held[name] = offices.setdefault(held, held)
    return list(found.values())


def members_of(found: Sequence[Spelling]) -> list[str]:
    """The members of spellings."""
    return [name for one in found for name in one.members]
