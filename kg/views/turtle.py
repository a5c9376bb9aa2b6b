"""Everything in one graph, as Turtle."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.writing import prefix_lines, save_text, turtle

SUFFIX = ".ttl"
HELP = "Turtle: everything in one graph"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, sorted by subject."""
    save_text(path, _text(dataset))


def _text(dataset: Dataset) -> Iterator[str]:
    yield prefix_lines()
    for _, triples in dataset.subjects():
        yield "\n"
        yield from turtle(triples)
