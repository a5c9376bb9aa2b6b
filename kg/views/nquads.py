"""One statement a line with its graph, as N-Quads."""

from pathlib import Path

from rdflib import Dataset

from kg.model import Graph
from kg.rdf.writing import lines

SUFFIX = ".nq"
HELP = "N-Quads: one statement a line, with the graph it is in"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, lines sorted."""
    path.write_text("".join(lines(dataset, named=True)), encoding="utf-8", newline="\n")
