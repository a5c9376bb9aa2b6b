"""Everything that stands behind a thing of the graph, as lines to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.claims.confidence import properties, reasons
from kg.errors import QueryError
from kg.explain.members import members
from kg.model import OFFICE, Claim, Entity, Event, Graph, Mention, Reading, ValueKind
from kg.rdf.said import told_once
from kg.rdf.terms import Terms
from kg.resolve.ledger import thing_id

_AROUND = 60  #: characters shown on each side of a mention


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A graph with what is looked up in it."""

    graph: Graph
    names: Mapping[str, str]  #: labels of entities
    texts: Mapping[str, str]  #: of articles
    members: Mapping[str, tuple[str, ...]]


def explain(
    graph: Graph, readings: Iterable[Reading], asked: str, slot: str | None = None
) -> list[str]:
    """The articles, sentences, rules, sources and links behind a thing.

    ``asked`` is the IRI or id of an entity, event, agreement, office or claim, or a part of an
    article ("seed-000/e2"); ``slot`` leaves out all other slots. QueryError if it is not there.
    """
    known = _Known(
        graph=graph,
        names={entity.id: entity.label for entity in graph.entities},
        texts={article.id: article.text for article in graph.articles},
        members=members(graph, readings),
    )
    id_ = thing_id(asked)
    parts = {part: thing for thing, all_parts in known.members.items() for part in all_parts}
    id_ = parts.get(id_, id_)
    lines = list(_explained(known, id_, slot))
    if not lines:
        raise QueryError(f"{asked}: no such entity, event, office or claim in this graph")
    return lines


def _explained(known: _Known, id_: str, slot: str | None) -> Iterator[str]:
    events = (*known.graph.events, *known.graph.offices)
    if id_.startswith("claim/"):
        yield from _claim_alone(known, events, id_)
    for entity in known.graph.entities:
        if entity.id == id_:
            yield from _entity(known, entity)
    for event in events:
        if event.id == id_:
            yield from _event(known, event, slot)


def _claim_alone(known: _Known, events: Sequence[Event], id_: str) -> Iterator[str]:
    terms = Terms()
    for event in events:
        for claim in told_once(event.claims):
            if thing_id(terms.claim(claim)) == id_:
                yield f"{event.type}  {event.id}"
                yield f"{claim.slot} = {_value(known, claim)}"
                yield from _claim(known, event, claim)


def _event(known: _Known, event: Event, slot: str | None) -> Iterator[str]:
    yield f"{event.type}  {event.id}"
    support = dict(known.graph.support).get(event.id)
    if support:
        yield (
            f"told by {_count(support.articles, 'article')}, {_count(support.outlets, 'outlet')},"
            f" {_count(support.independent, 'independent source')}"
        )
    claims = [claim for claim in told_once(event.claims) if slot in (None, claim.slot)]
    claims.sort(key=lambda claim: (claim.slot != "type", claim.slot, claim.value.text))
    for (name, _), said in groupby(claims, key=lambda claim: (claim.slot, claim.value.text)):
        first, *others = said
        yield ""
        yield f"{name} = {_value(known, first)}"
        for claim in (first, *others):
            yield from _claim(known, event, claim)
    yield from _conflicts(known, event.id, slot)
    yield from _links(known, event.id)


def _claim(known: _Known, event: Event, claim: Claim) -> Iterator[str]:
    said = [str(claim.factuality)]
    if claim.attributed_to:
        said.append(f"according to {_names(known, claim.attributed_to)}")
    if claim.denied_by:
        said.append(f"denied by {_names(known, claim.denied_by)}")
    yield (
        f"  {claim.article_id}, characters {claim.start} to {claim.end}: {', '.join(said)};"
        f" confidence {claim.confidence:.2f}"
    )
    yield f'    "{claim.quote}"'
    yield f"    by {claim.reason}"
    beside = [other for other in event.claims if other.article_id == claim.article_id]
    weights = reasons(properties(event.type, claim, beside))
    if weights and event.type != OFFICE:
        yield f"    as sure as {', '.join(weights)} make it"


def _conflicts(known: _Known, id_: str, slot: str | None) -> Iterator[str]:
    for conflict in known.graph.conflicts:
        if conflict.subject == id_ and slot in (None, conflict.slot):
            yield ""
            yield f"the articles disagree on {conflict.slot}:"
            for claim in conflict.claims:
                yield f"  {claim.article_id}: {_value(known, claim)}"


def _links(known: _Known, id_: str) -> Iterator[str]:
    """The parts of a thing and what joined them."""
    parts = known.members.get(id_, ())
    if parts:
        yield ""
        yield f"read as {', '.join(parts)}"
    for link in known.graph.links:
        if link.left in parts and link.right in parts:
            yield f"  {link.left} is {link.right}, score {link.score:.2f}: {link.reason}"


def _entity(known: _Known, entity: Entity) -> Iterator[str]:
    yield f"{entity.type}  {entity.id}  {entity.label}"
    if entity.key:
        yield f"known as {entity.key}"
    yield f"names: {', '.join(entity.names)}"
    for reason in entity.reasons:
        yield f"one thing by: {reason}"
    yield from _links(known, entity.id)
    for article, mentions in groupby(entity.mentions, key=lambda mention: mention.article_id):
        yield ""
        yield f"{article}:"
        for mention in mentions:
            yield from _mention(known, mention)
    yield from _uses(known, entity)


def _mention(known: _Known, mention: Mention) -> Iterator[str]:
    text = known.texts[mention.article_id]
    before = text[max(0, mention.start - _AROUND) : mention.start].split("\n")[-1]
    after = text[mention.end : mention.end + _AROUND].split("\n")[0]
    place = f"characters {mention.start} to {mention.end}"
    yield f'  {place}, sentence {mention.sentence + 1}: "{mention.quote}", by {mention.origin}'
    yield f"    {before}[{mention.quote}]{after}"


def _uses(known: _Known, entity: Entity) -> Iterator[str]:
    """The events and offices that an entity has a part in."""
    found = sorted(
        {
            (event.id, claim.slot)
            for event in (*known.graph.events, *known.graph.offices)
            for claim in event.claims
            if claim.value.kind is ValueKind.ENTITY and claim.value.text == entity.id
        }
    )
    if found:
        yield ""
        yield "part in:"
        for id_, slot in found:
            yield f"  {id_}  {slot}"


def _value(known: _Known, claim: Claim) -> str:
    name = known.names.get(claim.value.text)
    return f"{name} ({claim.value.text})" if name else claim.value.text


def _names(known: _Known, ids: Sequence[str]) -> str:
    return ", ".join(known.names.get(id_, id_) for id_ in ids)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
