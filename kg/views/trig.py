"""One named graph per article and the merged view as default, as TriG."""

from collections.abc import Iterator
from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Quads
from kg.rdf.writing import prefix_lines, save_text, short, turtle

SUFFIX = ".trig"
HELP = "TriG: one named graph per article, the merged graph as default"
FROM_DATASET = True  # what is in the dataset is enough, without the records of the graph


def write(graph: Graph | None, dataset: Quads, path: Path) -> None:
    """Write the dataset to ``path``: the default graph first, then the articles by name."""
    save_text(path, _text(dataset))


def _text(dataset: Quads) -> Iterator[str]:
    yield prefix_lines()
    for name, subjects in dataset.graphs():
        if name is None:
            for triples in subjects:
                yield "\n"
                yield from turtle(triples)
        else:
            blocks = "\n".join(block for each in subjects for block in turtle(each, indent="    "))
            yield f"\n{short(name)} {{\n{blocks}}}\n"
