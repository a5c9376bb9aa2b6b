"""Events as rows for a spreadsheet, a column for each slot."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from rdflib import Dataset

from kg.model import Event, Graph, Value, ValueKind
from kg.rdf.labels import event_label
from kg.rdf.slots import slots
from kg.views._page.links import strongest
from kg.views._tables import Cell, harmless, labelling, support, write_csv

SUFFIX = ".events.csv"
HELP = "CSV: a row for each event, a column for each slot"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the rows; several values are joined by " | ". The dataset is not looked at."""
    counts = ("articles", "outlets", "sources")
    heading = ("id", "type", "label_id", "label_en", "factuality", *slots(), "disputed", *counts)
    write_csv(path, heading, (tuple(harmless(cell) for cell in row) for row in _rows(graph)))


def _rows(graph: Graph) -> Iterator[tuple[Cell, ...]]:
    languages = [labelling(graph, language) for language in ("id", "en")]
    names = {entity.id: entity.label for entity in graph.entities}
    disputed: dict[str, set[str]] = defaultdict(set)
    for conflict in graph.conflicts:
        disputed[conflict.subject].add(conflict.slot)
    told = support(graph)
    for event in graph.events:
        count = told[event.id]
        yield (
            event.id,
            event.type,
            *(event_label(event, words) for words in languages),
            strongest(claim.factuality for claim in event.claims),
            *(_values(event, slot, names) for slot in slots()),
            " | ".join(sorted(disputed[event.id])),
            count.articles,
            count.outlets,
            count.independent,
        )


def _values(event: Event, slot: str, names: Mapping[str, str]) -> str:
    values = {_shown(claim.value, names) for claim in event.claims if claim.slot == slot}
    return " | ".join(sorted(values))


def _shown(value: Value, names: Mapping[str, str]) -> str:
    return names.get(value.text, value.text) if value.kind is ValueKind.ENTITY else value.text
