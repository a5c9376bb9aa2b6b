"""Events across articles: which reports tell of one event.

Reports with the same facts are one event at once. Of the others pairs are scored stretch by
stretch; those that score enough hold reports together in clusters, and in each cluster the best
pairs are joined first (``kg/resolve/clusters.py``). Stretches and clusters are small and apart from
each other, so they can be worked on anywhere, and those that have not changed are remembered.
"""

import heapq
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec

from kg.model import Link
from kg.resolve.candidates import Compared, Stretch, pairs, stretches
from kg.resolve.clusters import Cluster, Clustered, Edge, Edges, ends_of, hanging_together, joined
from kg.resolve.decided import Known, decided_by_hand, force, marks
from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts, ids_in
from kg.resolve.groups import Groups
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Stock, digest, packed, remembered
from kg.resolve.numbers import NUMBER, numbered
from kg.resolve.reports import AllFacts, Reports
from kg.resolve.scores import Scorer
from kg.resolve.world import World

_EDGES = msgspec.msgpack.Decoder(tuple[Edge, ...])
_ENDS = msgspec.msgpack.Decoder(tuple[int, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Reports by the event they tell of, and what was joined."""

    events: "array[int]"  #: by report
    first: "array[int]"  #: report of each event
    pairs: "array[int]"  #: the ends of each behind each other
    decided: tuple[tuple[int, int, str], ...]  #: sorted pairs, and why they are one


def edges_of(compared: Compared) -> bytes:
    """The pairs of a stretch that score high enough to be joined, encoded."""
    scorer, facts = Scorer(event_rules(), compared.world), compared.facts
    found = []
    for left, right in pairs(compared, scorer.rules):
        score = scorer.score(facts[left], facts[right])
        if score is not None and score >= scorer.rules.join:
            found.append((score, left, right))
    return packed(found)


def merge_events(
    reports: Reports, facts: AllFacts, scorer: Scorer, stock: Stock, ledger: Ledger, spoken: Known
) -> Merged:
    """Join the reports of all articles."""
    marked = marks(ledger, spoken)
    groups = Groups(len(reports), reports.members.beside, marked)
    decided = _obey(ledger, groups, spoken, reports)
    copies = _join_copies(groups, reports, marked.keys())
    steps = _Steps(reports, frozenset(copies[1::2]), facts, scorer, stock)
    chosen = steps.chosen(groups)
    for left, right in zip(chosen[::2], chosen[1::2], strict=True):
        groups.force(left, right)
    events, first = numbered(groups.roots(), len(groups))
    return Merged(events=events, first=first, pairs=copies + chosen, decided=decided)


def links(merged: Merged, facts: AllFacts, scorer: Scorer) -> Iterator[Link]:
    """Why reports were joined, sorted."""
    names = facts.members
    for left, right, why in heapq.merge(merged.decided, _unexplained(merged.pairs)):
        score, reason = 1.0, why
        if not reason:
            score = scorer.score(facts[left], facts[right]) or 0.0
            reason = scorer.reason(facts[left], facts[right])
        yield Link(left=names[left], right=names[right], score=round(score, 2), reason=reason)


def _unexplained(ends: "array[int]") -> Iterator[tuple[int, int, str]]:
    """Pairs by their ends, sorted, without a reason."""
    order = sorted(range(0, len(ends), 2), key=lambda place: sorted(ends[place : place + 2]))
    for place in order:
        left, right = sorted(ends[place : place + 2])
        yield left, right, ""


def _obey(
    ledger: Ledger, groups: Groups, spoken: Known, reports: Reports
) -> tuple[tuple[int, int, str], ...]:
    def find(thing: str) -> int | None:
        return min(spoken.get(thing, ()), default=None)

    forced = force(ledger, groups, find, reports.type)
    return tuple(sorted((left, right, decided_by_hand(each)) for left, right, each in forced))


def _join_copies(groups: Groups, reports: Reports, marked: Set[int]) -> "array[int]":
    """Join reports with the same facts of the same day; the first of each stands for the others.

    The ends of the pairs.
    """
    copies = array(NUMBER)
    for first, *others in reports.same.alike():
        if reports.is_dated(first) and first not in marked:
            for number in others:
                if number not in marked and groups.join(first, number):
                    copies.extend((first, number))
    return copies


class _Steps:
    """The steps that are made in pieces, each of them remembered.

    ``copies`` are reports that are copies of others.
    """

    def __init__(
        self,
        reports: Reports,
        copies: Set[int],
        facts: AllFacts,
        scorer: Scorer,
        stock: Stock,
    ) -> None:
        self._reports, self._copies, self._facts = reports, copies, facts
        self._scorer, self._stock = scorer, stock

    def chosen(self, groups: Groups) -> "array[int]":
        """The ends of the pairs to be joined, where some reports are one already."""
        all_edges = Edges(self._edges())
        clusters = hanging_together(all_edges, groups)

        def items() -> Iterator[tuple[bytes, tuple[Cluster, Sequence[int]]]]:
            for places in clusters:
                edges = [all_edges[place] for place in places]
                together = ends_of(edges, groups)
                numbers = sorted(chain.from_iterable(together))
                cluster = self._cluster(edges, together, numbers, groups)
                yield digest(packed(cluster), self._known(numbers)), (cluster, numbers)

        def whole(each: tuple[Cluster, Sequence[int]]) -> Clustered:
            cluster, numbers = each
            facts = {
                place: self._facts[number]
                for place, number in enumerate(numbers)
                if number not in self._copies
            }
            return Clustered(cluster, facts, self._world(facts.values()))

        found = remembered(self._stock.memory, "clusters", items(), self._made(joined, whole))
        chosen = array(NUMBER)
        for places, ends in zip(clusters, map(_ENDS.decode, found), strict=True):
            together = ends_of([all_edges[place] for place in places], groups) if ends else ()
            numbers = sorted(chain.from_iterable(together))
            chosen.extend(numbers[place] for place in ends)
        return chosen

    def _cluster(
        self,
        edges: Sequence[Edge],
        together: Sequence[Sequence[int]],
        numbers: Sequence[int],
        groups: Groups,
    ) -> Cluster:
        place = {number: place for place, number in enumerate(numbers)}
        marked = ((own, groups.marks(groups.find(own[0]))) for own in together)
        return Cluster(
            edges=tuple((score, place[left], place[right]) for score, left, right in edges),
            articles=tuple(map(self._reports.members.article_id, numbers)),
            groups=tuple(tuple(map(place.__getitem__, own)) for own in together),
            marks=tuple((place[own[0]], sides) for own, sides in marked if sides),
        )

    def _edges(self) -> Iterator[Edge]:
        """Pairs that score high enough to be joined."""
        reports = self._reports
        found = list(stretches(reports.blocks, reports.in_block, reports.anchors, self._copies))

        def items() -> Iterator[tuple[bytes, Stretch]]:
            for stretch in found:
                numbers = stretch.numbers.tolist()
                told = packed((stretch.block, stretch.meeting))
                yield digest(told, self._known(numbers)), stretch

        def whole(stretch: Stretch) -> Compared:
            numbers = stretch.numbers.tolist()
            facts = tuple(self._facts[number] for number in numbers)
            return Compared(
                block=stretch.block,
                meeting=stretch.meeting,
                articles=tuple(map(reports.members.article_id, numbers)),
                facts=facts,
                blocks=tuple(map(reports.blocks_of, numbers)),
                world=self._world(facts),
            )

        made = remembered(self._stock.memory, "edges", items(), self._made(edges_of, whole))
        for stretch, edges in zip(found, map(_EDGES.decode, made), strict=True):
            numbers = stretch.numbers
            for score, *ends in edges:
                left, right = sorted(int(numbers[place]) for place in ends)
                yield score, left, right

    def _known(self, numbers: Iterable[int]) -> bytes:
        """Of all that decides how those of the reports compare that are no copies."""
        known, copies = self._reports.known, self._copies
        return b"".join([known[number] for number in numbers if number not in copies])

    def _world(self, facts: Iterable[Facts]) -> World:
        return self._scorer.world.of(ids_in(facts))

    def _made(
        self, function: Callable[[Any], bytes], whole: Callable[[Any], object]
    ) -> Callable[[Iterable[Any]], Iterable[bytes]]:
        return lambda missing: self._stock.spread(function, map(whole, missing))
