"""Who is in which event or office as rows for a spreadsheet."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._tables import edge_cells, edges, harmless, write_csv

SUFFIX = ".edges.csv"
HELP = "CSV: a row for each entity in a slot of an event or office"

_HEADING = (
    "source",
    "target",
    "slot",
    "factuality",
    "confidence",
    "articles",
    "disputed",
)


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the rows; ids are those of the nodes' rows. The dataset is not looked at."""
    rows = (edge_cells(edge, yes="yes", no="no") for edge in edges(graph))
    write_csv(path, _HEADING, (tuple(harmless(cell) for cell in row) for row in rows))
