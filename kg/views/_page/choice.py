"""Which part of a large graph is drawn: what is linked most, never half an event."""

from collections import defaultdict
from dataclasses import dataclass

from kg.model import Entity, Event, Graph
from kg.views._page.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is drawn, in the graph's order, and how much is not."""

    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    entities_left_out: int
    events_left_out: int


def choose(graph: Graph, links: tuple[Link, ...], limit: int) -> Choice:
    """At most ``limit`` entities and events: events by articles and links, then entities by links.

    An event comes with all its entities or not at all, so no drawn event lacks a participant.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for link in links:
        near[link.source].add(link.target)
        near[link.target].add(link.source)
    chosen: set[str] = set()
    for event in sorted(graph.events, key=lambda event: _event_rank(event, near)):
        together = {event.id} | near[event.id]
        if len(chosen | together) <= limit:
            chosen |= together
    for entity in sorted(graph.entities, key=lambda entity: _entity_rank(entity, near)):
        if len(chosen) < limit:
            chosen.add(entity.id)
    return _chosen(graph, links, chosen)


def _chosen(graph: Graph, links: tuple[Link, ...], chosen: set[str]) -> Choice:
    entities = tuple(entity for entity in graph.entities if entity.id in chosen)
    events = tuple(event for event in graph.events if event.id in chosen)
    drawn = {entity.id for entity in entities} | {event.id for event in events}
    return Choice(
        entities=entities,
        events=events,
        links=tuple(link for link in links if {link.source, link.target} <= drawn),
        entities_left_out=len(graph.entities) - len(entities),
        events_left_out=len(graph.events) - len(events),
    )


def _event_rank(event: Event, near: dict[str, set[str]]) -> tuple[int, int, str]:
    articles = {claim.article_id for claim in event.claims}
    return -len(articles), -len(near[event.id]), event.id


def _entity_rank(entity: Entity, near: dict[str, set[str]]) -> tuple[int, int, str]:
    return -len(near[entity.id]), -len(entity.mentions), entity.id
