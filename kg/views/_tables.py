"""The graph as rows: what the formats for spreadsheets and graph databases have in common."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.frames import frames
from kg.model import Claim, Event, Factuality, Graph, Support, ValueKind
from kg.rdf.labels import Words, event_label, office_label
from kg.rdf.slots import slots
from kg.rdf.terms import LANGUAGE, whole
from kg.views._page.links import strongest

Cell = str | int

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_NOTHING = Support(articles=0, outlets=0, independent=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity, an office, an event or an agreement."""

    id: str
    kind: str  #: Entity, Office, Event or Agreement
    type: str
    label: str  #: an event's is in Indonesian
    names: tuple[str, ...]
    key: str  #: identifier in a gazetteer, "" for none
    articles: int  #: how many mention it or tell of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An event or office, and an entity in one of its slots."""

    source: str
    target: str
    slot: str
    factuality: Factuality  #: the strongest claimed
    confidence: float  #: the highest claimed
    articles: int  #: how many claim it
    disputed: bool  #: whether articles disagree on the slot


def nodes(graph: Graph) -> Iterator[Node]:
    """Entities, offices and events, each in the graph's order."""
    names = {entity.id: entity.label for entity in graph.entities}
    for entity in graph.entities:
        yield Node(
            id=entity.id,
            kind="Entity",
            type=entity.type,
            label=entity.label,
            names=entity.names,
            key=entity.key or "",
            articles=len({mention.article_id for mention in entity.mentions}),
        )
    for office in graph.offices:
        yield _told(office, "Office", office_label(office, names))
    words = labelling(graph, LANGUAGE)
    for event in graph.events:
        yield _told(event, frames()[event.type].kind, event_label(event, words))


def _told(event: Event, kind: str, label: str) -> Node:
    articles = {claim.article_id for claim in event.claims}
    return Node(
        id=event.id,
        kind=kind,
        type=event.type,
        label=label,
        names=(),
        key="",
        articles=len(articles),
    )


def edges(graph: Graph) -> Iterator[Edge]:
    """One for each event or office, slot and entity, sorted."""
    disputed = {(conflict.subject, conflict.slot) for conflict in graph.conflicts}
    claims: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for event in (*graph.offices, *graph.events):
        for claim in event.claims:
            if claim.value.kind is ValueKind.ENTITY:
                claims[event.id, claim.slot, claim.value.text].append(claim)
    for (source, slot, target), about in sorted(claims.items()):
        yield Edge(
            source=source,
            target=target,
            slot=slot,
            factuality=strongest(claim.factuality for claim in about),
            confidence=max(claim.confidence for claim in about),
            articles=len({claim.article_id for claim in about}),
            disputed=(source, slot) in disputed,
        )


def edge_cells(edge: Edge, *, yes: str, no: str) -> tuple[Cell, ...]:
    """The fields of an edge in their order, with these words for whether it is disputed."""
    ends = (edge.source, edge.target, edge.slot)
    told = (edge.factuality, str(edge.confidence), edge.articles)
    return (*ends, *told, yes if edge.disputed else no)


def labelling(graph: Graph, language: str) -> Words:
    """The words for labels of events in one language."""
    return Words(
        language=language,
        types={name: frame.label[language] for name, frame in frames().items()},
        names={entity.id: entity.label for entity in graph.entities},
        slots=slots(),
    )


def support(graph: Graph) -> Mapping[str, Support]:
    """How many tell of each event, by its id; of one without an entry, nobody."""
    return defaultdict(lambda: _NOTHING, graph.support)


def write_csv(path: Path, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as RFC 4180 has them, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows([_cell(cell) for cell in row] for row in rows)


def _cell(cell: Cell) -> Cell:
    return whole(cell) if isinstance(cell, str) else cell


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: what could be one follows an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
