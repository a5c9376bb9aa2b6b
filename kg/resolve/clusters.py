"""Reports that pairs hold together, and which of the pairs are joined.

Pairs are joined best first. A join must fit every report that is already inside (no chain through
a weak middle link), and a report that fits two different events joins neither.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts
from kg.resolve.groups import Groups, Mark, by_key
from kg.resolve.memory import packed
from kg.resolve.numbers import NUMBER, Lists, numbered
from kg.resolve.scores import Scorer
from kg.resolve.world import World

Edge = tuple[float, int, int]
"""A score, and the two reports that have it, the smaller first."""


class Cluster(msgspec.Struct, frozen=True, array_like=True):
    """Pairs that hang together, and the reports of their ends, which are known by their places."""

    edges: tuple[Edge, ...]
    articles: tuple[str, ...]  #: of the reports, which are in natural order
    groups: tuple[tuple[int, ...], ...]  #: reports that are one already
    marks: tuple[tuple[int, frozenset[Mark]], ...]  #: of those that have any


class Clustered(msgspec.Struct, frozen=True, array_like=True):
    """A cluster, and what is known of the things in it: all that decides what is joined."""

    cluster: Cluster
    facts: Mapping[int, Facts]  #: by place; a report that is a copy of another has none
    world: World


class Edges(Sequence[Edge]):
    """Pairs of all reports."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._scores, self._ends = array("d"), array(NUMBER)
        for score, *ends in edges:
            self._scores.append(score)
            self._ends.extend(ends)

    def __getitem__(self, place: int) -> Edge:  # type: ignore[override]
        score = self._scores[place]
        left, right = self._ends[2 * place : 2 * place + 2]
        return score, left, right

    def __len__(self) -> int:
        return len(self._scores)


def hanging_together(edges: Edges, groups: Groups) -> Lists:
    """The places of the pairs in parts, of which none has a group in common with another."""
    held = Groups(len(groups), lambda number: (number,))
    for _, left, right in edges:
        held.force(groups.find(left), groups.find(right))
    parts, first = numbered((held.find(groups.find(left)) for _, left, _ in edges), len(held))
    return Lists.places(len(first), parts)


def ends_of(edges: Sequence[Edge], groups: Groups) -> list[list[int]]:
    """The groups of reports that pairs have at their ends, in natural order as their reports."""
    roots = {groups.find(number) for _, *ends in edges for number in ends}
    return sorted(sorted(groups.members(root)) for root in roots)


def joined(of: Clustered) -> bytes:
    """The ends of the pairs of a cluster that are joined, behind each other and encoded."""
    return packed(tuple(chain.from_iterable(_Joining(of).joined())))


class _Joining:
    """One run of the joining."""

    def __init__(self, clustered: Clustered) -> None:
        of = clustered.cluster
        self.facts = clustered.facts
        self.scorer = Scorer(event_rules(), clustered.world)
        told = by_key((article, place) for place, article in enumerate(of.articles))
        self.groups = Groups(
            len(of.articles), lambda place: told[of.articles[place]], dict(of.marks)
        )
        for first, *others in of.groups:
            for place in others:
                self.groups.force(first, place)
        self.inside: dict[int, list[int]] = defaultdict(list)
        for place in self.facts:
            self.inside[self.groups.find(place)].append(place)
        self.edges = sorted(of.edges, key=lambda edge: (-edge[0], *edge[1:]))
        self.near: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, left, right in self.edges:
            self.near[left].append((score, right))
            self.near[right].append((score, left))

    def joined(self) -> Iterator[tuple[int, int]]:
        for score, left, right in self.edges:
            if self._joinable(left, right) and not self._ambiguous(score, left, right):
                self._join(left, right)
                yield left, right

    def _joinable(self, left: int, right: int) -> bool:
        first, second = self.groups.find(left), self.groups.find(right)
        return (
            first != second
            and self.groups.allowed(first, second)
            and all(
                self.scorer.joins(self.facts[one], self.facts[other])
                for one in self.inside[first]
                for other in self.inside[second]
            )
        )

    def _ambiguous(self, score: float, left: int, right: int) -> bool:
        """Whether one of the two fits a third, different event as well."""
        return self._torn(score, left, right) or self._torn(score, right, left)

    def _torn(self, score: float, place: int, chosen: int) -> bool:
        least = score - self.scorer.rules.margin_of(self.facts[place].type)
        home, own = self.groups.find(chosen), self.groups.find(place)
        return any(
            rival_score >= least
            and self.groups.find(rival) not in (home, own)
            and not self.scorer.joins(self.facts[rival], self.facts[chosen])
            for rival_score, rival in self.near[place]
        )

    def _join(self, left: int, right: int) -> None:
        first, second = self.groups.find(left), self.groups.find(right)
        self.groups.force(first, second)
        inside = self.inside.pop(first) + self.inside.pop(second)
        self.inside[self.groups.find(left)] = inside
