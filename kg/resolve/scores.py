"""How likely two reports tell of one event: a score for each component, and in words why."""

from collections.abc import Iterator, Mapping
from math import fsum

from rapidfuzz import fuzz

from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.facts import Facts, Figure
from kg.resolve.times import agree
from kg.resolve.world import World

Components = Mapping[str, float]

_NAME_EQUAL, _NAME_ALIKE = 90, 75  # of 100
_NAMED_DAYS = 31  # by which articles date one named agreement differently
_SMALL, _LARGE = 10, 100  # figures that many events share, figures that tell much
_MONTH = 31
_NEAR_TALK = 0.35  # time score that reports of talk reach within two weeks


class Scorer:
    """Compares facts under the rules, knowing who stands for whom."""

    def __init__(self, rules: EventRules, world: World) -> None:
        self.rules = rules
        self.world = world

    def score(self, left: Facts, right: Facts) -> float | None:
        """0 to 1; None if the two cannot be one event."""
        components = self.components(left, right)
        if components is None:
            return None
        weights = self.rules.of(left.type).weights
        total = sum(
            weight * components.get(name, self.rules.missing) for name, weight in weights.items()
        )
        return round(total, 3)

    def joins(self, left: Facts, right: Facts) -> bool:
        """Whether the score is high enough."""
        score = self.score(left, right)
        return score is not None and score >= self.rules.join

    def components(self, left: Facts, right: Facts) -> Components | None:
        """The score of each component that both tell of; None if one of them forbids."""
        rules = self.rules.of(left.type)
        if left.type != right.type or (left.equal != right.equal and left.equal and right.equal):
            return None
        name = self._name(left, right)
        time = self._time(left, right, rules, name)
        actors = self._actors(left, right, rules, name)
        if (
            name == 0.0
            or time is None
            or actors is None
            or self._talk_only(left, right, rules, time)
        ):
            return None
        found = {"time": time, "actors": actors, "name": name, "mode": self._mode(left, right)}
        found |= {"place": self._place(left, right), "item": _goods(left, right)}
        found["figures"] = _figures(left, right, rules)
        if (
            found["figures"] == 0.0
            or found["item"] == 0.0
            or (rules.apart and found["place"] == 0.0)
        ):
            return None
        if rules.firm and time < 1.0 and not _same_figures(left, right):
            return None
        if rules.firm and found["figures"] is None and not found["place"]:
            return None
        return {part: score for part, score in found.items() if score is not None}

    def alike(self, left: str, right: str, rules: TypeRules) -> float:
        """How far two entities may be one actor or place, 0 to 1."""
        if left == right:
            return 1.0
        if self.world.nested(left, right):
            return rules.nested
        return rules.sides if self.world.acts_for(left, right) else 0.0

    def _actors(
        self, left: Facts, right: Facts, rules: TypeRules, name: float | None
    ) -> float | None:
        scores, shared = [], {rules.name} if name == 1.0 else set()
        for role, ours, theirs in zip(rules.roles, left.roles, right.roles, strict=True):
            if not (ours and theirs):
                if role in rules.needed:
                    return None
                scores += (
                    [self.rules.missing] if ours or theirs or role not in rules.optional else []
                )
                continue
            score, both = self._overlap(ours, theirs, rules)
            if both < (2 if rules.pairs and name != 1.0 else 1):
                return None
            shared.add(role)
            scores.append(score)
        if rules.one and shared.isdisjoint(rules.one):
            return None
        return sum(scores) / len(scores) if scores else self.rules.missing

    def _overlap(
        self, ours: frozenset[str], theirs: frozenset[str], rules: TypeRules
    ) -> tuple[float, int]:
        """How well two sets cover each other, and how many values they share."""
        if ours == theirs:
            return 1.0, len(ours)
        mine = [max(self.alike(one, other, rules) for other in theirs) for one in ours]
        others = [max(self.alike(one, other, rules) for other in ours) for one in theirs]
        # fsum: the order of a set must not show in the last digit.
        covers = fsum(mine) / len(mine), fsum(others) / len(others)
        shared = min(sum(map(bool, mine)), sum(map(bool, others)))
        return (min(covers) if rules.whole else sum(covers) / 2), shared

    def _time(
        self, left: Facts, right: Facts, rules: TypeRules, name: float | None
    ) -> float | None:
        days = max(rules.days, _NAMED_DAYS) if name == 1.0 else rules.days
        # Talk of what may come is one talk only if the reports are near.
        talk = rules.strict and not {left.mode, right.mode} & self.rules.real
        time = agree(left.days, right.days, days=days, lasting=rules.lasting and not talk)
        if time is None or (left.days.stated and right.days.stated):
            return time
        return time if time >= max(rules.undated, _NEAR_TALK if talk else 0.0) else None

    def _talk_only(self, left: Facts, right: Facts, rules: TypeRules, time: float) -> bool:
        """Whether one tells what happened and the other only what might, with no common date."""
        real = [facts.mode in self.rules.real for facts in (left, right)]
        if not rules.strict or real[0] == real[1]:
            return False
        dated = left.days.stated and right.days.stated
        return (
            not dated or max(left.days.width, right.days.width) > _MONTH or time < self.rules.join
        )

    def _mode(self, left: Facts, right: Facts) -> float:
        return self.rules.modes[left.mode, right.mode]

    def _place(self, left: Facts, right: Facts) -> float | None:
        if not (left.places and right.places):
            return None
        same = any(
            one == other or self.world.nested(one, other)
            for one in left.places
            for other in right.places
        )
        return 1.0 if same else 0.0

    def _name(self, left: Facts, right: Facts) -> float | None:
        if not (left.name and right.name):
            return None
        ratio = fuzz.token_set_ratio(left.name, right.name)
        return 1.0 if ratio >= _NAME_EQUAL else 0.6 if ratio >= _NAME_ALIKE else 0.0

    def reason(self, left: Facts, right: Facts) -> str:
        """The components in words, for people."""
        components = self.components(left, right) or {}
        return "; ".join(self._words(left, right, components))

    def _words(self, left: Facts, right: Facts, components: Components) -> Iterator[str]:
        rules = self.rules.of(left.type)
        for role, ours, theirs in zip(rules.roles, left.roles, right.roles, strict=True):
            if ours and theirs:
                yield f"{role} {self._both(ours, theirs)}"
        for part in ("name", "item", "figures", "time", "place", "mode"):
            if part in rules.weights and part in components:
                yield f"{part} {components[part]:.2f}"
        if left.places and right.places and not components.get("place"):
            yield f"places differ ({self._both(left.places, right.places)})"

    def _both(self, ours: frozenset[str], theirs: frozenset[str]) -> str:
        left, right = (", ".join(sorted(map(self.world.label, ids))) for ids in (ours, theirs))
        return left if left == right else f"{left} / {right}"


def _goods(left: Facts, right: Facts) -> float | None:
    if not (left.goods and right.goods):
        return None
    both = len(left.goods & right.goods)
    return 2 * both / (len(left.goods) + len(right.goods))


def _figures(left: Facts, right: Facts, rules: TypeRules) -> float | None:
    """The least agreement of a figure that both give."""
    pairs = [(a, b) for a, b in zip(left.figures, right.figures, strict=True) if a and b]
    return min((_figure(a, b, rules.alike) for a, b in pairs), default=None)


def _same_figures(left: Facts, right: Facts) -> bool:
    """Whether both give a figure, and all that both give may be one number."""
    pairs = [(a, b) for a, b in zip(left.figures, right.figures, strict=True) if a and b]
    return bool(pairs) and all(overlap(a, b) for a, b in pairs)


def _figure(left: Figure, right: Figure, alike: float) -> float:
    telling = 1.0 if left[1] >= _LARGE else 0.8 if left[1] >= _SMALL else 0.6
    if overlap(left, right):
        return telling
    low, high = sorted((left, right))
    return telling / 2 if low[1] >= alike * high[0] else 0.0


def overlap(left: Figure, right: Figure) -> bool:
    """Whether two figures may be one number, exact or rounded: 56,000 and 56,077 are."""
    (_, most), (least, _) = sorted((left, right))
    return least <= most or _rounded(most, least) or _rounded(least, most)


def _rounded(rough: int, exact: int) -> bool:
    """Whether ``rough`` is ``exact`` with its last digits made zeros, or rounded."""
    digits = str(rough)
    zeros = len(digits) - len(digits.rstrip("0"))
    unit: int = 10 ** min(zeros, max(0, len(digits) - 2))
    return unit > 1 and abs(rough - exact) < unit
