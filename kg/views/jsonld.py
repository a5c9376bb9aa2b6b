"""Everything as JSON-LD with short names, which a program without RDF can read too."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Literal
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.knowledge.files import shipped
from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.terms import PREFIXES
from kg.rdf.writing import Triple, save_text

SUFFIX = ".jsonld"
HELP = "JSON-LD: short names, one named graph per article; needs no network to be read"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its context inside, a line for each thing."""
    save_text(path, _text(dataset))


def _text(dataset: Dataset) -> Iterator[str]:
    yield f'{{"@context": {_row(_context())},\n"@graph": [\n'
    for number, row in enumerate(_rows(dataset)):
        yield f",\n{row}" if number else row
    yield "\n]}\n"


def _rows(dataset: Dataset) -> Iterator[str]:
    for name, subjects in dataset.graphs():
        nodes = (_node(triples) for triples in subjects)
        if name is None:
            yield from map(_row, nodes)
        else:
            yield _row({"@id": str(name), "@graph": list(nodes)})


def _row(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _context() -> dict[str, Any]:
    path = shipped("ontology") / "context.jsonld"
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


def _node(triples: Sequence[Triple]) -> dict[str, Any]:
    """The JSON object of a subject."""
    about: dict[str, list[Any]] = defaultdict(list)
    for _, predicate, value in triples:
        key = "@type" if predicate == RDF.type else _key(str(predicate))
        about[key].append(_type(value) if key == "@type" else _value(value, key))
    fields = {key: _few(values) for key, values in sorted(about.items())}
    return {"@id": str(triples[0][0])} | fields


def _few(values: list[Any]) -> Any:
    ordered = sorted(values, key=_row)
    return ordered[0] if len(ordered) == 1 else ordered


@cache
def _key(iri: str) -> str:
    """The context's term for a property, else its prefixed name."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            term = _context().get(local, {})
            return local if term and term["@id"] == f"{prefix}:{local}" else f"{prefix}:{local}"
    return iri


def _type(value: Node) -> str:
    return _key(str(value))


def _value(value: Node, key: str) -> Any:
    """A value as short as the context's term for ``key`` lets it be."""
    term = _context().get(key, {})
    if not isinstance(value, Literal):
        return str(value) if term.get("@type") == "@id" else {"@id": str(value)}
    if value.datatype == XSD.integer and "@type" not in term:
        return int(value)
    if value.language:
        same = value.language == term.get("@language")
        return str(value) if same else {"@language": value.language, "@value": str(value)}
    return _typed(value, term)


def _typed(value: Literal, term: dict[str, str]) -> Any:
    kind = _key(str(value.datatype)) if value.datatype else None
    if kind == term.get("@type") and "@language" not in term:
        return str(value)
    return {"@value": str(value)} | ({"@type": kind} if kind else {})
