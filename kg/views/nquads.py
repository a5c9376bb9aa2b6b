"""One statement a line with its graph, as N-Quads."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Quads
from kg.rdf.writing import lines, save_text

SUFFIX = ".nq"
HELP = "N-Quads: one statement a line, with the graph it is in"
FROM_DATASET = True  # what is in the dataset is enough, without the records of the graph


def write(graph: Graph | None, dataset: Quads, path: Path) -> None:
    """Write the dataset to ``path``, lines sorted."""
    save_text(path, lines(dataset, named=True))
