"""Reports that pairs hold together, and which of the pairs are joined.

Pairs are joined best first. A join must fit every report that is already inside (no chain through
a weak middle link), and a report that fits two different events joins neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts
from kg.resolve.groups import Groups, Mark
from kg.resolve.ids import natural
from kg.resolve.memory import packed
from kg.resolve.scores import Scorer
from kg.resolve.world import World

Edge = tuple[float, str, str]
"""A score, and the two that have it."""


class Cluster(msgspec.Struct, frozen=True, array_like=True):
    """Pairs that hang together, and the reports of their ends."""

    edges: tuple[Edge, ...]
    groups: tuple[tuple[str, ...], ...]  #: reports that are one already
    marks: Mapping[str, frozenset[Mark]]


class Clustered(msgspec.Struct, frozen=True, array_like=True):
    """A cluster, and what is known of the things in it: all that decides what is joined."""

    cluster: Cluster
    facts: Mapping[str, Facts]  #: by name; a report that is a copy of another has none
    world: World


def hanging_together(edges: Iterable[Edge], groups: Groups) -> Iterator[tuple[Edge, ...]]:
    """The pairs in parts, of which none has a group in common with another."""
    edges = list(edges)
    ends = {name: groups.find(name) for _, left, right in edges for name in (left, right)}
    held = Groups(ends.values())
    for _, left, right in edges:
        held.force(ends[left], ends[right])
    parts: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        parts[held.find(ends[edge[1]])].append(edge)
    return map(tuple, parts.values())


def cluster(edges: tuple[Edge, ...], groups: Groups) -> Cluster:
    """The cluster of pairs that hang together."""
    roots = sorted({groups.find(name) for _, left, right in edges for name in (left, right)})
    together = tuple(tuple(sorted(groups.members(root))) for root in roots)
    return Cluster(
        edges=edges,
        groups=together,
        marks={root: marks for root in roots if (marks := groups.marks(root))},
    )


def joined(of: Clustered) -> bytes:
    """The pairs of a cluster that are joined, encoded."""
    return packed(tuple(_Joining(of).joined()))


class _Joining:
    """One run of the joining."""

    def __init__(self, clustered: Clustered) -> None:
        of = clustered.cluster
        self.facts = clustered.facts
        self.scorer = Scorer(event_rules(), clustered.world)
        self.groups = Groups((name for names in of.groups for name in names), of.marks)
        for first, *others in of.groups:
            for name in others:
                self.groups.force(first, name)
        self.inside: dict[str, list[str]] = defaultdict(list)
        for name in self.facts:
            self.inside[self.groups.find(name)].append(name)
        self.edges = sorted(of.edges, key=lambda edge: (-edge[0], *map(natural, edge[1:])))
        self.near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for score, left, right in self.edges:
            self.near[left].append((score, right))
            self.near[right].append((score, left))

    def joined(self) -> Iterator[Edge]:
        for score, left, right in self.edges:
            if self._joinable(left, right) and not self._ambiguous(score, left, right):
                self._join(left, right)
                yield score, left, right

    def _joinable(self, left: str, right: str) -> bool:
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

    def _ambiguous(self, score: float, left: str, right: str) -> bool:
        """Whether one of the two fits a third, different event as well."""
        return self._torn(score, left, right) or self._torn(score, right, left)

    def _torn(self, score: float, name: str, chosen: str) -> bool:
        least = score - self.scorer.rules.margin_of(self.facts[name].type)
        home, own = self.groups.find(chosen), self.groups.find(name)
        return any(
            rival_score >= least
            and self.groups.find(rival) not in (home, own)
            and not self.scorer.joins(self.facts[rival], self.facts[chosen])
            for rival_score, rival in self.near[name]
        )

    def _join(self, left: str, right: str) -> None:
        first, second = self.groups.find(left), self.groups.find(right)
        self.groups.force(first, second)
        inside = self.inside.pop(first) + self.inside.pop(second)
        self.inside[self.groups.find(left)] = inside
