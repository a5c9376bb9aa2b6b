"""What the articles that name a person in full say around the name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import fsum

from kg.resolve.groups import by_key
from kg.resolve.named import Joins, Spelling
from kg.resolve.told import Office

_AT_HAND = 1000  # profiles
_AROUND = 1.5  # a person and a state, or as much, that both articles name
# How much a thing that two articles both name tells about whether they write of the same people.
_WEIGHTS = {"Person": 1.0, "Organization": 0.7, "Place": 0.5, "State": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Offices and surroundings of one person in all articles."""

    offices: frozenset[Office]
    around: Mapping[str, str]


class Profiles:
    """Persons with full names as they are now; each comes as spellings that are one."""

    def __init__(self, persons: Iterable[Sequence[Spelling]], joins: Joins) -> None:
        roots = by_key((joins.groups.find(one[0].members[0]), one) for one in persons)
        self._spelt = {
            root: sorted(chain.from_iterable(found), key=lambda one: one.members[0])
            for root, found in roots.items()
        }
        self.parts = {root: found[0].parts for root, found in self._spelt.items()}
        self.of = lru_cache(_AT_HAND)(self._of)  #: what the articles say around a person

    def names(self, root: int) -> set[str]:
        """Every spelling of a person."""
        return {name for one in self._spelt[root] for name in one.way.names}

    def _of(self, root: int) -> Profile:
        around: dict[str, str] = {}
        for one in self._spelt[root]:
            around |= one.around
        around.pop(f"Person:{''.join(self.parts[root])}", None)
        offices = frozenset().union(*(one.offices for one in self._spelt[root]))
        return Profile(offices=offices, around=around)

    def support(self, left: int, right: int) -> str | None:
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
