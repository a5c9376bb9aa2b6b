"""The dataset of a workspace as its store has it, in the order in which it is written.

So a large graph is written without its records in memory: of the default graph only the names of
its subjects are, of the named ones one at a time.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import WorkspaceError
from kg.rdf.dataset import place
from kg.rdf.terms import BASE, GEO, Terms, decimal, degrees
from kg.rdf.things import Triple

_DEFAULT = pyoxigraph.DefaultGraph()
_DEGREES = {GEO.lat, GEO.long}
_STRING, _DECIMAL = str(XSD.string), str(XSD.decimal)
_SOME = 1 << 16  # terms that are kept, since many are in several statements


class KeptDataset:
    """The quads of a store whose things are under ``base``.

    WorkspaceError, while it is read, where the store is broken.
    """

    def __init__(self, store: pyoxigraph.Store, base: str | None = None) -> None:
        self._store = store
        self._terms = Terms(base or BASE)

    def graphs(self) -> Iterator[tuple[URIRef | None, Iterator[list[Triple]]]]:
        """As a Dataset gives them."""
        yield None, self._things()
        for name in self._articles(end=""):
            yield URIRef(name), iter(self._said(name))

    def subjects(self) -> Iterator[tuple[URIRef | None, list[Triple]]]:
        """As a Dataset gives them."""
        things = ((None, triples) for triples in self._things())
        parts = (things, self._said_by_all("mention/"), self._said_by_all("claim/"))
        return heapq.merge(*parts, key=lambda told: place(told[1][0][0]))

    def _things(self) -> Iterator[list[Triple]]:
        quads = self._quads(None, _DEFAULT)
        names = {quad.subject.value for quad in quads}
        for name in sorted(names, key=place):
            subject = pyoxigraph.NamedNode(name)
            yield [_triple(quad) for quad in self._quads(subject, _DEFAULT)]

    def _articles(self, end: str) -> Iterator[str]:
        """The names of the named graphs, in the order that they have with ``end`` behind them."""
        names = sorted(f"{name.value}{end}" for name in self._store.named_graphs())
        return (name.removesuffix(end) for name in names)

    def _said_by_all(self, kind: str) -> Iterator[tuple[URIRef, list[Triple]]]:
        """What articles say in IRIs that begin like this; the article follows the beginning."""
        begin = self._terms.thing(kind)
        for name in self._articles(end="/"):
            for triples in self._said(name, begin):
                yield URIRef(name), triples

    def _said(self, name: str, begin: str = "") -> list[list[Triple]]:
        """The triples of a named graph, subject by subject, of subjects that begin like this."""
        subjects: dict[str, list[Triple]] = defaultdict(list)
        for quad in self._quads(None, pyoxigraph.NamedNode(name)):
            if quad.subject.value.startswith(begin):
                subjects[quad.subject.value].append(_triple(quad))
        return [subjects[subject] for subject in sorted(subjects, key=place)]

    def _quads(
        self,
        subject: pyoxigraph.NamedNode | None,
        graph: pyoxigraph.NamedNode | pyoxigraph.DefaultGraph,
    ) -> Iterator[Any]:  # Quads, whose terms might be others than those of ours
        try:
            yield from self._store.quads_for_pattern(subject, None, None, graph)
        except OSError as error:
            raise WorkspaceError(
                f"broken store ({error}); kg check --repair makes it anew"
            ) from error


def _triple(quad: Any) -> Triple:
    subject, predicate = _iri(quad.subject.value), _iri(quad.predicate.value)
    if isinstance(quad.object, pyoxigraph.NamedNode):
        return subject, predicate, _iri(quad.object.value)
    return subject, predicate, _literal(quad.object, predicate in _DEGREES)


@lru_cache(maxsize=_SOME)
def _iri(value: str) -> URIRef:
    return URIRef(value)


def _literal(literal: pyoxigraph.Literal, is_degrees: bool) -> Literal:
    """As it was before it came into the store, which keeps the value of a number, not its form."""
    if literal.language:
        return Literal(literal.value, lang=literal.language)
    datatype = literal.datatype.value
    if datatype == _DECIMAL:
        return (degrees if is_degrees else decimal)(float(literal.value))
    return Literal(literal.value, datatype=None if datatype == _STRING else _iri(datatype))
