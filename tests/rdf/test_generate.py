"""The generated vocabulary is the committed one, and describes all that graphs use."""

from pathlib import Path

import pytest
from rdflib import Graph as Triples
from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg.knowledge.files import shipped
from kg.knowledge.frames import frames
from kg.rdf.dataset import Dataset
from kg.rdf.generate import generate, write
from kg.rdf.slots import slots
from kg.rdf.terms import KG, PREFIXES, SCHEMA, SEM
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold


@pytest.fixture(scope="module")
def vocabulary() -> Triples:
    ontology = shipped("ontology")
    return Triples().parse(ontology / "core.ttl").parse(ontology / "events.ttl")


@pytest.mark.parametrize("name", ["events.ttl", "shapes.ttl", "context.jsonld"])
def test_committed_file_is_what_would_be_written(name: str) -> None:
    committed = (shipped("ontology") / name).read_text(encoding="utf-8")
    assert committed == generate()[name], "run kg ontology"


def test_write_puts_the_files_where_told(tmp_path: Path) -> None:
    assert sorted(path.name for path in write(tmp_path)) == sorted(generate())


def test_every_term_has_label_and_comment_in_both_languages(vocabulary: Triples) -> None:
    terms = {s for s in vocabulary.subjects(RDF.type) if isinstance(s, URIRef)}
    for term in terms:
        for field in (RDFS.label, RDFS.comment):
            texts = vocabulary.objects(term, field)
            languages = sorted(str(t.language) for t in texts if isinstance(t, Literal))
            assert languages == ["en", "id"], (term, field)


def test_every_term_that_graphs_use_is_described(vocabulary: Triples) -> None:
    used = {
        term
        for triple in Dataset(graph_from_gold(SEEDS, CROSSDOC)).triples()
        for term in triple
        if isinstance(term, URIRef) and term.startswith(KG)
    }
    assert used <= set(vocabulary.subjects(RDF.type))
    assert KG.Meeting in used


def test_every_event_type_and_slot_is_in_the_vocabulary(vocabulary: Triples) -> None:
    for frame in frames().values():
        assert (KG[frame.name], RDFS.subClassOf, KG[frame.kind]) in vocabulary
    properties = {OWL.ObjectProperty, OWL.DatatypeProperty}
    for slot in slots():
        assert set(vocabulary.objects(KG[slot], RDF.type)) <= properties
        assert (KG[slot], RDF.type, None) in vocabulary


@pytest.mark.parametrize(
    ("term", "relation", "other"),
    [
        (KG.Event, RDFS.subClassOf, SEM.Event),
        (KG.Agreement, RDFS.subClassOf, SCHEMA.Legislation),
        (KG.Person, RDFS.subClassOf, SCHEMA.Person),
        (KG.State, RDFS.subClassOf, SCHEMA.Country),
        (KG.Article, RDFS.subClassOf, SCHEMA.NewsArticle),
        (KG.Claim, RDFS.subClassOf, RDF.Statement),
        (KG.participant, RDFS.subPropertyOf, SEM.hasActor),
        (KG.place, RDFS.subPropertyOf, SEM.hasPlace),
        (KG.date, RDFS.subPropertyOf, SEM.hasTime),
    ],
)
def test_vocabulary_is_aligned_with_others(
    vocabulary: Triples, term: URIRef, relation: URIRef, other: URIRef
) -> None:
    assert (term, relation, other) in vocabulary


def test_treaty_is_no_event(vocabulary: Triples) -> None:
    above = set(vocabulary.transitive_objects(KG.Treaty, RDFS.subClassOf))
    assert SCHEMA.Legislation in above
    assert not above & {KG.Event, SEM.Event}


@pytest.mark.parametrize("name", ["core.ttl", "events.ttl", "shapes.ttl"])
def test_prefixes_are_the_same_in_every_file(name: str) -> None:
    lines = (shipped("ontology") / name).read_text(encoding="utf-8").splitlines()
    declared = dict(
        line.removeprefix("@prefix ").removesuffix(" .").split(": ")
        for line in lines
        if line.startswith("@prefix")
    )
    assert declared.items() <= {name: f"<{iri}>" for name, iri in PREFIXES.items()}.items()
