"""What one article tells, in the form in which articles are compared: all but its words.

It depends on its article alone, so it is made once and kept. What all articles together are is
found from these, and the readings are only needed again for what has changed.
"""

from dataclasses import replace

import msgspec

from kg.model import Article, Claim, Entity, Event, Reading
from kg.resolve.event_rules import event_rules
from kg.resolve.facts import Facts, Tagged, facts, tagged
from kg.resolve.sources import Wording, wording


class ToldOffice(msgspec.Struct, frozen=True, array_like=True):
    """An office as an article gives it; mostly one value of each kind."""

    id: str
    holders: tuple[Tagged, ...]
    titles: tuple[str, ...]
    of: tuple[Tagged, ...]


class ToldEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event as an article tells it; values are local to the article."""

    id: str
    facts: Facts


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One article. Entities have no mentions here, the article has no text."""

    article: Article
    entities: tuple[Entity, ...]
    mentioned: tuple[str, ...]  #: ids of the entities that have mentions
    offices: tuple[ToldOffice, ...]
    events: tuple[ToldEvent, ...]
    wording: Wording


def told(reading: Reading) -> Told:
    """The comparable form of a reading; KnowledgeError for an event whose type has no rules."""
    article, rules = reading.article, event_rules()
    return Told(
        article=replace(article, text="", skips=()),
        entities=tuple(replace(entity, mentions=()) for entity in reading.entities),
        mentioned=tuple(entity.id for entity in reading.entities if entity.mentions),
        offices=tuple(_office(office) for office in reading.offices),
        events=tuple(
            ToldEvent(event.id, facts(event, article.published, rules)) for event in reading.events
        ),
        wording=wording(article.text),
    )


def _office(office: Event) -> ToldOffice:
    def of(slot: str) -> list[Claim]:
        return [claim for claim in office.claims if claim.slot == slot]

    return ToldOffice(
        office.id,
        tuple(tagged(claim.value) for claim in of("holder")),
        tuple(claim.value.text for claim in of("title")),
        tuple(tagged(claim.value) for claim in of("of")),
    )
