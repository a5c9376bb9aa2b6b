"""Everything as JSON-LD with short names, which a program without RDF can read too."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Dataset, Literal
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.knowledge.files import shipped
from kg.model import Graph
from kg.rdf.terms import PREFIXES
from kg.rdf.writing import Triple, graphs

SUFFIX = ".jsonld"
HELP = "JSON-LD: short names, one named graph per article; needs no network to be read"


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write the dataset to ``path``, its context inside, a line for each thing."""
    default, *named = graphs(dataset)
    rows = [_row(node) for node in _nodes(default[1])]
    rows += [_row({"@id": str(name), "@graph": _nodes(triples)}) for name, triples in named]
    head = f'{{"@context": {_row(_context())},\n"@graph": [\n'
    path.write_text(head + ",\n".join(rows) + "\n]}\n", encoding="utf-8", newline="\n")


def _row(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _context() -> dict[str, Any]:
    path = shipped("ontology") / "context.jsonld"
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


def _nodes(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """A JSON object for each subject, sorted."""
    subjects: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        key = "@type" if predicate == RDF.type else _key(str(predicate))
        subjects[str(subject)][key].append(_type(value) if key == "@type" else _value(value, key))
    return [
        {"@id": subject} | {key: _few(values) for key, values in sorted(about.items())}
        for subject, about in sorted(subjects.items())
    ]


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
