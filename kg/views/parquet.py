"""Events as an Apache Parquet table, for DuckDB, pandas, Spark and the like."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.slots import slots
from kg.rdf.terms import whole
from kg.views._events import EventRow, event_rows
from kg.views._tables import Cell

if TYPE_CHECKING:  # an extra, which the other formats do without
    import pyarrow

SUFFIX = ".events.parquet"
HELP = "Parquet: a row for each event, a column for each slot"
NEEDS = "pyarrow"

_MOST = 2**63  # one more than a column of integers can hold
_TEXTS = ("id", "type", "label_id", "label_en", "factuality")
_COUNTS = ("articles", "outlets", "sources")


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the columns of the CSV, where a slot holds a list: of integers, or of texts.

    A number that 64 bits cannot hold is null. The dataset is not looked at.
    """
    import pyarrow
    from pyarrow import parquet

    rows = [_row(row) for row in event_rows(graph)]
    written = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=_schema()), written)
    path.write_bytes(written.getvalue())


def _schema() -> "pyarrow.Schema":
    import pyarrow

    kinds = {"number": pyarrow.int64()}
    return pyarrow.schema(
        [
            *((name, pyarrow.string()) for name in _TEXTS),
            *(
                (name, pyarrow.list_(kinds.get(slot.kind, pyarrow.string())))
                for name, slot in slots().items()
            ),
            ("disputed", pyarrow.list_(pyarrow.string())),
            *((name, pyarrow.int32()) for name in _COUNTS),
        ]
    )


def _row(row: EventRow) -> dict[str, object]:
    return {
        **{name: whole(getattr(row, name)) for name in _TEXTS},
        **{slot: [_value(value) for value in row.slots.get(slot, ())] for slot in slots()},
        "disputed": row.disputed,
        "articles": len(row.articles),
        "outlets": row.outlets,
        "sources": row.sources,
    }


def _value(value: Cell) -> Cell | None:
    if isinstance(value, str):
        return whole(value)
    return value if value < _MOST else None
