"""Who says so: those whom words of reporting name, near by too, or whom the models take for one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.claims.attribution import Voices
from kg.claims.fillers import Sides
from kg.claims.learned.features import Features, odds
from kg.claims.learned.options import chance_of
from kg.claims.learned.proposals import Proposal
from kg.claims.learned.weights import decisions
from kg.claims.told import Told
from kg.knowledge.frames import frames
from kg.model import EntityType

_LEAST = 0.05  #: entities with a smaller chance are asked about only where rules name them
_SAYING = (EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION)
_OFTEN = 3  #: mentions above are as good as this
_ANYWHERE = ("models", "words of reporting", "words of reporting name another")


def said_by(one: Proposal, sides: Sides) -> tuple[tuple[str, float], ...]:
    """The entities of the sentence that models take for sources of a proposal, by their ids."""
    best: dict[str, float] = {}
    for each in one.candidates:
        chance = chance_of(one, each, "source") or 0.0
        for entity in each.entities:
            if sides.types[entity] in _SAYING:
                best[entity] = max(best.get(entity, 0.0), round(chance, 2))
    return tuple((entity, best[entity]) for entity in sorted(best) if best[entity] >= _LEAST)


def decided_sources(group: Sequence[Told], sides: Sides) -> tuple[str, ...]:
    """The sources of an event by all its mentions.

    Where the models do not tell, they are those of words of reporting.
    """
    if any(one.mention.said_by is None for one in group):
        return tuple(dict.fromkeys(entity for one in group for entity in one.voices.ruled))
    decision = decisions()["source"]
    return tuple(
        entity
        for entity in asked(group)
        if decision.is_yes(
            decision.chance(of_source(entity, group, sides)),
            ruled=any(entity in one.voices.ruled for one in group),
        )
    )


def asked(group: Sequence[Told]) -> tuple[str, ...]:
    """All entities that may be sources of an event with these mentions."""
    return tuple(dict.fromkeys(entity for one in group for entity in _asked(one)))


def _asked(one: Told) -> Iterator[str]:
    yield from one.voices.ruled
    yield from (entity for entity, _ in one.mention.said_by or ())
    yield from one.voices.near


def of_source(entity: str, group: Sequence[Told], sides: Sides) -> Features:
    """Features of an entity: whether it is a source of an event with these mentions.

    Those of a mention count by their mean; some also where one mention has them.
    """
    found: defaultdict[str, float] = defaultdict(float)
    each = [_of_mention(entity, one, sides) for one in group]
    for features in each:
        for name, value in features.items():
            found[name] += value / len(group)
    for name in _ANYWHERE:
        found[f"anywhere: {name}"] = max(features.get(name, 0.0) for features in each)
        found[f"first: {name}"] = each[0].get(name, 0.0)
    found[f"told {min(len(group), _OFTEN)} times"] = 1.0
    return dict(found)


def _of_mention(entity: str, one: Told, sides: Sides) -> Features:
    mention, voices = one.mention, one.voices
    chances = dict(mention.said_by or ())
    said = "said" if frames()[mention.frame].said else "done"
    by_rules = entity in voices.ruled
    found: Features = {
        "models": odds(chances.get(entity, 0.0)),
        "models: the best": float(chances.get(entity, 0.0) >= max(chances.values(), default=0.0)),
        f"is a {sides.types[entity]}": 1.0,
        f"is a {sides.types[entity]}, {said}": 1.0,
        f"event {mention.frame}": 1.0,
        "fills a slot": float(any(entity == filler.value.text for filler in mention.fillers)),
        "words of reporting": float(by_rules),
        "words of reporting name another": float(bool(voices.ruled) and not by_rules),
        "share of what is reported": voices.share.get(entity, 0.0),
        f"factuality {mention.factuality}": 1.0,
    }
    if by_rules:
        found["words of reporting: models"] = odds(chances.get(entity, 0.0))
        found[f"words of reporting, {said}"] = 1.0
    if entity in voices.near:
        found |= _from_near(voices.near[entity], voices)
    return found


def _from_near(gap: int, voices: Voices) -> Features:
    """Features of one whom a sentence ``gap`` further names as its source."""
    where = f"reports {gap:+d}" if gap else "reports beside it"
    found: Features = {where: 1.0, f"{where}, quotes {voices.quoted or 'nowhere'}": 1.0}
    if voices.ruled:
        found[f"{where}, words of reporting name another"] = 1.0
    nearer = any(abs(other) < abs(gap) for other in voices.near.values())
    found[f"{where}, another is nearer"] = float(nearer)
    return found
