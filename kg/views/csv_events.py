"""Events as rows for a spreadsheet, a column for each slot."""

from collections.abc import Iterable
from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.slots import slots
from kg.views._events import EventRow, event_rows
from kg.views._tables import Cell, harmless, write_csv

SUFFIX = ".events.csv"
HELP = "CSV: a row for each event, a column for each slot"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the rows; several values are joined by " | ". The dataset is not looked at."""
    counts = ("articles", "outlets", "sources")
    heading = ("id", "type", "label_id", "label_en", "factuality", *slots(), "disputed", *counts)
    rows = (tuple(harmless(cell) for cell in _cells(row)) for row in event_rows(graph))
    write_csv(path, heading, rows)


def _cells(row: EventRow) -> tuple[Cell, ...]:
    return (
        row.id,
        row.type,
        row.label_id,
        row.label_en,
        row.factuality,
        *(_joined(row.slots.get(slot, ())) for slot in slots()),
        _joined(row.disputed),
        len(row.articles),
        row.outlets,
        row.sources,
    )


def _joined(values: Iterable[Cell]) -> str:
    return " | ".join(map(str, values))
