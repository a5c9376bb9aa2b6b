"""The JSON-LD context: how the vocabulary's properties are written without prefixes."""

import json
from typing import Any

from rdflib import Graph as Triples
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from kg.knowledge.files import shipped
from kg.rdf.terms import KG, LANGUAGE, PREFIXES


def context(vocabulary: Triples) -> dict[str, Any]:
    """All prefixes, and a term for each property of the vocabulary with what its values are."""
    objects = vocabulary.subjects(RDF.type, OWL.ObjectProperty)
    literals = vocabulary.subjects(RDF.type, OWL.DatatypeProperty)
    values = {iri: {"@type": "@id"} for iri in objects}
    values |= {iri: _literals(vocabulary, iri) for iri in literals}
    terms = {str(iri).removeprefix(KG): {"@id": _short(iri), **values[iri]} for iri in values}
    return {**PREFIXES, **dict(sorted(terms.items()))}


def shipped_context() -> dict[str, Any]:
    """As ``ontology/context.jsonld`` has it."""
    text = (shipped("ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def _short(iri: Node) -> str:
    return f"kg:{str(iri).removeprefix(KG)}"


def _literals(vocabulary: Triples, iri: Node) -> dict[str, str]:
    """Integers are JSON's own; dates keep their datatype with each value."""
    match vocabulary.value(iri, RDFS.range):
        case RDF.langString:
            return {"@language": LANGUAGE}
        case XSD.decimal:
            return {"@type": "xsd:decimal"}
        case _:
            return {}
