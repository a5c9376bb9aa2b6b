"""Graphs of what was joined: of all articles, or of some."""

from collections.abc import Collection
from dataclasses import replace

from kg.model import Graph, Support
from kg.resolve.conflicts import conflicts
from kg.resolve.groups import article_of
from kg.resolve.joined import Joined
from kg.resolve.sources import support
from kg.resolve.together import Together


def whole(joined: Joined) -> Graph:
    """The graph of all articles."""
    articles, written = joined.told.keys(), joined.written
    written.fetch(articles)
    events = tuple(written.event(each) for each in joined.events)
    return Graph(
        articles=tuple(reading.article for reading in joined.stock.readings(articles)),
        entities=tuple(written.entities(articles)),
        offices=tuple(written.event(each) for each in joined.offices),
        events=events,
        conflicts=conflicts(events, joined.scorer.rules, joined.scorer.world),
        links=joined.links(),
        run=joined.run,
        support=tuple((each.id, support_of(each, joined)) for each in joined.events),
        decided=joined.decided,
    )


def support_of(of: Together, joined: Joined) -> Support:
    """How many tell of an event."""
    articles = of.articles
    if of.wrong:
        articles = {claim.article_id for claim in joined.written.event(of).claims}
    return support(articles, joined.outlets, joined.copies)


