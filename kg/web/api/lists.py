"""Lists: overview, search, events, entities and articles that fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.api.records import Event
from kg.errors import RequestError
from kg.knowledge.frames import frames
from kg.model import EntityType, Factuality
from kg.web.api import choosing
from kg.web.api.asked import ArticleFilter, EntityFilter, EventFilter, Nothing, Search
from kg.web.api.index import Index, event_line
from kg.web.api.shapes import (
    ArticleLines,
    EntityLine,
    EntityLines,
    EventLine,
    EventLines,
    Found,
    Overview,
)

_TOP = 8  # of each list of the overview
_TOLD = (Factuality.CERTAIN, Factuality.POSSIBLE)


def overview(index: Index, _: Nothing) -> Overview:
    """What is in the graph: counts, who is mentioned most, what is new, reported, disputed."""
    published = sorted(filter(None, (article.published for article in index.graph.articles)))
    events = tuple(index.events.values())
    return Overview(
        articles=len(index.graph.articles),
        entities=_counts(entity.type for entity in index.entities.values()),
        events=_counts(event.type for event in events),
        conflicts=len(index.graph.conflicts),
        first=published[0] if published else None,
        last=published[-1] if published else None,
        outlets=index.outlets(index.articles),
        leading=_leading(index),
        newest=_lines(_newest(e for e in events if _is_past(e, published[-1:]))),
        most_reported=_lines(_most_reported(events)),
        disputed=_lines(_most_reported(event for event in events if event.disputed)),
    )


def search(index: Index, asked: Search) -> Found:
    """Entities, events and articles whose names have all the words."""
    return Found(
        entities=entities(index, EntityFilter(q=asked.q, limit=asked.limit)),
        events=events(index, EventFilter(q=asked.q, limit=asked.limit, sort="reported")),
        articles=articles(index, ArticleFilter(q=asked.q, limit=asked.limit)),
    )


def events(index: Index, asked: EventFilter) -> EventLines:
    """The events and agreements that fit all that is given."""
    _check_type(asked.type, frames())
    found = list(choosing.events(index, asked))
    if asked.sort == "newest":
        found = _newest(found)
    elif asked.sort == "reported":
        found = _most_reported(found)
    shown = choosing.part(found, asked.offset, asked.limit)
    return EventLines(total=len(found), offset=asked.offset, items=tuple(map(event_line, shown)))


def entities(index: Index, asked: EntityFilter) -> EntityLines:
    """The persons, states, organisations and places that fit, most articles first."""
    _check_type(asked.type, [kind.value for kind in EntityType])
    found = choosing.entities(index, asked)
    shown = choosing.part(found, asked.offset, asked.limit)
    return EntityLines(
        total=len(found), offset=asked.offset, items=tuple(map(index.entity_line, shown))
    )


def articles(index: Index, asked: ArticleFilter) -> ArticleLines:
    """The articles that fit, the newest first."""
    found = choosing.articles(index, asked)
    shown = choosing.part(found, asked.offset, asked.limit)
    return ArticleLines(
        total=len(found), offset=asked.offset, items=tuple(map(index.article_line, shown))
    )


def _is_past(event: Event, last: Sequence[str]) -> bool:
    """Whether it is told as having begun by the last day on which an article was published."""
    begun = [first for first, _ in event.periods]
    return event.factuality in _TOLD and any(not last or first <= last[0] for first in begun)


def _leading(index: Index) -> dict[str, tuple[EntityLine, ...]]:
    by_type: dict[str, list[EntityLine]] = defaultdict(list)
    for entity in choosing.entities(index, EntityFilter()):
        if len(by_type[entity.type]) < _TOP:
            by_type[entity.type].append(index.entity_line(entity))
    return {kind.value: tuple(by_type[kind.value]) for kind in EntityType}


def _newest(events: Iterable[Event]) -> list[Event]:
    """By their last day, the latest first; those without one at the end."""
    return sorted(
        events, key=lambda e: (max((last for _, last in e.periods), default=""), e.id), reverse=True
    )


def _most_reported(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda e: (-e.sources, -len(e.articles), -len(e.quotes), e.id))


def _lines(events: Iterable[Event]) -> tuple[EventLine, ...]:
    return tuple(map(event_line, list(events)[:_TOP]))


def _counts(types: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(types).items()))


def _check_type(given: str | None, known: Iterable[str]) -> None:
    if given is not None and given not in known:
        raise RequestError(400, f"no type {given!r}; there is: {', '.join(known)}")
