"""Entities, offices and events as rows for a spreadsheet."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._tables import harmless, nodes, write_csv

SUFFIX = ".nodes.csv"
HELP = "CSV: a row for each entity, office and event"

_HEADING = ("id", "kind", "type", "label", "names", "key", "articles")


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the rows; several names are joined by " | ". The dataset is not looked at."""
    rows = (
        (node.id, node.kind, node.type, node.label, " | ".join(node.names), node.key, node.articles)
        for node in nodes(graph)
    )
    write_csv(path, _HEADING, (tuple(harmless(cell) for cell in row) for row in rows))
