"""What one article tells, in the form in which articles are compared: all but its words.

It depends on its article alone, so it is made once and kept. What all articles together are is
found from these, and the readings are only needed again for what has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from kg.knowledge.spellings import person_parts
from kg.model import Article, Entity, EntityType, Event, Reading
from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts, Tagged, facts, tagged, untagged
from kg.resolve.ids import natural
from kg.resolve.names import body_name, is_generic, place_name, title_name
from kg.resolve.sources import Wording, wording

Office = tuple[str, str]
"""A comparable title and the state or body it belongs to."""


class ToldOffice(msgspec.Struct, frozen=True, array_like=True):
    """An office as an article gives it."""

    id: str
    values: tuple[tuple[str, Tagged], ...]  #: by slot, in the order of the claims

    def last(self, slot: str) -> str | None:
        """The value of a slot as the article has it; of several the one that is told last."""
        found = (value for name, value in reversed(self.values) if name == slot)
        return next(map(untagged, found), None)


class ToldEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event as an article tells it; values are local to the article."""

    id: str
    facts: Facts


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One article. Entities have no mentions here, the article has no text."""

    article: Article
    entities: tuple[Entity, ...]  #: in natural order of their ids
    held: tuple[frozenset[Office], ...]  #: the offices of each entity
    around: dict[str, str]  #: labels of the entities by type and comparable name
    mentioned: tuple[str, ...]  #: ids of the entities that have mentions
    offices: tuple[ToldOffice, ...]
    events: tuple[ToldEvent, ...]
    wording: Wording


def told(reading: Reading) -> Told:
    """The comparable form of a reading; KnowledgeError for an event whose type has no rules."""
    article, rules = reading.article, event_rules()
    entities = sorted(reading.entities, key=lambda entity: natural(entity.id))
    offices = tuple(_office(office) for office in reading.offices)
    held = _held(offices, {entity.id: entity for entity in entities})
    return Told(
        article=replace(article, text="", skips=()),
        entities=tuple(replace(entity, mentions=()) for entity in entities),
        held=tuple(frozenset(held.get(entity.id, ())) for entity in entities),
        around={
            f"{entity.type}:{name}": entity.label
            for entity in entities
            if (name := _comparable(entity))
        },
        mentioned=tuple(entity.id for entity in entities if entity.mentions),
        offices=offices,
        events=tuple(
            ToldEvent(event.id, facts(event, article.published, rules)) for event in reading.events
        ),
        wording=wording(article.text),
    )


def _comparable(entity: Entity) -> str | None:
    """A name under which other articles may know the entity; None if it tells too little."""
    if entity.type is EntityType.PERSON:
        parts = person_parts(entity.label)
        return "".join(parts) if len(parts) > 1 else None
    if entity.key:
        return entity.key
    if entity.type is EntityType.ORGANIZATION:
        name = body_name(entity.label)
        return None if is_generic(name) else name
    return place_name(entity.label)


def _held(offices: Iterable[ToldOffice], entities: Mapping[str, Entity]) -> dict[str, set[Office]]:
    """The offices that an article gives its entities; of several values the last one counts."""
    held: dict[str, set[Office]] = defaultdict(set)
    for office in offices:
        holder, title = office.last("holder"), office.last("title")
        if holder is not None and title is not None:
            of = entities.get(office.last("of") or "")
            owner = (_comparable(of) or "") if of else ""
            held[holder].add((title_name(title), owner))
    return held


def _office(office: Event) -> ToldOffice:
    return ToldOffice(office.id, tuple((c.slot, tagged(c.value)) for c in office.claims))
