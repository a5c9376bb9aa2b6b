"""What an article says: from its sentences to its entities, offices and events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.claims.chunking import read_clause
from kg.claims.coreference import Holder, resolve
from kg.claims.events import join
from kg.claims.extract import event_mentions
from kg.claims.fillers import Sides
from kg.claims.identified import identified
from kg.claims.learned import decide
from kg.claims.offices import find_offices
from kg.claims.phrases import Clause, Named
from kg.knowledge.gazetteers import properties
from kg.mentions import find_entities
from kg.mentions.dates import find_article_dates
from kg.mentions.numbers import find_numbers
from kg.model import Article, Entity, EntityType, Event, Mention, Reading, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An article's names and offices, and its sentences with all that event frames look at."""

    entities: tuple[Entity, ...]
    offices: tuple[Event, ...]
    clauses: tuple[Clause, ...]  #: one per sentence, coreference resolved
    sides: Sides


def read(article: Article, sentences: Sequence[Sentence]) -> Reading:
    """Everything that one article says, read alone: the same for the same article and models."""
    known = understand(article, sentences)
    read = [m for clause in known.clauses for m in event_mentions(clause, known.sides)]
    mentions = decide(known.clauses, read, known.sides)
    return Reading(
        article=article,
        entities=known.entities,
        offices=known.offices,
        events=join(article, known.clauses, mentions, known.sides),
    )


def understand(article: Article, sentences: Sequence[Sentence]) -> Understood:
    """What an article's sentences are before frames read events from them."""
    entities = find_entities(article, sentences)
    offices = find_offices(article, sentences, entities)
    entities = identified(article, entities, offices)
    holders = _holders(offices)
    return Understood(
        entities=entities,
        offices=offices,
        clauses=tuple(resolve(_clauses(article, sentences, entities), holders)),
        sides=_sides(entities, holders),
    )


def _clauses(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> list[Clause]:
    published = date.fromisoformat(article.published) if article.published else None
    named: list[list[tuple[Mention, Entity]]] = [[] for _ in sentences]
    for entity in entities:
        for mention in entity.mentions:
            named[mention.sentence].append((mention, entity))
    dates = find_article_dates(sentences, published)
    return [
        read_clause(sentence, _longest(found), told, find_numbers(sentence))
        for sentence, found, told in zip(sentences, named, dates, strict=True)
    ]


def _longest(found: Sequence[tuple[Mention, Entity]]) -> tuple[Named, ...]:
    """Names that lie in no longer one, in order."""
    names = [
        Named(first=m.first, last=m.last, entity=entity.id, type=m.type) for m, entity in found
    ]
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (n.first - n.last, n.first)):
        if all(name.last < other.first or other.last < name.first for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.first))


def _holders(offices: Sequence[Event]) -> tuple[Holder, ...]:
    found = []
    for office in offices:
        slots = {claim.slot: claim.value.text for claim in office.claims}
        found.append(
            Holder(person=slots["holder"], title=slots["title"].lower(), of=slots.get("of"))
        )
    return tuple(found)


def _inner_states(entities: Sequence[Entity]) -> dict[str, str]:
    """Organizations whose name holds that of a state: "Dewan Keamanan Rusia"."""
    states = [e for e in entities if e.type is EntityType.STATE]
    return {
        body.id: state.id
        for body in entities
        if body.type is EntityType.ORGANIZATION
        for state in states
        if any(name in body.label for name in state.names)
    }


def _sides(entities: Sequence[Entity], holders: Sequence[Holder]) -> Sides:
    keys = {entity.key: entity.id for entity in entities if entity.key}
    known = {entity.id: properties(entity.key) for entity in entities if entity.key}
    return Sides(
        of={holder.person: holder.of for holder in reversed(holders) if holder.of},
        types={entity.id: entity.type for entity in entities},
        around=_inner_states(entities)
        | {place: keys[row.state] for place, row in known.items() if row and row.state in keys},
    )
