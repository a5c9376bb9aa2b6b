"""Graphs of what was joined: the whole one, and small ones of what somebody wants to know."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from operator import attrgetter

from kg.model import Conflict, Event, Graph, Support, ValueKind
from kg.resolve.conflicts import conflicts
from kg.resolve.joined import Joined
from kg.resolve.sources import support
from kg.resolve.together import Together


def whole(joined: Joined) -> Graph:
    """The graph of all articles."""
    articles, written = joined.told.article_ids, joined.written
    written.fetch(articles)
    graph = _graph(joined, joined.events)
    return replace(
        graph,
        articles=tuple(reading.article for reading in joined.stock.readings(articles)),
        entities=tuple(written.entities(articles)),
        offices=tuple(written.event(each) for each in joined.offices),
        links=tuple(joined.links()),
        decided=joined.decided,
    )


def records(joined: Joined) -> dict[str, Iterable[object]]:
    """The same as ``kg.resolved`` keeps it, made one by one, in the order of the fields."""
    written, scorer = joined.written, joined.scorer
    disagreements: list[Conflict] = []

    def events() -> Iterator[Event]:
        for each in joined.events:
            event = written.event(each)
            disagreements.extend(conflicts((event,), scorer.rules, scorer.world))
            yield event

    def sorted_disagreements() -> Iterator[Conflict]:  # that are known behind the events
        yield from sorted(disagreements, key=attrgetter("id"))

    return {
        "articles": (each.article for each in joined.stock.readings(joined.told.article_ids)),
        "entities": joined.found,
        "named": written.named(),
        "offices": map(written.event, joined.offices),
        "events": events(),
        "conflicts": sorted_disagreements(),
        "links": joined.links(),
        "run": (joined.run,),
        "support": ((each.id, support_of(each, joined)) for each in joined.events),
        "decided": joined.decided,
    }


def about(of: Together, joined: Joined) -> Graph:
    """An event or office, with the things in it."""
    if of.is_office:
        graph = replace(_graph(joined, ()), offices=(joined.written.event(of),))
    else:
        graph = _graph(joined, (of,))
    values = (c.value for event in (*graph.events, *graph.offices) for c in event.claims)
    ids = sorted({value.text for value in values if value.kind is ValueKind.ENTITY})
    return replace(graph, entities=tuple(map(joined.found.by_id, ids)))


def said_by(article_id: str, parts: Sequence[Together], joined: Joined) -> Graph:
    """What an article says: its parts of events and offices."""
    written = joined.written
    return replace(
        _graph(joined, ()),
        entities=tuple(written.entities((article_id,))),
        offices=tuple(written.event(each) for each in parts if each.is_office),
        events=tuple(written.event(each) for each in parts if not each.is_office),
    )


def support_of(of: Together, joined: Joined) -> Support:
    """How many tell of an event."""
    articles: Set[str] = of.articles
    if of.wrong:
        articles = {claim.article_id for claim in joined.written.event(of).claims}
    return support(map(joined.place, articles), joined.outlets, joined.copies)


def _graph(joined: Joined, events: Iterable[Together]) -> Graph:
    """Events, and what is found by comparing what they are told to be."""
    written = tuple(joined.written.event(each) for each in events)
    return Graph(
        articles=(),
        entities=(),
        offices=(),
        events=written,
        conflicts=conflicts(written, joined.scorer.rules, joined.scorer.world),
        links=(),
        run=joined.run,
        support=tuple((each.id, support_of(each, joined)) for each in events),
    )
