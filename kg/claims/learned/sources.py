"""Who says so: those whom words of reporting name, and those whom the models take for sources."""

from collections.abc import Sequence

from kg.claims.extract import EventMention
from kg.claims.fillers import Sides
from kg.claims.learned.features import Features, odds
from kg.claims.learned.options import chance_of
from kg.claims.learned.proposals import Proposal
from kg.claims.learned.weights import decisions
from kg.knowledge.frames import frames
from kg.model import EntityType

_LEAST = 0.05  #: entities with a smaller chance are asked about only where rules name them
_SAYING = (EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION)


def said_by(one: Proposal, sides: Sides) -> tuple[tuple[str, float], ...]:
    """The entities of the sentence that models take for sources of a proposal, by their ids."""
    best: dict[str, float] = {}
    for each in one.candidates:
        chance = chance_of(one, each, "source") or 0.0
        for entity in each.entities:
            if sides.types[entity] in _SAYING:
                best[entity] = max(best.get(entity, 0.0), round(chance, 2))
    return tuple((entity, best[entity]) for entity in sorted(best) if best[entity] >= _LEAST)


def decided_sources(mention: EventMention, ruled: Sequence[str], sides: Sides) -> tuple[str, ...]:
    """The sources of a mention, of which ``ruled`` are named by words of reporting.

    Those remain where the models do not tell.
    """
    if mention.said_by is None:
        return tuple(ruled)
    decision = decisions()["source"]
    return tuple(
        entity
        for entity in asked(mention, ruled)
        if decision.is_yes(
            decision.chance(of_source(entity, mention, ruled, sides)), ruled=entity in ruled
        )
    )


def asked(mention: EventMention, ruled: Sequence[str]) -> tuple[str, ...]:
    """All entities that may be sources of a mention."""
    return tuple(dict.fromkeys([*ruled, *(entity for entity, _ in mention.said_by or ())]))


def of_source(entity: str, mention: EventMention, ruled: Sequence[str], sides: Sides) -> Features:
    """Features of an entity: whether it is a source of a mention."""
    chances = dict(mention.said_by or ())
    own = any(entity == filler.value.text for filler in mention.fillers)
    by_rules = entity in ruled
    found: Features = {
        "models": odds(chances.get(entity, 0.0)),
        "models: the best": float(chances.get(entity, 0.0) >= max(chances.values(), default=0.0)),
        f"is a {sides.types[entity]}": 1.0,
        f"event {mention.frame}": 1.0,
        "fills a slot": float(own),
        "words of reporting": float(by_rules),
        "words of reporting name another": float(bool(ruled) and not by_rules),
        f"factuality {mention.factuality}": 1.0,
    }
    if by_rules:
        found["words of reporting: models"] = odds(chances.get(entity, 0.0))
        found[f"words of reporting, {'said' if frames()[mention.frame].said else 'done'}"] = 1.0
    return found
