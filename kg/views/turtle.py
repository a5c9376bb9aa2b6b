"""Everything in one graph, as Turtle."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Quads
from kg.rdf.writing import prefix_lines, save_text, turtle

SUFFIX = ".ttl"
HELP = "Turtle: everything in one graph"
FROM_DATASET = True  # what is in the dataset is enough, without the records of the graph


def write(graph: Graph | None, dataset: Quads, path: Path) -> None:
    """Write the dataset to ``path``, its graphs merged, sorted by subject."""
    save_text(path, _text(dataset))


def _text(dataset: Quads) -> Iterator[str]:
    yield prefix_lines()
    for _, triples in dataset.subjects():
        yield "\n"
        yield from turtle(triples)
