"""What one article tells, in the form in which articles are compared: all but its words.

It depends on its article alone, so it is made once and kept. What all articles together are is
found from these, and the readings are only needed again for what has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec

from kg.knowledge.spellings import person_parts
from kg.model import Article, Entity, EntityType, Event, Reading
from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts, Tagged, facts, tagged, untagged, words_in
from kg.resolve.ids import natural
from kg.resolve.memory import Made, packed
from kg.resolve.names import body_name, is_generic, place_name, title_name
from kg.resolve.numbers import ByText
from kg.resolve.sources import Wording, wording

Office = tuple[str, str]
"""A comparable title and the state or body it belongs to."""

_AT_HAND = 20_000  # articles
_FACTS = msgspec.msgpack.Decoder(Facts)


class Naming(msgspec.Struct, frozen=True, array_like=True):
    """How an article names an entity."""

    type: EntityType
    label: str
    key: str | None
    names: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def common(self) -> str | None:
        """Type and comparable name by which other articles may know it, if that tells enough."""
        name = _comparable(self)
        return f"{self.type}:{name}" if name else None


class ToldOffice(msgspec.Struct, frozen=True, array_like=True):
    """An office as an article gives it."""

    id: str
    values: tuple[tuple[str, Tagged], ...]  #: by slot, in the order of the claims

    def last(self, slot: str) -> str | None:
        """The value of a slot as the article has it; of several the one that is told last."""
        found = (value for name, value in reversed(self.values) if name == slot)
        return next(map(untagged, found), None)


class ToldEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event as an article tells it."""

    id: str
    packed: bytes  #: its facts, which are seldom asked for

    @property
    def facts(self) -> Facts:
        """Its facts, whose values are local to the article."""
        return _FACTS.decode(self.packed)


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One article, which has no text here."""

    article: Article
    ids: tuple[str, ...]  #: of the entities, in natural order
    named: tuple[bytes, ...]  #: the naming of each, packed: most are known from other articles
    held: dict[str, frozenset[Office]]  #: the offices of those that hold any
    mentioned: tuple[str, ...]  #: ids of the entities that have mentions
    offices: tuple[ToldOffice, ...]  #: in natural order of their ids, as the events
    events: tuple[ToldEvent, ...]
    words: tuple[str, ...]  #: that are in the place of entities in events
    wording: Wording


_TOLD = msgspec.msgpack.Decoder(Told)


class AllTold(ByText[Told]):
    """The comparable forms of articles, by identifier, sorted; those used last are at hand."""

    def __init__(self, article_ids: Sequence[str], made: Made) -> None:
        self.article_ids = article_ids
        self.digests = made.digests  #: of the readings
        #: The form of the article at a place.
        self.at = lru_cache(_AT_HAND)(lambda place: _TOLD.decode(made[place]))
        super().__init__(article_ids, self.at)


def told(reading: Reading) -> Told:
    """The comparable form of a reading; KnowledgeError for an event whose type has no rules."""
    article, rules = reading.article, event_rules()
    entities = sorted(reading.entities, key=_order)
    named = {entity.id: _naming(entity) for entity in entities}
    offices = tuple(map(_office, sorted(reading.offices, key=_order)))
    events = {
        event.id: facts(event, article.published, rules)
        for event in sorted(reading.events, key=_order)
    }
    return Told(
        article=replace(article, text="", skips=()),
        ids=tuple(named),
        named=tuple(map(packed, named.values())),
        held=_held(offices, named),
        mentioned=tuple(entity.id for entity in entities if entity.mentions),
        offices=offices,
        events=tuple(ToldEvent(id_, packed(each)) for id_, each in events.items()),
        words=tuple(sorted(words_in(events.values()))),
        wording=wording(article.text),
    )


def _order(part: Entity | Event) -> Any:
    return natural(part.id)


def _naming(entity: Entity) -> Naming:
    return Naming(entity.type, entity.label, entity.key, entity.names, entity.reasons)


def _comparable(entity: Naming) -> str | None:
    if entity.type is EntityType.PERSON:
        parts = person_parts(entity.label)
        return "".join(parts) if len(parts) > 1 else None
    if entity.key:
        return entity.key
    if entity.type is EntityType.ORGANIZATION:
        name = body_name(entity.label)
        return None if is_generic(name) else name
    return place_name(entity.label)


def _held(
    offices: Iterable[ToldOffice], entities: Mapping[str, Naming]
) -> dict[str, frozenset[Office]]:
    """The offices that an article gives its entities; of several values the last one counts."""
    held: dict[str, set[Office]] = defaultdict(set)
    for office in offices:
        holder, title = office.last("holder"), office.last("title")
        if holder is not None and holder in entities and title is not None:
            of = entities.get(office.last("of") or "")
            owner = (_comparable(of) or "") if of else ""
            held[holder].add((title_name(title), owner))
    return {holder: frozenset(offices) for holder, offices in held.items()}


def _office(office: Event) -> ToldOffice:
    return ToldOffice(office.id, tuple((c.slot, tagged(c.value)) for c in office.claims))
