"""Events to look at: on a map, as a network, and outlet beside outlet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from kg import model
from kg.api.records import Event
from kg.errors import RequestError
from kg.knowledge.files import load_yaml, shipped
from kg.model import EntityType
from kg.rdf.slots import slots
from kg.views._page.links import Link
from kg.web.api import choosing
from kg.web.api.asked import EventChoice, EventFilter, NetworkFilter, Pair
from kg.web.api.drawn import (
    Arc,
    ComparedEvent,
    ComparedSlot,
    ComparedValue,
    Comparison,
    Edge,
    Network,
    Node,
    Says,
    Spot,
    WorldMap,
)
from kg.web.api.index import Index, event_line, is_entity
from kg.web.api.shapes import Labels, Point

_COMPARED = 100  # events of a pair


def places(index: Index, asked: EventChoice) -> WorldMap:
    """Where the events are that fit, and the ways of visits, transfers and deployments."""
    here: dict[str, list[Event]] = defaultdict(list)
    ways: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    nowhere = 0
    for event in choosing.events(index, asked):
        said = choosing.whereabouts(index, event)
        where = {spot for place in said if (spot := _at(index, place))}
        nowhere += not where
        for spot in where:
            here[spot].append(event)
        for start, end in _ways(index, event):
            ways[event.type, start, end].append(event.id)
    ends = {end for _, *pair in ways for end in pair}
    return WorldMap(
        spots=tuple(_spot(index, id_, here.get(id_, ())) for id_ in sorted({*here, *ends})),
        arcs=tuple(
            Arc(type=type_, start=start, end=end, events=tuple(events))
            for (type_, start, end), events in sorted(ways.items())
        ),
        nowhere=nowhere,
    )


def network(index: Index, asked: NetworkFilter) -> Network:
    """The events that fit, the most reported first; only those around a thing where one is given.

    An event comes with all its entities or not at all.
    """
    near = _around(index, asked.around) if asked.around else None
    fit = (event for event in choosing.events(index, asked) if near is None or event.id in near)
    wanted = [event.id for event in sorted(fit, key=lambda e: (-e.sources, -len(e.articles)))]
    drawn: set[str] = {asked.around} & index.entities.keys()
    for event in wanted:
        together = drawn | {event, *index.events[event].entities}
        if len(together) <= asked.limit:
            drawn = together
    return Network(
        nodes=tuple(_node(index, id_) for id_ in sorted(drawn)),
        edges=tuple(_edge(link) for link in index.links if {link.source, link.target} <= drawn),
        left_out=sum(event not in drawn for event in wanted),
    )


def compare(index: Index, asked: Pair) -> Comparison:
    """What each outlet, and each source it quotes, claims of an event or of those of a pair."""
    if asked.event:
        if asked.event not in index.events:
            raise RequestError(404, f"{asked.event}: no such event")
        found = [index.events[asked.event]]
    elif asked.one and asked.other:
        fit = choosing.events(index, EventFilter(who=asked.one, and_who=asked.other))
        found = sorted(fit, key=lambda e: (-e.sources, -len(e.articles), e.id))
    else:
        raise RequestError(400, "give either event, or one and other")
    shown = found[:_COMPARED]
    articles = {article for event in shown for article in event.articles}
    return Comparison(
        outlets=index.outlets(articles),
        total=len(found),
        events=tuple(_compared(index, event) for event in shown),
    )


def _at(index: Index, place: str) -> str | None:
    """The entity on the map for a place: itself, or the state that it lies in, if either is."""
    known = index.known(place)
    if known is None:
        return None
    if known.type is EntityType.STATE or known.latitude is not None:
        return place
    state = f"state/{known.state}"
    return state if state in index.entities else None


def _home(index: Index, entity: str) -> str | None:
    """Where an entity is at home on the map: of a person, the state of an office."""
    if spot := _at(index, entity):
        return spot
    for office in index.offices_of.get(entity, ()):
        if any(c.slot == "holder" and c.value.text == entity for c in office.claims):
            for claim in office.claims:
                if claim.slot == "of" and (spot := _at(index, claim.value.text)):
                    return spot
    return None


@cache
def _from_to() -> dict[str, tuple[str, str]]:
    arcs: dict[str, list[str]] = load_yaml(shipped("ontology") / "page.yaml")["arcs"]
    return {type_: (start, end) for type_, (start, end) in arcs.items()}


def _ways(index: Index, event: Event) -> Iterator[tuple[str, str]]:
    """From where to where something goes, each way once."""
    if event.type not in _from_to():
        return
    ends = [
        {home for c in _of_slot(index, event, slot) if (home := _home(index, c.value.text))}
        for slot in _from_to()[event.type]
    ]
    yield from ((start, end) for start, end in sorted(product(*ends)) if start != end)


def _of_slot(index: Index, event: Event, slot: str) -> Iterator[model.Claim]:
    return (c for c in index.told[event.id].claims if c.slot == slot and is_entity(c))


def _spot(index: Index, entity: str, events: Iterable[Event]) -> Spot:
    known = index.known(entity)
    point = None
    if known and known.latitude is not None and known.longitude is not None:
        point = Point(latitude=known.latitude, longitude=known.longitude)
    listed = list(events)
    return Spot(
        place=index.thing(entity),
        iso3=known.key if known and known.type is EntityType.STATE else None,
        point=point,
        types=dict(sorted(Counter(event.type for event in listed).items())),
        events=tuple(event.id for event in listed),
    )


def _around(index: Index, id_: str) -> set[str]:
    if id_ in index.events:
        return {id_}
    if id_ in index.entities:
        return {event.id for event in index.events_of.get(id_, ())}
    raise RequestError(404, f"{id_}: nothing of that id")


def _node(index: Index, id_: str) -> Node:
    if id_ in index.entities:
        line = index.entity_line(index.entities[id_])
        label = Labels(id=line.label, en=line.label)
        return Node(id=id_, type=line.type, label=label, weight=line.events, articles=line.articles)
    event = event_line(index.events[id_])
    return Node(
        id=id_,
        type=event.type,
        label=event.label,
        weight=len(index.events[id_].entities),
        articles=event.articles,
    )


def _edge(link: Link) -> Edge:
    return Edge(source=link.source, target=link.target, slots=link.slots, line=link.line)


def _compared(index: Index, event: Event) -> ComparedEvent:
    claims = index.told[event.id].claims
    filled = [slot for slot in slots() if any(claim.slot == slot for claim in claims)]
    return ComparedEvent(
        event=event_line(event),
        slots=tuple(
            ComparedSlot(
                slot=slot,
                disputed=slot in event.disputed,
                values=tuple(_values(index, [c for c in claims if c.slot == slot])),
            )
            for slot in filled
        ),
    )


def _values(index: Index, claims: Iterable[model.Claim]) -> Iterator[ComparedValue]:
    by_value: dict[str, list[model.Claim]] = defaultdict(list)
    for claim in claims:
        by_value[claim.value.text].append(claim)
    for _, same in sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0])):
        yield ComparedValue(value=index.value(same[0]), says=tuple(_says(index, same)))


def _says(index: Index, claims: Iterable[model.Claim]) -> Iterator[Says]:
    """Each outlet once for each way of saying it, with the first sentence."""
    first: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], model.Claim] = {}
    counts: Counter[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = Counter()
    for claim in claims:
        outlet = index.articles[claim.article_id].publisher or ""
        way = (outlet, claim.factuality.value, claim.attributed_to, claim.denied_by)
        first.setdefault(way, claim)
        counts[way] += 1
    for way in sorted(first):
        yield Says(outlet=way[0] or None, total=counts[way], claim=index.claim(first[way]))
