"""Validates a written graph against the shapes, and its quotes against the articles.

A violation names the article and the words that led to it, since that is where a reader looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import Graph as Triples
from rdflib import URIRef
from rdflib.exceptions import ParserError
from rdflib.namespace import DCTERMS, PROV, RDF, SH
from rdflib.term import Node

from kg.errors import WorkspaceError
from kg.knowledge.files import shipped
from kg.rdf.terms import KG, whole


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """A rule that the graph breaks, and the place in an article that led to it."""

    article: str  #: identifier, or "" where no article can be named
    quote: str  #: the sentence or name, or ""
    rule: str  #: in words
    thing: str  #: IRI of what breaks the rule
    value: str  #: what is wrong about it, or "" where something is missing


def check(path: Path, texts: Mapping[str, str] | None = None) -> tuple[Violation, ...]:
    """All violations in a Turtle file, sorted; none if it conforms.

    ``texts`` are articles by identifier; quotes from them must stand where the graph says.
    WorkspaceError where the file cannot be read or is not Turtle.
    """
    triples = read(path)
    return tuple(sorted({*shape_violations(triples), *quote_violations(triples, texts or {})}))


def read(path: Path) -> Triples:
    """The triples of a Turtle file; WorkspaceError where it cannot be read or is not Turtle."""
    try:
        return Triples().parse(path, format="turtle")
    except OSError as error:
        raise WorkspaceError(f"{path}: {error.strerror}; kg build writes it") from error
    except (ParserError, SyntaxError, ValueError) as error:
        why = " ".join(str(error).split())
        raise WorkspaceError(f"{path}: not Turtle: {why}") from error


def shape_violations(triples: Triples) -> Iterator[Violation]:
    """What breaks a rule of ontology/shapes.ttl."""
    shapes = Triples().parse(shipped("ontology") / "shapes.ttl", format="turtle")
    _, report, _ = pyshacl.validate(triples, shacl_graph=shapes, inplace=True, meta_shacl=False)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        thing, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        article, quote = _said(triples, thing, report.value(result, SH.resultPath), value)
        yield Violation(
            article=article,
            quote=quote,
            rule=str(report.value(result, SH.resultMessage)),
            thing=str(thing),
            value="" if value is None or value == thing else str(value),
        )


def quote_violations(triples: Triples, texts: Mapping[str, str]) -> Iterator[Violation]:
    """Quotes that do not stand at their offsets in the texts; other articles are left out."""
    known = {identifier: whole(text) for identifier, text in texts.items()}
    for said, quote in triples.subject_objects(KG.quote):
        article = _article(triples, said)
        start, end = (triples.value(said, bound) for bound in (KG.start, KG.end))
        if article in known and start is not None and end is not None:
            there = known[article][int(str(start)) : int(str(end))]
            if there != str(quote):
                rule = "a quote stands at its place in the article"
                yield Violation(
                    article=article, quote=str(quote), rule=rule, thing=str(said), value=there
                )


def _said(
    triples: Triples, thing: Node | None, path: Node | None, value: Node | None
) -> tuple[str, str]:
    """The article and the words behind a thing: those that say the value, if any do."""
    claims = set(triples.subjects(RDF.subject, thing)) | set(triples.objects(thing, KG.claim))
    saying = {
        claim
        for claim in claims
        if (claim, RDF.predicate, path) in triples and (claim, RDF.object, value) in triples
    }
    mentions = set(triples.subjects(KG.refersTo, thing))
    for places in ({thing}, saying, claims, mentions):
        quotes = {(_article(triples, place), _text(triples, place, KG.quote)) for place in places}
        told = sorted(pair for pair in quotes if pair[0])
        if told:
            return told[0]
    return _text(triples, thing, DCTERMS.identifier), ""


def _article(triples: Triples, said: Node | None) -> str:
    return _text(triples, triples.value(said, PROV.wasDerivedFrom), DCTERMS.identifier)


def _text(triples: Triples, thing: Node | None, field: URIRef) -> str:
    return "" if thing is None else min(map(str, triples.objects(thing, field)), default="")
