"""The graph of a workspace with the look-ups that answers are made from."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from kg import model
from kg.api.records import Entity, Event, entity_records, event_records
from kg.knowledge.gazetteers import Known, OwnNames, in_use, properties
from kg.model import Article, Graph, Mention, Reading, ValueKind
from kg.rdf.terms import Terms
from kg.views._page.links import Link, links
from kg.web.api import shapes
from kg.web.api.shapes import ArticleLine, EntityLine, EventLine, Labels, Outlet, Thing

_CLAIMS = 50  # of one value that are given; who needs all of them asks with SPARQL


class Index:
    """A graph that can be asked by id; nothing in it changes."""

    def __init__(
        self,
        graph: Graph,
        terms: Terms,
        own: OwnNames,
        readings: Callable[[Sequence[str]], Iterable[Reading]] = lambda _: (),
    ) -> None:
        self.graph = graph
        self.readings = readings  #: of articles, by their ids
        self._terms = terms
        self._own = own
        self.base = terms.base
        self.articles = {article.id: article for article in graph.articles}
        self.entities = {entity.id: entity for entity in entity_records(graph, terms)}
        self.events = {event.id: event for event in event_records(graph, terms)}  #: by date
        self.told = {event.id: event for event in graph.events}
        self._resolved = {entity.id: entity for entity in graph.entities}

    @cached_property
    def events_of(self) -> dict[str, tuple[Event, ...]]:
        """The events that an entity has a part in, by its id, sorted by date."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events.values():
            for entity in event.entities:
                found[entity].append(event)
        return {entity: tuple(events) for entity, events in found.items()}

    @cached_property
    def events_in(self) -> dict[str, tuple[Event, ...]]:
        """The events that an article tells of, by its id, sorted by date."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events.values():
            for article in event.articles:
                found[article].append(event)
        return {article: tuple(events) for article, events in found.items()}

    @cached_property
    def offices_of(self) -> dict[str, tuple[model.Event, ...]]:
        """The offices that somebody holds, or that are of something, by its id."""
        found: dict[str, list[model.Event]] = defaultdict(list)
        for office in self.graph.offices:
            for entity in sorted({c.value.text for c in office.claims if is_entity(c)}):
                found[entity].append(office)
        return {entity: tuple(offices) for entity, offices in found.items()}

    @cached_property
    def mentions_in(self) -> dict[str, tuple[tuple[Mention, str], ...]]:
        """The mentions in an article with the ids of what they name, sorted by their place."""
        found: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for entity in self.graph.entities:
            for mention in entity.mentions:
                found[mention.article_id].append((mention, entity.id))
        return {
            article: tuple(sorted(mentions, key=lambda one: (one[0].start, -one[0].end, one[1])))
            for article, mentions in found.items()
        }

    @cached_property
    def conflicts_of(self) -> dict[str, tuple[model.Conflict, ...]]:
        """Where articles disagree on an event, by its id."""
        found: dict[str, list[model.Conflict]] = defaultdict(list)
        for conflict in self.graph.conflicts:
            found[conflict.subject].append(conflict)
        return {event: tuple(conflicts) for event, conflicts in found.items()}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Who is linked with what, sorted by their ends."""
        return links(self.graph)

    def known(self, entity: str) -> Known | None:
        """What a gazetteer knows of an entity."""
        found = self.entities.get(entity)
        if found is None or found.key is None:
            return None
        with in_use(self._own):
            about = properties(found.key)
        return about if about and about.type == found.type else None

    def reasons(self, entity: str) -> tuple[str, ...]:
        """Why the mentions of an entity are one thing."""
        return self._resolved[entity].reasons

    def thing(self, entity: str) -> Thing:
        """An entity as others refer to it."""
        found = self.entities[entity]
        return Thing(id=found.id, type=found.type, label=found.label)

    def things(self, ids: Iterable[str]) -> tuple[Thing, ...]:
        """Several of them, each once, sorted by label."""
        found = map(self.thing, set(ids))
        return tuple(sorted(found, key=lambda thing: (thing.label, thing.id)))

    def entity_line(self, entity: Entity) -> EntityLine:
        """An entity in a list."""
        return EntityLine(
            id=entity.id,
            iri=entity.iri,
            type=entity.type,
            label=entity.label,
            articles=len(entity.articles),
            events=len(self.events_of.get(entity.id, ())),
        )

    def article_line(self, article: Article) -> ArticleLine:
        """An article in a list."""
        return ArticleLine(
            id=article.id,
            iri=str(self._terms.article(article.id)),
            title=article.title,
            published=article.published,
            publisher=article.publisher,
            source=article.source,
            events=len(self.events_in.get(article.id, ())),
        )

    def article_lines(self, ids: Iterable[str]) -> tuple[ArticleLine, ...]:
        """Articles in a list, the newest first."""
        found = [self.article_line(self.articles[id_]) for id_ in sorted(set(ids))]
        return tuple(sorted(found, key=lambda line: line.published or "", reverse=True))

    def outlets(self, ids: Iterable[str]) -> tuple[Outlet, ...]:
        """The outlets of articles, most articles first."""
        counts = Counter(self.articles[id_].publisher for id_ in set(ids))
        return tuple(
            Outlet(name=name, articles=count)
            for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0] or ""))
        )

    def value(self, claim: model.Claim) -> shapes.Value:
        """The value of a claim."""
        thing = self.thing(claim.value.text) if is_entity(claim) else None
        return shapes.Value(kind=claim.value.kind.value, text=claim.value.text, thing=thing)

    def claim(self, claim: model.Claim) -> shapes.Claim:
        """A claim without its value."""
        return shapes.Claim(
            iri=str(self._terms.claim(claim)),
            article=claim.article_id,
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            factuality=claim.factuality.value,
            attributed_to=self.things(claim.attributed_to),
            denied_by=self.things(claim.denied_by),
            confidence=claim.confidence,
            reason=claim.reason,
        )

    def values(self, claims: Iterable[model.Claim]) -> Iterator[shapes.ClaimedValue]:
        """What claims on one slot say, the value that most articles give first."""
        by_value: dict[str, list[model.Claim]] = defaultdict(list)
        for claim in claims:
            by_value[claim.value.text].append(claim)
        for _, same in sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0])):
            yield shapes.ClaimedValue(
                value=self.value(same[0]),
                total=len(same),
                claims=tuple(map(self.claim, same[:_CLAIMS])),
            )


def event_line(event: Event) -> EventLine:
    """An event in a list."""
    periods = _narrowest(event.periods)
    return EventLine(
        id=event.id,
        iri=event.iri,
        type=event.type,
        label=Labels(id=event.label_id, en=event.label_en),
        factuality=event.factuality.value,
        confidence=event.confidence,
        dates=_finest(tuple(map(str, event.dates))),
        first=min((first for first, _ in periods), default=None),
        last=max((last for _, last in periods), default=None),
        articles=len(event.articles),
        outlets=event.outlets,
        sources=event.sources,
        disputed=event.disputed,
    )


def _finest(dates: tuple[str, ...]) -> tuple[str, ...]:
    """The dates without those that a finer one is in."""
    return tuple(d for d in dates if not any(e != d and e.startswith(d) for e in dates))


def _narrowest(periods: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The periods without those that another one lies in."""
    return [
        (first, last)
        for first, last in periods
        if not any(
            (first, last) != (begin, end) and first <= begin and end <= last
            for begin, end in periods
        )
    ]


def is_entity(claim: model.Claim) -> bool:
    """Whether the value of a claim is an entity."""
    return claim.value.kind is ValueKind.ENTITY
