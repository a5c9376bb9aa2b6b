"""Triples about the world: entities, offices, events, disagreements, and the articles."""

from collections.abc import Callable, Iterable, Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

from kg.knowledge.gazetteers import Known
from kg.model import Article, Claim, Conflict, Entity, EntityType, Event, Factuality, Run, Support
from kg.rdf.terms import (
    GEO,
    KG,
    SCHEMA,
    Terms,
    address,
    date,
    degrees,
    number,
    plain,
    predicate,
    term,
    words,
)

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_STRENGTH = {factuality: rank for rank, factuality in enumerate(Factuality)}


#: What a gazetteer knows under a key, or None.
Lookup = Callable[[str], Known | None]


def entity_triples(terms: Terms, entity: Entity, known: Lookup) -> Iterator[Triple]:
    """An entity with all its names, why they are one, and what gazetteers add."""
    thing = terms.thing(entity.id)
    yield thing, RDF.type, term(entity.type)
    yield thing, RDFS.label, words(entity.label)
    for name in entity.names:
        yield thing, SKOS.altLabel, words(name)
    for reason in entity.reasons:
        yield thing, KG.sameBecause, plain(reason)
    if entity.type is EntityType.STATE and entity.key:
        yield thing, KG.iso3, plain(entity.key)
    yield from _known_triples(terms, entity, known)


def _known_triples(terms: Terms, entity: Entity, known: Lookup) -> Iterator[Triple]:
    """What gazetteers add to an entity: other identifiers, where it lies, and in which state."""
    about = known(entity.key) if entity.key else None
    if about is None or about.type is not entity.type:
        return
    thing = terms.thing(entity.id)
    if about.wikidata:
        yield thing, OWL.sameAs, URIRef(f"http://www.wikidata.org/entity/{about.wikidata}")
    if about.geonames:
        yield thing, OWL.sameAs, URIRef(f"https://sws.geonames.org/{about.geonames}/")
    if about.latitude is not None and about.longitude is not None:
        yield thing, GEO.lat, degrees(about.latitude)
        yield thing, GEO.long, degrees(about.longitude)
    state = known(about.state) if about.state and about.type is EntityType.PLACE else None
    if state:
        yield thing, KG.inState, terms.thing(state_id(state))


def state_triples(terms: Terms, state: Known) -> Iterator[Triple]:
    """A state that no article mentions but that a mentioned place lies in."""
    thing = terms.thing(state_id(state))
    yield thing, RDF.type, KG.State
    yield thing, RDFS.label, words(state.label)
    yield thing, KG.iso3, plain(state.key)


def unmentioned(entities: Iterable[Entity], known: Lookup) -> list[Known]:
    """The states of mentioned places that are not themselves mentioned."""
    found: dict[str, Known] = {}
    mentioned = set()
    for entity in entities:
        mentioned.add(entity.id)
        about = known(entity.key) if entity.key else None
        if about and about.type is entity.type is EntityType.PLACE and about.state:
            state = known(about.state)
            found |= {state_id(state): state} if state else {}
    return [state for id_, state in found.items() if id_ not in mentioned]


def state_id(state: Known) -> str:
    """The id of a state."""
    return f"state/{state.key}"


def article_triples(terms: Terms, article: Article, mentioned: list[str]) -> Iterator[Triple]:
    """What is known about an article, and the ids of the entities it mentions."""
    thing = terms.article(article.id)
    yield thing, RDF.type, KG.Article
    yield thing, DCTERMS.identifier, plain(article.id)
    yield thing, DCTERMS.source, address(article.source)
    if article.title:
        yield thing, DCTERMS.title, words(article.title)
    if article.published:
        yield thing, SCHEMA.datePublished, date(article.published)
    if article.publisher:
        yield thing, SCHEMA.publisher, plain(article.publisher)
    for entity in mentioned:
        yield thing, SCHEMA.mentions, terms.thing(entity)


def plain_triples(terms: Terms, claims: tuple[Claim, ...]) -> Iterator[Triple]:
    """The slots of an event or office as simple triples, whatever their factuality."""
    for claim in claims:
        yield terms.thing(claim.subject), predicate(claim.slot), terms.value(claim.value)


def event_triples(terms: Terms, event: Event, kind: str) -> Iterator[Triple]:
    """What sums up the claims about an event; ``kind`` is Event or Agreement."""
    thing = terms.thing(event.id)
    yield thing, RDF.type, term(event.type)
    yield thing, RDF.type, term(kind)
    if event.claims:
        strongest = min((claim.factuality for claim in event.claims), key=_STRENGTH.__getitem__)
        yield thing, KG.factuality, term(strongest)


def support_triples(terms: Terms, event: str, support: Support) -> Iterator[Triple]:
    """How many tell of the event with this id."""
    thing = terms.thing(event)
    yield thing, KG.articleCount, number(support.articles)
    yield thing, KG.outletCount, number(support.outlets)
    yield thing, KG.sourceCount, number(support.independent)


def conflict_triples(terms: Terms, conflict: Conflict) -> Iterator[Triple]:
    """Claims that cannot all be true."""
    thing = terms.thing(conflict.id)
    yield thing, RDF.type, KG.Conflict
    yield thing, KG.onSubject, terms.thing(conflict.subject)
    yield thing, KG.onProperty, predicate(conflict.slot)
    for claim in conflict.claims:
        yield thing, KG.claim, terms.claim(claim)


def run_triples(terms: Terms, run: Run) -> Iterator[Triple]:
    """What made the claims."""
    thing = terms.run(run)
    yield thing, RDF.type, KG.Run
    yield thing, RDF.type, PROV.Activity
    yield thing, KG.version, plain(run.version)
    yield thing, KG.models, plain(run.models)
    yield thing, KG.settings, plain(run.settings)
