"""A graph as RDF: what each article says in its own named graph, the merged view as default.

The default graph holds the things and the plain triples about them; the named graph of an
article (its name is the article's IRI) holds the mentions and claims that come from it, so the
graph of an article can be dropped on its own.

Triples are made when they are asked for, one part after the other: however large the graph, only
a part of it is held as RDF.
"""

import heapq
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Protocol

from rdflib import URIRef
from rdflib.namespace import RDF, RDFS

from kg.knowledge.frames import frames
from kg.knowledge.gazetteers import properties
from kg.model import Claim, Event, Graph, Mention
from kg.rdf.labels import Words, event_label, office_label
from kg.rdf.said import claim_triples, mention_triples, single_figures, told_once
from kg.rdf.slots import slots
from kg.rdf.terms import BASE, KG, Terms, in_language, words
from kg.rdf.things import (
    Lookup,
    Triple,
    article_triples,
    conflict_triples,
    entity_triples,
    event_triples,
    plain_triples,
    run_triples,
    state_id,
    state_triples,
    support_triples,
    unmentioned,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A whole named graph, or all that the default graph has of one subject.

    With a digest it may be what the default graph has of a subject and of disagreements on it.
    """

    name: URIRef  #: of the graph, or the subject
    make: Callable[[], Iterable[Triple]]
    digest: bytes = b""  #: of what it is made of, where that is known: equal ones, equal triples

    def triples(self) -> list[Triple]:
        """Its triples, each once."""
        return list(dict.fromkeys(self.make()))


@dataclass(slots=True)
class _Said:
    """What one article says."""

    mentions: list[tuple[Mention, str]] = field(default_factory=list)  #: with the entity's id
    claims: list[Claim] = field(default_factory=list)

    @property
    def entities(self) -> list[str]:
        """The ids of the entities that it mentions, sorted."""
        return sorted({entity for _, entity in self.mentions})


def place(iri: str) -> str:
    """Sorts subjects as their statements are sorted when they are written."""
    return f"<{iri}>"


class Quads(Protocol):
    """The statements of a dataset in the order in which they are written."""

    def graphs(self) -> Iterator[tuple[URIRef | None, Iterator[list[Triple]]]]:
        """The default graph (None), then the named ones; of each the triples subject by subject."""

    def subjects(self) -> Iterator[tuple[URIRef | None, list[Triple]]]:
        """All graphs as one: of each subject its graph and triples, in the order of ``place``."""


class Dataset:
    """The RDF dataset of a graph, things under ``base``, the vocabulary where it always is.

    ``known`` tells what gazetteers add to an entity with a key. The quads are the same whatever
    the order of the graph's parts. KgError where ``base`` cannot begin an IRI.
    """

    def __init__(self, graph: Graph, base: str = BASE, known: Lookup = properties) -> None:
        self.graph = graph
        self._known = known
        self._terms = Terms(base)
        self._run = self._terms.run(graph.run)
        self._names = {entity.id: entity.label for entity in graph.entities}

    def things(self) -> Iterator[Part]:
        """The default graph: a part for each subject, in the order of ``place``."""
        parts = sorted(self._things(), key=lambda part: place(part.name))
        for _, group in itertools.groupby(parts, key=lambda part: part.name):
            yield _joined(list(group))

    def articles(self) -> Iterator[Part]:
        """The named graphs that have triples, a part for each, sorted by name."""
        named = sorted((self._terms.article(id_), id_) for id_ in self._said)
        for name, id_ in named:
            said = self._said[id_]
            yield Part(name, partial(self._graph_of, said))

    def graphs(self) -> Iterator[tuple[URIRef | None, Iterator[list[Triple]]]]:
        """The default graph (None), then the named ones; of each the triples subject by subject."""
        yield None, (part.triples() for part in self.things())
        for part in self.articles():
            yield part.name, _by_subject(part.triples())

    def subjects(self) -> Iterator[tuple[URIRef | None, list[Triple]]]:
        """All graphs as one: of each subject its graph and triples, in the order of ``place``.

        No subject is in two graphs.
        """
        things = ((None, part.triples()) for part in self.things())
        parts = (things, self._said_by_all(self._mentions), self._said_by_all(self._claims))
        return heapq.merge(*parts, key=lambda told: place(told[1][0][0]))

    def triples(self) -> Iterator[Triple]:
        """The triples of all graphs, each once."""
        return (triple for _, triples in self.subjects() for triple in triples)

    def _said_by_all(
        self, make: Callable[[_Said], Iterable[Triple]]
    ) -> Iterator[tuple[URIRef, list[Triple]]]:
        """What ``make`` tells of each article; in the IRIs, the article follows one beginning."""
        for name, id_ in sorted((f"{self._terms.article(id_)}/", id_) for id_ in self._said):
            for triples in _by_subject(make(self._said[id_])):
                yield URIRef(name[:-1]), triples

    @cached_property
    def _languages(self) -> list[Words]:
        return [self._words(language) for language in ("id", "en")]

    @cached_property
    def _said(self) -> dict[str, _Said]:
        """What each article says, if it says anything, by its identifier."""
        said: dict[str, _Said] = defaultdict(_Said)
        for entity in self.graph.entities:
            for mention in entity.mentions:
                said[mention.article_id].mentions.append((mention, entity.id))
        for event in (*self.graph.events, *self.graph.offices):
            for claim in _told(event).claims:
                said[claim.article_id].claims.append(claim)
        return dict(said)

    def _graph_of(self, said: _Said) -> Iterator[Triple]:
        yield from self._mentions(said)
        yield from self._claims(said)

    def _mentions(self, said: _Said) -> Iterator[Triple]:
        for mention, entity in said.mentions:
            yield from mention_triples(self._terms, mention, entity)

    def _claims(self, said: _Said) -> Iterator[Triple]:
        for claim in said.claims:
            yield from claim_triples(self._terms, claim, self._run)

    def _things(self) -> Iterator[Part]:
        graph, thing = self.graph, self._terms.thing
        for entity in graph.entities:
            make = partial(entity_triples, self._terms, entity, self._known)
            yield Part(thing(entity.id), make)
        for state in unmentioned(graph.entities, self._known):
            yield Part(thing(state_id(state)), partial(state_triples, self._terms, state))
        for article in graph.articles:
            entities = self._said[article.id].entities if article.id in self._said else []
            make = partial(article_triples, self._terms, article, entities)
            yield Part(self._terms.article(article.id), make)
        for office in graph.offices:
            yield Part(thing(office.id), partial(self._office, office))
        for event in graph.events:
            yield Part(thing(event.id), partial(self._event, event))
        for event_id, support in graph.support:
            make = partial(support_triples, self._terms, event_id, support)
            yield Part(thing(event_id), make)
        for conflict in graph.conflicts:
            make = partial(conflict_triples, self._terms, conflict)
            yield Part(thing(conflict.id), make)
        yield Part(self._run, partial(run_triples, self._terms, graph.run))

    def _office(self, office: Event) -> Iterator[Triple]:
        thing = self._terms.thing(office.id)
        yield thing, RDF.type, KG.Office
        yield thing, RDFS.label, words(office_label(office, self._names))
        yield from plain_triples(self._terms, _told(office).claims)

    def _event(self, event: Event) -> Iterator[Triple]:
        told = _told(event)
        thing = self._terms.thing(event.id)
        yield from event_triples(self._terms, told, frames()[event.type].kind)
        yield from plain_triples(self._terms, told.claims)
        for language in self._languages:
            yield thing, RDFS.label, in_language(event_label(told, language), language.language)

    def _words(self, language: str) -> Words:
        types = {name: frame.label[language] for name, frame in frames().items()}
        return Words(language=language, types=types, names=self._names, slots=slots())


def _told(event: Event) -> Event:
    """An event or office with one claim per article and slot value, and with single figures."""
    claims = told_once(event.claims)
    return replace(event, claims=claims + single_figures(claims, slots()))


def _joined(parts: Sequence[Part]) -> Part:
    """One part of several for the same subject."""
    first, *others = parts
    if not others:
        return first
    return Part(first.name, lambda: (t for part in parts for t in part.make()))


def _by_subject(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """The triples of each subject, each once, in the order of ``place``."""
    subjects: dict[URIRef, dict[Triple, None]] = defaultdict(dict)
    for triple in triples:
        subjects[triple[0]][triple] = None
    for subject in sorted(subjects, key=place):
        yield list(subjects[subject])
