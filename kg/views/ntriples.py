"""One statement a line, everything in one graph, as N-Triples."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Quads
from kg.rdf.writing import lines, save_text

SUFFIX = ".nt"
HELP = "N-Triples: one statement a line, everything in one graph"
FROM_DATASET = True  # what is in the dataset is enough, without the records of the graph


def write(graph: Graph | None, dataset: Quads, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, lines sorted."""
    save_text(path, lines(dataset, named=False))
