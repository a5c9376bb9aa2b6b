"""Events across articles: which reports tell of one event.

Reports with the same facts are one event at once. Of the others pairs are scored stretch by
stretch; those that score enough hold reports together in clusters, and in each cluster the best
pairs are joined first (``kg/resolve/clusters.py``). Stretches and clusters are small and apart from
each other, so they can be worked on anywhere, and those that have not changed are remembered.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import msgspec

from kg.model import Link
from kg.resolve.candidates import Key, Stretch, pairs, stretches
from kg.resolve.clusters import Cluster, Clustered, Edge, cluster, hanging_together, joined
from kg.resolve.decided import Known, force, marks
from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts, ids_in
from kg.resolve.groups import Groups, article_of
from kg.resolve.ids import natural
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Stock, digest, packed, remembered
from kg.resolve.reports import Report
from kg.resolve.scores import Scorer
from kg.resolve.world import World

T = TypeVar("T")
_EDGES = msgspec.msgpack.Decoder(tuple[Edge, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Reports by the event they tell of, and what was joined."""

    groups: tuple[tuple[str, ...], ...]  #: members, smallest first; sorted by their smallest
    pairs: tuple[tuple[str, str], ...]
    decided: tuple[Link, ...]


class Compared(msgspec.Struct, frozen=True, array_like=True):
    """A stretch with all that its comparison depends on."""

    stretch: Stretch
    facts: Mapping[str, Facts]
    keys: Mapping[str, frozenset[Key]]
    world: World


def edges_of(compared: Compared) -> bytes:
    """The pairs of a stretch that score high enough to be joined, encoded."""
    scorer, facts = Scorer(event_rules(), compared.world), compared.facts
    found = []
    for left, right in pairs(compared.stretch, facts, compared.keys, scorer.rules):
        if article_of(left) != article_of(right):
            score = scorer.score(facts[left], facts[right])
            if score is not None and score >= scorer.rules.join:
                found.append((score, left, right))
    return packed(found)


def merge_events(
    reports: Mapping[str, Report],
    facts: Mapping[str, Facts],
    scorer: Scorer,
    stock: Stock,
    ledger: Ledger,
    spoken: Known,
) -> Merged:
    """Join the reports of all articles; they and ``facts`` are by member, in natural order."""
    marked = marks(ledger, spoken)
    groups = Groups(reports, marked)
    decided = _obey(ledger, groups, spoken, reports)
    copies = _join_copies(groups, reports, marked)
    copied = {name for _, name in copies}
    alone = {name: each for name, each in reports.items() if name not in copied}
    chosen = _Steps(alone, facts, scorer, stock).chosen(groups)
    for _, left, right in chosen:
        groups.force(left, right)
    place = {name: number for number, name in enumerate(reports)}.__getitem__
    together = (tuple(sorted(names, key=place)) for names in groups.all().values())
    return Merged(
        groups=tuple(sorted(together, key=lambda names: place(names[0]))),
        pairs=(*copies, *((left, right) for _, left, right in chosen)),
        decided=decided,
    )


def links(merged: Merged, facts: Mapping[str, Facts], scorer: Scorer) -> Iterable[Link]:
    """Why reports were joined."""
    yield from merged.decided
    for left, right in merged.pairs:
        first, second = sorted((left, right), key=natural)
        score = scorer.score(facts[left], facts[right]) or 0.0
        reason = scorer.reason(facts[left], facts[right])
        yield Link(left=first, right=second, score=round(score, 2), reason=reason)


def _obey(
    ledger: Ledger, groups: Groups, spoken: Known, reports: Mapping[str, Report]
) -> tuple[Link, ...]:
    def find(thing: str) -> str | None:
        return min(spoken.get(thing, ()), key=natural, default=None)

    kind = {name: each.type for name, each in reports.items()} if ledger.of("same") else {}
    return tuple(
        Link(
            left=left,
            right=right,
            score=1.0,
            reason=f"decided by hand: {decision.why}" if decision.why else "decided by hand",
        )
        for left, right, decision in force(ledger, groups, find, kind)
    )


def _join_copies(
    groups: Groups, reports: Mapping[str, Report], marked: Container[str]
) -> list[tuple[str, str]]:
    """Join reports with the same facts of the same day; the first of each stands for the others."""
    alike: dict[bytes, list[str]] = defaultdict(list)
    for name, report in reports.items():
        if report.same:
            alike[report.same].append(name)
    copies = []
    for first, *others in alike.values():
        if others and first not in marked:
            free = (name for name in others if name not in marked)
            copies += [(first, name) for name in free if groups.join(first, name)]
    return copies


class _Steps:
    """The steps that are made in pieces, each of them remembered.

    ``reports`` are those that are no copies of others.
    """

    def __init__(
        self,
        reports: Mapping[str, Report],
        facts: Mapping[str, Facts],
        scorer: Scorer,
        stock: Stock,
    ) -> None:
        self._reports, self._facts = reports, facts
        self._scorer, self._stock = scorer, stock

    def chosen(self, groups: Groups) -> list[Edge]:
        """The pairs to be joined, where some reports are one already."""
        items = {}
        for edges in hanging_together(self._edges(), groups):
            each = cluster(edges, groups)
            names = chain.from_iterable(each.groups)
            items[digest(packed(each), self._known(names))] = each

        def whole(each: Cluster) -> Clustered:
            names = chain.from_iterable(each.groups)
            facts = {name: self._facts[name] for name in names if name in self._reports}
            return Clustered(each, facts, self._world(facts))

        return self._made("clusters", joined, items, whole)

    def _edges(self) -> list[Edge]:
        """Pairs that score high enough to be joined."""
        keys = {name: report.keys for name, report in self._reports.items()}
        anchors = {name: report.anchor for name, report in self._reports.items()}
        items = {}
        for stretch in stretches(keys, anchors):
            told = packed((stretch.block, stretch.count))
            items[digest(told, self._known(stretch.names))] = stretch

        def whole(stretch: Stretch) -> Compared:
            facts = {name: self._facts[name] for name in stretch.names}
            blocks = {name: frozenset(keys[name]) for name in stretch.names}
            return Compared(stretch, facts, blocks, self._world(facts))

        return self._made("edges", edges_of, items, whole)

    def _known(self, names: Iterable[str]) -> bytes:
        """Of all that decides how those of the reports compare that are no copies."""
        return b"".join([self._reports[name].known for name in names if name in self._reports])

    def _world(self, facts: Mapping[str, Facts]) -> World:
        return self._scorer.world.of(ids_in(facts.values()))

    def _made(
        self,
        step: str,
        function: Callable[[Any], bytes],
        items: Mapping[bytes, T],
        whole: Callable[[T], object],
    ) -> list[Edge]:
        def make(missing: Collection[T]) -> Iterable[bytes]:
            return self._stock.spread(function, map(whole, missing))

        found = remembered(self._stock.memory, step, items, make)
        return list(chain.from_iterable(_EDGES.decode(found[digest]) for digest in items))
