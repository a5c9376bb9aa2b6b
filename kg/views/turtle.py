"""Everything in one graph, as Turtle."""

from pathlib import Path

from rdflib import Dataset

from kg.model import Graph
from kg.rdf.writing import merged, prefix_lines, turtle

SUFFIX = ".ttl"
HELP = "Turtle: everything in one graph"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, sorted by subject."""
    blocks = "\n".join(turtle(merged(dataset)))
    path.write_text(f"{prefix_lines()}\n{blocks}", encoding="utf-8", newline="\n")
