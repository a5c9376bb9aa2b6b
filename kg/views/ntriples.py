"""One statement a line, everything in one graph, as N-Triples."""

from pathlib import Path

from rdflib import Dataset

from kg.model import Graph
from kg.rdf.writing import lines

SUFFIX = ".nt"
HELP = "N-Triples: one statement a line, everything in one graph"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, lines sorted."""
    path.write_text("".join(lines(dataset, named=False)), encoding="utf-8", newline="\n")
