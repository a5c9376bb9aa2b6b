"""Whether the mentions of one event, taken together, make an event that an article tells."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.learned.features import Around, Features, odds
from kg.claims.learned.proposals import named
from kg.claims.learned.weights import decisions
from kg.claims.told import Told
from kg.model import ValueKind

_MANY = 4  #: mentions above are as good as this
_FILLERS = 5  #: the same of fillers
_SURE = 0.98  #: of no mention counts more
_HALF = 2.0  #: so that all features are of about one size


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The mentions of one event, and what was decided about them."""

    told: tuple[Told, ...]
    is_event: bool
    chance: float | None  #: None where nothing was weighed
    reasons: tuple[str, ...]


def judged(group: Sequence[Told], *, complete: bool, article: Around) -> Judged:
    """Whether an event is told, ``complete`` if it has all that its frame asks for.

    That alone decides where the models do not tell, and of what no decision was learned for. What
    somebody denies is told if it is complete, as its mentions are.
    """
    first, told = group[0].mention, tuple(group)
    if first.said_by is None or named(first) not in decisions()["event"].known:
        return Judged(told=told, is_event=complete, chance=None, reasons=())
    decision = decisions()["group"]
    features = of_group(group, complete=complete, article=article)
    chance = decision.chance(features)
    denied = complete and any(one.denied_by for one in group)
    return Judged(
        told=told,
        is_event=denied or decision.is_yes(chance, ruled=complete),
        chance=chance,
        reasons=decision.reasons(features),
    )


def of_group(group: Sequence[Told], *, complete: bool, article: Around) -> Features:
    """Features of the mentions of an event."""
    event = named(group[0].mention)
    best = odds(max(one.mention.chance for one in group))
    none = math.prod(1 - min(one.mention.chance, _SURE) for one in group)
    scores: dict[tuple[str, str], float] = {}
    for one in group:
        for filler in one.mention.fillers:
            if filler.value.kind not in (ValueKind.STANCE, ValueKind.TEXT):
                key = filler.slot, filler.value.text
                scores[key] = max(filler.score, scores.get(key, 0.0))
    return {
        "the likeliest mention": best,
        f"the likeliest mention, {event}": best,
        "any of the mentions": odds(1 - none),
        f"is {event}": 1.0,
        f"{min(_MANY, len(group))} mentions": 1.0,
        "complete": float(complete),
        f"complete, {event}": float(complete),
        "told by a verb": float(any(one.mention.verbal for one in group)),
        "fillers": min(_FILLERS, len(scores)) / _HALF,
        "sure fillers": min(_FILLERS, sum(scores.values())) / _HALF,
        "article: mean of the models": _FILLERS * article.mean,
    }
