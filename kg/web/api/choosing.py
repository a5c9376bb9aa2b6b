"""Which events, entities and articles fit what was asked."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from kg.api.records import Entity, Event, bounds
from kg.model import Article
from kg.rdf.slots import slots
from kg.web.api.asked import ArticleFilter, EntityFilter, EventChoice
from kg.web.api.index import Index

T = TypeVar("T")

_PLACE = "sem:hasPlace"
_EVER = ("", "9999-12-31")


def place_slots() -> frozenset[str]:
    """The slots that say where something is."""
    return frozenset(name for name, slot in slots().items() if _PLACE in slot.parent)


def events(index: Index, asked: EventChoice) -> Iterator[Event]:
    """The events that fit all that is given, in their order."""
    first = bounds(asked.since)[0] if asked.since else _EVER[0]
    last = bounds(asked.until)[1] if asked.until else _EVER[1]
    dated = bool(asked.since or asked.until)
    parties = [ids(index, name) for name in (asked.who, asked.and_who) if name is not None]
    places = ids(index, asked.place) if asked.place else None
    tellers = None if asked.article is None else article_ids(index, asked.article)
    for event in index.events.values():
        if (
            (asked.type is None or event.type == asked.type)
            and (asked.factuality is None or event.factuality == asked.factuality)
            and (not asked.disputed or event.disputed)
            and (tellers is None or not tellers.isdisjoint(event.articles))
            and (asked.outlet is None or asked.outlet in outlets(index, event))
            and all(not party.isdisjoint(event.entities) for party in parties)
            and (places is None or not places.isdisjoint(whereabouts(index, event)))
            and (not dated or any(b <= last and first <= e for b, e in event.periods))
            and (not asked.q or _has(asked.q, (event.label_id, event.label_en)))
        ):
            yield event


def entities(index: Index, asked: EntityFilter) -> list[Entity]:
    """The entities that fit, those with the best name first, then those with most articles."""
    found = [
        entity
        for entity in index.entities.values()
        if (asked.type is None or entity.type == asked.type)
        and (not asked.q or _has(asked.q, (entity.label, *entity.names)))
    ]
    return sorted(found, key=lambda entity: _rank(entity, plain(asked.q)))


def articles(index: Index, asked: ArticleFilter) -> list[Article]:
    """The articles that fit, the newest first."""
    found = [
        article
        for article in index.articles.values()
        if (asked.outlet is None or article.publisher == asked.outlet)
        and (not asked.q or _has(asked.q, (article.title or "", article.id)))
    ]
    return sorted(found, key=lambda article: article.published or "", reverse=True)


def ids(index: Index, name: str) -> frozenset[str]:
    """The id itself, or those of all entities of which it is part of a name."""
    if name in index.entities:
        return frozenset({name})
    wanted = plain(name)
    return frozenset(
        entity.id
        for entity in index.entities.values()
        if any(wanted in plain(known) for known in (entity.label, *entity.names))
    )


def article_ids(index: Index, name: str) -> frozenset[str]:
    """The id itself, or those of all articles whose title, or id, has the words."""
    if name in index.articles:
        return frozenset({name})
    return frozenset(article.id for article in articles(index, ArticleFilter(q=name)))


def outlets(index: Index, event: Event) -> set[str | None]:
    """The outlets that tell of an event."""
    return {index.articles[article].publisher for article in event.articles}


def whereabouts(index: Index, event: Event) -> set[str]:
    """The ids of the places, and states, where an event is said to be."""
    where = place_slots()
    return {claim.value.text for claim in index.told[event.id].claims if claim.slot in where}


def part(found: Sequence[T], offset: int, limit: int) -> Sequence[T]:
    """The part that was asked for."""
    return found[offset : offset + limit]


def plain(text: str) -> str:
    """The text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _has(words: str, names: Iterable[str]) -> bool:
    """Whether each word stands in one of the names, all in the same."""
    wanted = plain(words).split()
    return any(all(word in name for word in wanted) for name in map(plain, names))


def _rank(entity: Entity, words: str) -> tuple[int, int, str, str]:
    label = plain(entity.label)
    fit = 0 if label == words else 1 if label.startswith(words) else 2
    return (fit if words else 0, -len(entity.articles), entity.label, entity.id)
