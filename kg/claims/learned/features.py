"""What of proposals and options tells whether they are right, as named numbers.

Chances go in as log-odds; everything else is 1 where it holds.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.learned.options import Option
from kg.claims.learned.proposals import Proposal
from kg.claims.phrases import Clause
from kg.knowledge.frames import frames
from kg.knowledge.triggers import announced_at, hinted_at

_SURE = 0.002  #: no chance counts as nearer to 0 or 1
_SCALE = 3.0  #: of log-odds, so that all features are of about one size
_NOTHING = 0.02  #: stands for chances too small to be told
_MANY = 4  #: fillers above are as good as this
_FAR = 30  #: tokens above are as far as this

Features = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """How much an article tells of events at all."""

    mean: float  #: over its sentences, of the best chance that models give in each
    best: float
    read: float  #: mentions by frames for each sentence


def around(clauses: Sequence[Clause], mentions: int) -> Around:
    """What the models and the frames make of an article."""
    best = [
        max((one.chance for one in clause.sentence.announced or ()), default=0.0)
        for clause in clauses
    ]
    count = max(1, len(clauses))
    return Around(mean=sum(best) / count, best=max(best, default=0.0), read=mentions / count)


def odds(chance: float) -> float:
    """The log-odds of a chance, scaled."""
    kept = min(max(chance, _SURE), 1 - _SURE)
    return math.log(kept / (1 - kept)) / _SCALE


def of_event(one: Proposal, article: Around) -> Features:
    """Features of a proposal: whether the sentence tells of such an event."""
    announced = one.clause.sentence.announced or ()
    same = [each.chance for each in announced if each.event == one.event]
    others = [
        each.chance
        for each in announced
        if each.event != one.event and abs(each.token - one.token) <= 1
    ]
    chance = odds(one.chance or _NOTHING)
    token = one.clause.token(one.token)
    found: Features = {
        "models": chance,
        "models, anywhere in the sentence": odds(max(same, default=_NOTHING)),
        "models, another event there": odds(max(others, default=_NOTHING)),
        "article: mean of the models": _SCALE * article.mean,
        "article: best of the models": odds(article.best),
        "article: read by the frames": article.read,
        f"is {one.event}": 1.0,
        f"part of speech {token.upos}": 1.0,
    }
    return found | (_read(one, chance) if one.mention else _unread(one, chance))


def _read(one: Proposal, chance: float) -> Features:
    mention = one.mention
    assert mention is not None
    keys = sum(
        bool(mention.values(role.slot)) for role in frames()[mention.frame].roles if role.key
    )
    return {
        "frames": 1.0,
        f"frames, {one.event}": 1.0,
        f"frames, {mention.frame}.{mention.group}": 1.0,
        "frames: models": chance,
        f"frames, {mention.factuality}": 1.0,
        "frames: adds to an event": float(mention.follows),
        "frames: key slots": float(keys),
        "frames: fillers": float(min(_MANY, len(mention.fillers))),
    }


def _unread(one: Proposal, chance: float) -> Features:
    lemma = one.clause.token(one.token).lemma
    words = [token.text.lower() for token in one.clause.sentence.tokens]
    return {
        f"models alone, {one.event}": chance,
        f"models alone, {lemma}": 1.0,
        "models alone, a trigger": float(one.event in announced_at(words, one.token - 1)),
        "models alone, a hint": float(one.event in hinted_at(words, one.token - 1)),
    }


def of_filler(one: Option, proposal: Proposal, others: Sequence[Option]) -> Features:
    """Features of an option: whether it fills its slot of the event. ``others`` are all."""
    slot = f"{proposal.frame}.{one.slot}"
    found: Features = {
        f"slot {slot}": 1.0,
        f"slot {slot}, {one.kind or 'beyond'}": 1.0,
        "stands for a name": float(one.resolved),
    }
    found |= _by_models(one, slot, proposal, others)
    found |= _by_frames(one, slot, others)
    if one.kind:
        found["before the trigger" if one.gap < 0 else "behind the trigger"] = 1.0
        found["far"] = min(_FAR, abs(one.gap)) / 10
    if not proposal.mention:
        found["event by the models alone"] = 1.0
    return found


def _by_models(one: Option, slot: str, proposal: Proposal, others: Sequence[Option]) -> Features:
    if one.chance is None:
        return {"models cannot know": 1.0, f"models cannot know, {slot}": 1.0}
    best = max(other.chance or 0.0 for other in others if other.slot == one.slot)
    elsewhere = [
        other.chance or 0.0
        for other in others
        if other.slot != one.slot and other.value == one.value
    ]
    chance = odds(one.chance)
    return {
        "models": chance,
        f"models, {slot}": chance,
        "models, sure of the event": chance * proposal.chance,
        "models: the best for the slot": float(one.chance >= best),
        "models: another slot": odds(max(elsewhere, default=0.0)),
    }


def _by_frames(one: Option, slot: str, others: Sequence[Option]) -> Features:
    if one.filler is None:
        filled = any(other.filler for other in others if other.slot == one.slot)
        name = "frames: another value" if filled else "frames: nothing"
        return {name: 1.0, f"{name}, {slot}": 1.0}
    found = {
        "frames": 1.0,
        f"frames, {slot}": 1.0,
        f"frames: {one.filler.path.partition(':')[0]}": 1.0,
        "frames: score": one.filler.score,
    }
    if one.chance is not None:
        found["frames: models"] = odds(one.chance)
    return found
