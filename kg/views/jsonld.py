"""Everything as JSON-LD with short names, which a program without RDF can read too."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rdflib import Literal
from rdflib.term import Node

from kg.compact import Names, Value, Words, row
from kg.model import Graph
from kg.rdf.context import shipped_context
from kg.rdf.dataset import Quads
from kg.rdf.writing import Triple, save_text

SUFFIX = ".jsonld"
HELP = "JSON-LD: short names, one named graph per article; needs no network to be read"
FROM_DATASET = True  # what is in the dataset is enough, without the records of the graph


def write(graph: Graph | None, dataset: Quads, path: Path) -> None:
    """Write the dataset to ``path``, its context inside, a line for each thing."""
    save_text(path, _text(dataset))


def _text(dataset: Quads) -> Iterator[str]:
    names = Names(shipped_context())
    yield names.head()
    for number, line in enumerate(_rows(dataset, names)):
        yield f",\n{line}" if number else line
    yield "\n]}\n"


def _rows(dataset: Quads, names: Names) -> Iterator[str]:
    for name, subjects in dataset.graphs():
        nodes = (_node(triples, names) for triples in subjects)
        if name is None:
            yield from map(row, nodes)
        else:
            yield row({"@id": str(name), "@graph": list(nodes)})


def _node(triples: Sequence[Triple], names: Names) -> dict[str, Any]:
    """The JSON object of a subject."""
    about = ((str(predicate), _value(value)) for _, predicate, value in triples)
    return names.thing(str(triples[0][0]), about)


def _value(value: Node) -> Value:
    if not isinstance(value, Literal):
        return str(value)
    datatype = str(value.datatype) if value.datatype else None
    return Words(str(value), datatype, value.language)
