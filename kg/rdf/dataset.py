"""A graph as RDF: what each article says in its own named graph, the merged view as default.

The default graph holds the things and the plain triples about them; the named graph of an
article (its name is the article's IRI) holds the mentions and claims that come from it, so the
graph of an article can be dropped on its own.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rdflib import Dataset, URIRef
from rdflib.namespace import RDF, RDFS

from kg.knowledge.frames import frames
from kg.knowledge.gazetteers import properties
from kg.model import Claim, Event, Graph
from kg.rdf.labels import Words, event_label, office_label
from kg.rdf.said import claim_triples, mention_triples, single_figures, told_once
from kg.rdf.slots import slots
from kg.rdf.terms import BASE, KG, PREFIXES, Terms, in_language, words
from kg.rdf.things import (
    Lookup,
    Triple,
    article_triples,
    conflict_triples,
    entity_triples,
    event_triples,
    known_triples,
    plain_triples,
    run_triples,
    state_triples,
    support_triples,
    unmentioned,
)


def dataset(graph: Graph, base: str = BASE, known: Lookup = properties) -> Dataset:
    """The RDF dataset of a graph, things under ``base``, the vocabulary where it always is.

    ``known`` tells what gazetteers add to an entity with a key. The quads are the same whatever
    the order of the graph's parts. KgError where ``base`` cannot begin an IRI.
    """
    terms = Terms(base)
    whole = _checked(graph)
    quads = Dataset()
    for prefix, namespace in PREFIXES.items():
        quads.bind(prefix, namespace, override=True, replace=True)
    default = quads.default_graph
    default.addN((*triple, default) for triple in _merged(terms, whole, known))
    for article, triples in _by_article(terms, whole).items():
        named = quads.graph(terms.article(article))
        named.addN((*triple, named) for triple in triples)
    return quads


def _checked(graph: Graph) -> Graph:
    """The graph with one claim per article, subject and slot value, and with single figures."""

    def told(event: Event) -> Event:
        claims = told_once(event.claims)
        return replace(event, claims=claims + single_figures(claims, slots()))

    return replace(
        graph,
        events=tuple(told(event) for event in graph.events),
        offices=tuple(told(office) for office in graph.offices),
    )


def _merged(terms: Terms, graph: Graph, known: Lookup) -> Iterator[Triple]:
    names = {entity.id: entity.label for entity in graph.entities}
    yield from _entities(terms, graph, known)
    yield from _articles(terms, graph)
    for office in graph.offices:
        yield from _office(terms, office, names)
    yield from _events(terms, graph, names)
    for conflict in graph.conflicts:
        yield from conflict_triples(terms, conflict)
    yield from run_triples(terms, graph.run)


def _entities(terms: Terms, graph: Graph, known: Lookup) -> Iterator[Triple]:
    for entity in graph.entities:
        yield from entity_triples(terms, entity)
        yield from known_triples(terms, entity, known)
    yield from state_triples(terms, unmentioned(graph.entities, known))


def _articles(terms: Terms, graph: Graph) -> Iterator[Triple]:
    mentioned: dict[str, set[str]] = defaultdict(set)
    for entity in graph.entities:
        for mention in entity.mentions:
            mentioned[mention.article_id].add(entity.id)
    for article in graph.articles:
        yield from article_triples(terms, article, sorted(mentioned[article.id]))


def _office(terms: Terms, office: Event, names: Mapping[str, str]) -> Iterator[Triple]:
    thing = terms.thing(office.id)
    yield thing, RDF.type, KG.Office
    yield thing, RDFS.label, words(office_label(office, names))
    yield from plain_triples(terms, office.claims)


def _events(terms: Terms, graph: Graph, names: Mapping[str, str]) -> Iterator[Triple]:
    languages = [_words(language, names) for language in ("id", "en")]
    for event in graph.events:
        yield from event_triples(terms, event, frames()[event.type].kind)
        yield from plain_triples(terms, event.claims)
        yield from _labels(terms, event, languages)
    for event_id, support in graph.support:
        yield from support_triples(terms, event_id, support)


def _words(language: str, names: Mapping[str, str]) -> Words:
    types = {name: frame.label[language] for name, frame in frames().items()}
    return Words(language=language, types=types, names=names, slots=slots())


def _labels(terms: Terms, event: Event, languages: Sequence[Words]) -> Iterator[Triple]:
    for language in languages:
        label = in_language(event_label(event, language), language.language)
        yield terms.thing(event.id), RDFS.label, label


def _by_article(terms: Terms, graph: Graph) -> dict[str, list[Triple]]:
    """Mentions and claims by the id of the article they come from."""
    triples: dict[str, list[Triple]] = {article.id: [] for article in graph.articles}
    run: URIRef = terms.run(graph.run)
    for entity in graph.entities:
        for mention in entity.mentions:
            triples[mention.article_id] += mention_triples(terms, mention, entity.id)
    claims: list[Claim] = [c for event in graph.events + graph.offices for c in event.claims]
    for claim in claims:
        triples[claim.article_id] += claim_triples(terms, claim, run)
    return triples
