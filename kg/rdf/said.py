"""Triples about the articles' words: who is mentioned where, and who says what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rdflib import URIRef
from rdflib.namespace import PROV, RDF

from kg.model import Claim, Factuality, Mention
from kg.rdf.slots import Slot
from kg.rdf.terms import KG, Terms, decimal, number, plain, predicate, term, words
from kg.rdf.things import Triple

_STRENGTH = {factuality: rank for rank, factuality in enumerate(Factuality)}


def mention_triples(terms: Terms, mention: Mention, entity: str) -> Iterator[Triple]:
    """A place in an article that names the entity with this id."""
    thing = terms.mention(mention)
    yield thing, RDF.type, KG.Mention
    yield thing, KG.refersTo, terms.thing(entity)
    yield from _place_triples(terms, thing, mention)


def claim_triples(terms: Terms, claim: Claim, run: URIRef) -> Iterator[Triple]:
    """What an article says, the sentence that says it, on whose word, and how it was found."""
    thing = terms.claim(claim)
    yield thing, RDF.type, KG.Claim
    yield thing, RDF.subject, terms.thing(claim.subject)
    yield thing, RDF.predicate, predicate(claim.slot)
    yield thing, RDF.object, terms.value(claim.value)
    yield from _place_triples(terms, thing, claim)
    yield thing, KG.factuality, term(claim.factuality)
    for source in claim.attributed_to:
        yield thing, KG.attributedTo, terms.thing(source)
    for denier in claim.denied_by:
        yield thing, KG.deniedBy, terms.thing(denier)
    yield thing, KG.confidence, decimal(claim.confidence)
    yield thing, KG.rule, plain(claim.reason)
    yield thing, PROV.wasGeneratedBy, run


def _place_triples(terms: Terms, thing: URIRef, said: Mention | Claim) -> Iterator[Triple]:
    yield thing, PROV.wasDerivedFrom, terms.article(said.article_id)
    yield thing, KG.quote, words(said.quote)
    yield thing, KG.start, number(said.start)
    yield thing, KG.end, number(said.end)


def told_once(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim per article, subject and slot value: the strongest, of these the earliest."""
    best: dict[tuple[str, str, str, str], Claim] = {}
    for claim in claims:
        key = claim.article_id, claim.subject, claim.slot, claim.value.text
        best[key] = min(best.get(key, claim), claim, key=_rank)
    return tuple(claim for _, claim in sorted(best.items()))


def _rank(claim: Claim) -> tuple[object, ...]:
    sources = (claim.attributed_to, claim.denied_by)
    return (
        _STRENGTH[claim.factuality],
        claim.start,
        claim.end,
        -claim.confidence,
        sources,
        claim.reason,
    )


def single_figures(claims: Sequence[Claim], slots: Mapping[str, Slot]) -> tuple[Claim, ...]:
    """A claim for each figure whose two bounds are equal in one sentence of one article."""
    given = {(c.article_id, c.start, c.slot, c.value): c for c in claims}
    figures = []
    for slot in slots.values():
        low, high = slot.bounds or (None, None)
        for (article, start, name, value), claim in given.items():
            if name == low and (article, start, high, value) in given:
                figures.append(replace(claim, slot=slot.name))
    return tuple(figures)
