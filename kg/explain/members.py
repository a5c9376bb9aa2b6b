"""Which parts of the articles' readings became which thing of the graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import OFFICE, Claim, Entity, Event, Graph, Mention, Reading, ValueKind

_Key = tuple[str, int, int, str, str]


def members(graph: Graph, readings: Iterable[Reading]) -> dict[str, tuple[str, ...]]:
    """The parts ("<article>/<local id>") of every thing, by its id; sorted as they were read."""
    mentions = {_place(m): entity.id for entity in graph.entities for m in entity.mentions}
    claims: defaultdict[_Key, set[str]] = defaultdict(set)
    for thing in (*graph.events, *graph.offices):
        for claim in thing.claims:
            claims[_key(claim, {})].add(thing.id)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for local, thing_id in _of_reading(reading, mentions, claims):
            found[thing_id].append(f"{reading.article.id}/{local}")
    return {id_: tuple(parts) for id_, parts in found.items()}


def _of_reading(
    reading: Reading,
    mentions: Mapping[tuple[str, int, int, str], str],
    claims: Mapping[_Key, set[str]],
) -> Iterator[tuple[str, str]]:
    entities: dict[str, str] = {}
    for entity in reading.entities:
        thing = _entity(entity, mentions)
        if thing:
            entities[entity.id] = thing
            yield entity.id, thing
    for event in (*reading.offices, *reading.events):
        told = _event(event, entities, claims)
        if told:
            yield event.id, told


def _entity(entity: Entity, mentions: Mapping[tuple[str, int, int, str], str]) -> str | None:
    found = (mentions.get(_place(mention)) for mention in entity.mentions)
    return next((thing for thing in found if thing), None)


def _event(
    event: Event, entities: Mapping[str, str], claims: Mapping[_Key, set[str]]
) -> str | None:
    """The thing that has most of an event's claims; a decision may have taken some out."""
    shared = Counter(
        thing
        for claim in event.claims
        for thing in sorted(claims.get(_key(claim, entities), ()))
        if thing.startswith("office/") == (event.type == OFFICE)
    )
    return min(shared, key=lambda thing: (-shared[thing], thing), default=None)


def _place(mention: Mention) -> tuple[str, int, int, str]:
    return mention.article_id, mention.start, mention.end, mention.type


def _key(claim: Claim, entities: Mapping[str, str]) -> _Key:
    """What a claim says where; the ids of entities as the graph has them."""
    value = claim.value.text
    if claim.value.kind is ValueKind.ENTITY:
        value = entities.get(value, value)
    return claim.article_id, claim.start, claim.end, claim.slot, value
