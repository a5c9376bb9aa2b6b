"""One named graph per article and the merged view as default, as TriG."""

from collections.abc import Iterator
from pathlib import Path

from rdflib import Dataset

from kg.model import Graph
from kg.rdf.writing import graphs, prefix_lines, short, turtle

SUFFIX = ".trig"
HELP = "TriG: one named graph per article, the merged graph as default"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``: the default graph first, then the articles by name."""
    text = "\n".join((prefix_lines(), *_blocks(dataset)))
    path.write_text(text, encoding="utf-8", newline="\n")


def _blocks(dataset: Dataset) -> Iterator[str]:
    for name, triples in graphs(dataset):
        if name is None:
            yield from turtle(triples)
        else:
            blocks = "\n".join(turtle(triples, indent="    "))
            yield f"{short(name)} {{\n{blocks}}}\n"
