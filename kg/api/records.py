"""What is in a graph as records: events and entities, with what stands behind them."""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from kg import model
from kg.rdf.terms import Terms
from kg.views._events import EventRow, event_rows
from kg.views._tables import Cell

_MONTHS = 12
_END = "dateEnd"
_DATED = ("date", _END)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of an article: ``text`` is what stands there from ``start`` to ``end``."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(EventRow):
    """An event or agreement, as all articles together tell it."""

    iri: str  #: as in the answers of queries
    entities: tuple[str, ...]  #: ids of those in its slots, sorted
    periods: tuple[tuple[str, str], ...]  #: first and last day (YYYY-MM-DD) it may be, sorted
    attributed_to: tuple[str, ...]  #: names of those who are quoted for it, sorted
    denied_by: tuple[str, ...]  #: names of those who deny it, sorted
    quotes: tuple[Quote, ...]  #: the sentences that tell of it, sorted

    @property
    def label(self) -> str:
        """The label in the articles' language."""
        return self.label_id

    @property
    def dates(self) -> tuple[Cell, ...]:
        """When it is, as precise as the articles: YYYY-MM-DD, YYYY-MM or YYYY; sorted."""
        return self.slots.get("date", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, state, organisation or place."""

    id: str
    iri: str  #: as in the answers of queries
    type: str
    label: str
    names: tuple[str, ...]  #: every spelling seen, sorted
    key: str | None  #: identifier in a gazetteer; of a state its ISO 3166-1 alpha-3 code
    articles: tuple[str, ...]  #: identifiers of those that mention it, sorted


def event_records(graph: model.Graph, terms: Terms) -> Iterator[Event]:
    """All events, sorted by date and id; those without a date come last."""
    names = {entity.id: entity.label for entity in graph.entities}
    made = [
        _event(event, row, names, str(terms.thing(event.id)))
        for event, row in zip(graph.events, event_rows(graph), strict=True)
    ]
    return iter(sorted(made, key=lambda event: (not event.dates, event.periods, event.id)))


def entity_records(graph: model.Graph, terms: Terms) -> Iterator[Entity]:
    """All entities, sorted by label and id."""
    for entity in sorted(graph.entities, key=lambda entity: (entity.label, entity.id)):
        yield Entity(
            id=entity.id,
            iri=str(terms.thing(entity.id)),
            type=entity.type.value,
            label=entity.label,
            names=entity.names,
            key=entity.key,
            articles=tuple(sorted({mention.article_id for mention in entity.mentions})),
        )


def bounds(date: str) -> tuple[str, str]:
    """The first and the last day of a date that may lack its day or month."""
    year, month, day = (*date.split("-"), "", "")[:3]
    last_month = month or str(_MONTHS)
    last = day or str(calendar.monthrange(int(year), int(last_month))[1])
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{last_month}-{last}"


def _event(event: model.Event, row: EventRow, names: Mapping[str, str], iri: str) -> Event:
    claims = event.claims
    entity = model.ValueKind.ENTITY
    said = {(claim.article_id, claim.start, claim.end, claim.quote) for claim in claims}
    return Event(
        **{one.name: getattr(row, one.name) for one in fields(EventRow)},
        iri=iri,
        entities=_sorted(c.value.text for c in claims if c.value.kind is entity),
        periods=tuple(sorted(_periods(claims))),
        attributed_to=_sorted(names.get(id_, id_) for c in claims for id_ in c.attributed_to),
        denied_by=_sorted(names.get(id_, id_) for c in claims for id_ in c.denied_by),
        quotes=tuple(
            Quote(article=article, start=start, end=end, text=text)
            for article, start, end, text in sorted(said)
        ),
    )


def _periods(claims: Iterable[model.Claim]) -> set[tuple[str, str]]:
    """The days each article gives; where it gives a last day too, all from the first to the last.

    A last day alone counts as the only one.
    """
    given = [(c.article_id, c.slot, bounds(c.value.text)) for c in claims if c.slot in _DATED]
    ends = {article: days[1] for article, slot, days in sorted(given) if slot == _END}
    begun = [one for one in given if one[1] != _END] or given
    return {(days[0], max(days[1], ends.get(article, ""))) for article, _, days in begun}


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))
