"""What the articles that name a person in full say around the name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Named
from kg.resolve.told import Office

_AROUND = 1.5  # a person and a state, or as much, that both articles name
# How much a thing that two articles both name tells about whether they write of the same people.
_WEIGHTS = {"Person": 1.0, "Organization": 0.7, "Place": 0.5, "State": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Offices and surroundings of one person in all articles."""

    offices: frozenset[Office]
    around: Mapping[str, str]


class Profiles:
    """The groups of full names as they are now."""

    def __init__(self, people: Sequence[Named], joins: Joins) -> None:
        self._named = {one.member: one for one in people}
        self._joins = joins
        self._known: dict[str, Profile] = {}
        roots = by_key((joins.groups.find(one.member), one.member) for one in people)
        self.parts = {root: self._named[min(members)].parts for root, members in roots.items()}
        self._members = roots

    def names(self, root: str) -> Iterator[str]:
        """Every spelling of a person."""
        for name in self._members[root]:
            yield from self._named[name].entity.names

    def of(self, root: str) -> Profile:
        """What the articles say around a person."""
        if root not in self._known:
            members = [self._named[name] for name in self._members[root]]
            around: dict[str, str] = {}
            for one in members:
                around |= one.around
            around.pop(f"Person:{''.join(self.parts[root])}", None)
            offices = frozenset().union(*(one.offices for one in members))
            self._known[root] = Profile(offices=offices, around=around)
        return self._known[root]

    def support(self, left: str, right: str) -> str | None:
        """Why two groups may be one person, in words; None if nothing tells so."""
        first, second = self.of(left), self.of(right)
        if shared := first.offices & second.offices:
            return held(min(shared))
        lesser, other = sorted((first.around, second.around), key=len)
        return met({name: lesser[name] for name in lesser if name in other})


def held(office: Office) -> str:
    """A common office, in words."""
    return f"both are {office[0]} of {office[1]}" if office[1] else f"both are {office[0]}"


def met(shared: Mapping[str, str]) -> str | None:
    """The things that both articles name, in words; None if they are too few."""
    weights = {name: _WEIGHTS[name.partition(":")[0]] for name in shared}
    if fsum(weights.values()) < _AROUND:
        return None
    first = sorted(shared, key=lambda name: (-weights[name], name))[:3]
    return f"both articles name {', '.join(shared[name] for name in first)}"
