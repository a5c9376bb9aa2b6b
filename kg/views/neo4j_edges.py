"""Who is in which event or office as ``neo4j-admin database import`` takes relationships."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._tables import edge_cells, edges, write_csv

SUFFIX = ".neo4j-edges.csv"
HELP = "relationships for neo4j-admin database import; they go with neo4j_nodes"

_HEADING = (
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "factuality",
    "confidence:double",
    "articles:int",
    "disputed:boolean",
)


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write a row for each relationship, its type the slot; the dataset is not looked at."""
    rows = (edge_cells(edge, yes="true", no="false") for edge in edges(graph))
    write_csv(path, _HEADING, rows)
