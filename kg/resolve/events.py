"""Events across articles: which reports tell of one event.

Pairs are joined best first. A join must fit every report that is already inside (no chain through
a weak middle link), and a report that fits two different events joins neither.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Link
from kg.resolve.candidates import pairs
from kg.resolve.decided import Known, force, marks
from kg.resolve.facts import Facts
from kg.resolve.groups import Groups, article_of
from kg.resolve.ids import natural
from kg.resolve.ledger import Ledger
from kg.resolve.scores import Scorer

_Edge = tuple[float, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Reports by the event they tell of, and why."""

    groups: tuple[tuple[str, ...], ...]  #: members, smallest first; sorted by their smallest
    links: tuple[Link, ...]


def merge_events(
    facts: Mapping[str, Facts], scorer: Scorer, ledger: Ledger, spoken: Known
) -> Merged:
    """Join the reports of all articles; ``facts`` and ``spoken`` are by member."""
    return _Merging(facts, scorer, ledger, spoken).merged()


class _Merging:
    """One run of the joining."""

    def __init__(
        self, facts: Mapping[str, Facts], scorer: Scorer, ledger: Ledger, spoken: Known
    ) -> None:
        self.facts, self.scorer = facts, scorer
        self.marked = marks(ledger, spoken)
        self.groups = Groups(facts, self.marked)
        self.links: list[Link] = []
        self._obey(ledger, spoken)
        self.copies = self._join_copies()
        self.inside: dict[str, list[str]] = defaultdict(list)
        for name in self.copies:
            self.inside[self.groups.find(name)].append(name)

    def merged(self) -> Merged:
        """All joins made."""
        edges, near = self._edges()
        for score, left, right in edges:
            if self._joinable(left, right) and not self._ambiguous(score, left, right, near):
                self._join(score, left, right)
        groups = (tuple(sorted(names, key=natural)) for names in self.groups.all().values())
        return Merged(
            groups=tuple(sorted(groups, key=lambda names: natural(names[0]))),
            links=tuple(self.links),
        )

    def _obey(self, ledger: Ledger, spoken: Known) -> None:
        def find(thing: str) -> str | None:
            return min(spoken.get(thing, ()), key=natural, default=None)

        kind = {name: facts.type for name, facts in self.facts.items()}
        for left, right, decision in force(ledger, self.groups, find, kind):
            why = f"decided by hand: {decision.why}" if decision.why else "decided by hand"
            self.links.append(Link(left=left, right=right, score=1.0, reason=why))

    def _join_copies(self) -> list[str]:
        """Join reports with the same facts of the same day; one of each stands for the others."""
        alike: dict[Facts, list[str]] = defaultdict(list)
        for name in sorted(self.facts, key=natural):
            alike[self.facts[name]].append(name)
        copies = []
        for facts, names in alike.items():
            same = facts.days.stated and facts.days.width == 1 and self.scorer.joins(facts, facts)
            copies.append(names[0])
            for name in names[1:]:
                free = same and name not in self.marked and names[0] not in self.marked
                if not (free and self.groups.join(names[0], name)):
                    copies.append(name)
                    continue
                score = self.scorer.score(facts, facts) or 0.0
                self._link(score, names[0], name)
        return copies

    def _edges(self) -> tuple[list[_Edge], dict[str, list[tuple[float, str]]]]:
        """Scores of candidates that may join, best first, and the same by name."""
        facts = {name: self.facts[name] for name in self.copies}
        edges = []
        near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for left, right in pairs(facts, self.scorer.rules, self.scorer.world):
            if article_of(left) == article_of(right):
                continue
            score = self.scorer.score(facts[left], facts[right])
            if score is not None and score >= self.scorer.rules.join:
                edges.append((score, left, right))
                near[left].append((score, right))
                near[right].append((score, left))
        edges.sort(key=lambda edge: (-edge[0], natural(edge[1]), natural(edge[2])))
        return edges, near

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

    def _ambiguous(
        self, score: float, left: str, right: str, near: Mapping[str, list[tuple[float, str]]]
    ) -> bool:
        """Whether one of the two fits a third, different event as well."""
        return self._torn(score, left, right, near) or self._torn(score, right, left, near)

    def _torn(
        self, score: float, name: str, chosen: str, near: Mapping[str, list[tuple[float, str]]]
    ) -> bool:
        least = score - self.scorer.rules.margin_of(self.facts[name].type)
        home, own = self.groups.find(chosen), self.groups.find(name)
        return any(
            rival_score >= least
            and self.groups.find(rival) not in (home, own)
            and not self.scorer.joins(self.facts[rival], self.facts[chosen])
            for rival_score, rival in near[name]
        )

    def _join(self, score: float, left: str, right: str) -> None:
        first, second = self.groups.find(left), self.groups.find(right)
        self.groups.force(first, second)
        inside = self.inside.pop(first) + self.inside.pop(second)
        self.inside[self.groups.find(left)] = inside
        self._link(score, left, right)

    def _link(self, score: float, left: str, right: str) -> None:
        reason = self.scorer.reason(self.facts[left], self.facts[right])
        first, second = sorted((left, right), key=natural)
        self.links.append(Link(left=first, right=second, score=round(score, 2), reason=reason))
