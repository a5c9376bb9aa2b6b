"""One statement a line, everything in one graph, as N-Triples."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.writing import lines, save_text

SUFFIX = ".nt"
HELP = "N-Triples: one statement a line, everything in one graph"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, lines sorted."""
    save_text(path, lines(dataset, named=False))
