"""Terms and statements as text, the same bytes for the same dataset.

rdflib's own writers are slow, want all in memory and change between releases; the graphs here have
no blank nodes and no lists, so a page of code writes them sorted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rdflib import Literal
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.rdf.dataset import Quads
from kg.rdf.terms import PREFIXES

Triple = tuple[Node, Node, Node]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
# What a reader could not see, or could take for the end of a line, is written as its number.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def save_text(path: Path, pieces: Iterable[str]) -> None:
    """Write a file piece by piece, as all of ours are written."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def prefix_lines() -> str:
    """The declarations of all prefixes."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def turtle(triples: Iterable[Triple], indent: str = "") -> Iterator[str]:
    """One block of Turtle for each subject, sorted, without prefix declarations."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        subjects[short(subject)][_verb(predicate)].append(short(value))
    for thing, about in sorted(subjects.items()):
        verbs = sorted(about.items(), key=lambda item: (item[0] != "a", item[0]))
        facts = [f"{verb} {_values(values, indent)}" for verb, values in verbs]
        joined = f" ;\n{indent}    ".join(facts)
        yield f"{indent}{thing} {joined} .\n"


def _verb(predicate: Node) -> str:
    return "a" if predicate == RDF.type else short(predicate)


def _values(values: list[str], indent: str) -> str:
    return f",\n{indent}        ".join(sorted(values))


def short(node: Node) -> str:
    """A term as Turtle writes it, with prefixes."""
    if isinstance(node, Literal):
        return _short_literal(node)
    return _short_iri(str(node))


def _short_literal(literal: Literal) -> str:
    text = str(literal)
    if literal.datatype == XSD.integer and _INTEGER.fullmatch(text):
        return text
    if literal.datatype == XSD.decimal and _DECIMAL.fullmatch(text):
        return text
    if literal.datatype:
        return f"{quoted(text)}^^{_short_iri(str(literal.datatype))}"
    return _tagged(literal)


@lru_cache(maxsize=1 << 16)
def _short_iri(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{name}:{local}"
    return f"<{iri}>"


def lines(dataset: Quads, *, named: bool) -> Iterator[str]:
    """Sorted N-Quads if ``named``, else sorted N-Triples of all graphs as one."""
    for graph, triples in dataset.subjects():
        yield from sorted(statements(triples, graph if named else None))


def statements(triples: Iterable[Triple], graph: str | None = None) -> Iterator[str]:
    """A line of N-Quads for each triple of a graph, or (None) of N-Triples."""
    end = f"<{graph}> .\n" if graph else ".\n"
    return (f"{full(s)} {full(p)} {full(o)} {end}" for s, p, o in triples)


def full(node: Node) -> str:
    """A term as N-Triples writes it, without prefixes."""
    if not isinstance(node, Literal):
        return f"<{node}>"
    if node.datatype:
        return f"{quoted(str(node))}^^<{node.datatype}>"
    return _tagged(node)


def _tagged(literal: Literal) -> str:
    text = quoted(str(literal))
    return f"{text}@{literal.language}" if literal.language else text


def quoted(text: str) -> str:
    """A string in quotation marks, with what could be misread escaped."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
