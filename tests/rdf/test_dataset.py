"""The RDF of a graph has the public shape, whatever the order of the graph's parts."""

import importlib.util
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

from kg.knowledge.gazetteers import Known
from kg.model import Conflict, EntityType, Event, Factuality, Graph, Support
from kg.rdf.dataset import Dataset
from kg.rdf.terms import GEO, KG, SCHEMA, Terms
from kg.rdf.things import Triple
from kg.rdf.writing import lines
from kg.views import turtle
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import article, claim, entity, event, graph, mention

T = TypeVar("T")

TERMS = Terms()
E1 = TERMS.thing("event/e1")


def triples(made: Graph) -> set[Triple]:
    return set(Dataset(made).triples())


def values(made: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(o) for s, p, o in Dataset(made).triples() if (s, p) == (subject, predicate))


def test_plain_triple_stands_beside_its_claim() -> None:
    said = claim("place", "place/bogor")
    told = triples(graph(event("Meeting", said)))
    iri = TERMS.claim(said)
    assert (E1, KG.place, TERMS.thing("place/bogor")) in told
    assert {
        (iri, RDF.type, KG.Claim),
        (iri, RDF.subject, E1),
        (iri, RDF.predicate, KG.place),
        (iri, RDF.object, TERMS.thing("place/bogor")),
        (iri, PROV.wasDerivedFrom, TERMS.article("a1")),
        (iri, KG.quote, Literal("Budi bertemu Ani di Bogor.", lang="id")),
        (iri, KG.start, Literal(0)),
        (iri, KG.end, Literal(26)),
        (iri, KG.factuality, KG.Certain),
        (iri, KG.confidence, Literal("0.8", datatype=XSD.decimal)),
    } <= told


def test_sources_and_deniers_are_on_the_claim() -> None:
    said = replace(
        claim("place", "place/bogor"), attributed_to=("person/ani",), denied_by=("person/budi",)
    )
    told = triples(graph(event("Meeting", said)))
    assert (TERMS.claim(said), KG.attributedTo, TERMS.thing("person/ani")) in told
    assert (TERMS.claim(said), KG.deniedBy, TERMS.thing("person/budi")) in told


def test_type_is_claimed_too() -> None:
    told = triples(graph(event("Visit")))
    iri = TERMS.claim(claim("type", "Visit"))
    assert {(E1, RDF.type, KG.Visit), (E1, RDF.type, KG.Event)} <= told
    assert {(iri, RDF.predicate, RDF.type), (iri, RDF.object, KG.Visit)} <= told


def test_treaty_is_an_agreement_and_no_event() -> None:
    kinds = values(graph(event("Treaty")), E1, RDF.type)
    assert kinds == [str(KG.Agreement), str(KG.Treaty)]


@pytest.mark.parametrize(
    ("slot", "text", "value"),
    [
        ("date", "2025-03-21", Literal("2025-03-21", datatype=XSD.date)),
        ("date", "2025-03", Literal("2025-03", datatype=XSD.gYearMonth)),
        ("date", "2025", Literal("2025", datatype=XSD.gYear)),
        ("stance", "Warn", KG.Warn),
        ("item", "beras", Literal("beras", lang="id")),
    ],
)
def test_values_have_the_type_of_their_kind(slot: str, text: str, value: object) -> None:
    assert (E1, KG[slot], value) in triples(graph(event("Statement", claim(slot, text))))


def test_single_figure_is_given_beside_its_bounds() -> None:
    told = graph(event("Casualties", claim("killedMin", "12"), claim("killedMax", "12")))
    for slot in ("killed", "killedMin", "killedMax"):
        assert values(told, E1, KG[slot]) == ["12"]
    assert (TERMS.claim(claim("killed", "12")), RDF.predicate, KG.killed) in triples(told)


def test_range_of_figures_has_no_single_one() -> None:
    told = graph(event("Casualties", claim("killedMin", "10"), claim("killedMax", "12")))
    assert values(told, E1, KG.killed) == []


def test_bounds_of_different_articles_make_no_single_figure() -> None:
    told = graph(event("Casualties", claim("killedMin", "12"), claim("killedMax", "12", "a2")))
    assert values(told, E1, KG.killed) == []


def test_event_is_as_factual_as_its_strongest_claim() -> None:
    weak = replace(claim("place", "place/bogor"), factuality=Factuality.DENIED)
    mixed = Event(
        id="event/e1",
        type="Meeting",
        claims=(weak, replace(claim("type", "Meeting", "a2"), factuality=Factuality.PLANNED)),
    )
    assert values(graph(mixed), E1, KG.factuality) == [str(KG.Planned)]


def test_denied_slots_still_stand_as_plain_triples() -> None:
    denied = replace(claim("place", "place/bogor"), factuality=Factuality.DENIED)
    told = Event(id="event/e1", type="Meeting", claims=(denied,))
    assert values(graph(told), E1, KG.place) == [str(TERMS.thing("place/bogor"))]


def test_one_claim_for_each_article_and_value_and_the_strongest_is_kept() -> None:
    first = replace(claim("place", "place/bogor"), factuality=Factuality.POSSIBLE)
    later = replace(claim("place", "place/bogor"), start=30, end=56)
    told = graph(event("Meeting", first, later))
    assert values(told, TERMS.claim(first), KG.start) == ["30"]
    assert values(told, TERMS.claim(first), KG.factuality) == [str(KG.Certain)]


def test_articles_outlets_and_sources_of_an_event_are_counted() -> None:
    counts = Support(articles=3, outlets=2, independent=1)
    told = replace(graph(event("Visit")), support=(("event/e1", counts),))
    assert values(told, E1, KG.articleCount) == ["3"]
    assert values(told, E1, KG.outletCount) == ["2"]
    assert values(told, E1, KG.sourceCount) == ["1"]


def test_events_have_labels_in_both_languages() -> None:
    told = triples(graph(event("Visit")))
    labels = [o for s, p, o in told if (s, p) == (E1, RDFS.label) and isinstance(o, Literal)]
    assert sorted(str(label.language) for label in labels) == ["en", "id"]


def test_entity_has_its_label_every_spelling_and_its_mentions() -> None:
    kim = entity("person/kim", "Kim Jong Un", mention("Kim"), mention("Kim Jong-un", 30, "a2"))
    told, iri = triples(graph(entities=(kim,))), TERMS.thing("person/kim")
    assert {
        (iri, RDF.type, KG.Person),
        (iri, RDFS.label, Literal("Kim Jong Un", lang="id")),
        (iri, SKOS.altLabel, Literal("Kim", lang="id")),
        (iri, SKOS.altLabel, Literal("Kim Jong-un", lang="id")),
        (TERMS.article("a1"), SCHEMA.mentions, iri),
        (TERMS.article("a2"), SCHEMA.mentions, iri),
    } <= told
    place = TERMS.mention(kim.mentions[1])
    assert {
        (place, KG.refersTo, iri),
        (place, KG.start, Literal(30)),
        (place, KG.end, Literal(41)),
        (place, PROV.wasDerivedFrom, TERMS.article("a2")),
    } <= told


def known(key: str) -> Known | None:
    bogor = Known(
        key="bogor",
        type=EntityType.PLACE,
        kind="city",
        label="Bogor",
        names=("Bogor",),
        state="IDN",
        wikidata="Q1",
        latitude=-6.6,
        longitude=106.8,
    )
    state = Known(key="IDN", type=EntityType.STATE, kind="state", label="Indonesia", names=())
    return {"bogor": bogor, "IDN": state}.get(key)


def test_gazetteers_add_identifiers_coordinates_and_the_state() -> None:
    bogor = entity("place/bogor", "Bogor", mention("Bogor", type_="Place"), key="bogor")
    told = set(Dataset(graph(entities=(bogor,)), known=known).triples())
    iri, state = TERMS.thing("place/bogor"), TERMS.thing("state/IDN")
    assert {
        (iri, OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q1")),
        (iri, GEO.lat, Literal("-6.60000", datatype=XSD.decimal)),
        (iri, KG.inState, state),
        (state, RDFS.label, Literal("Indonesia", lang="id")),
        (state, KG.iso3, Literal("IDN")),
    } <= told


def test_state_that_is_mentioned_keeps_its_own_label() -> None:
    bogor = entity("place/bogor", "Bogor", mention("Bogor", type_="Place"), key="bogor")
    ri = entity("state/IDN", "Republik Indonesia", mention("RI", type_="State"), key="IDN")
    told = Dataset(graph(entities=(bogor, ri)), known=known).triples()
    labels = {str(o) for s, p, o in told if (s, p) == (TERMS.thing("state/IDN"), RDFS.label)}
    assert labels == {"Republik Indonesia"}


def test_conflict_points_to_its_claims() -> None:
    here, there = claim("place", "place/bogor"), claim("place", "place/solo", "a2")
    conflict = Conflict(
        id="conflict/e1-place", subject="event/e1", slot="place", claims=(here, there)
    )
    made = replace(graph(event("Meeting", here, there)), conflicts=(conflict,))
    iri = TERMS.thing("conflict/e1-place")
    assert values(made, iri, KG.claim) == sorted([str(TERMS.claim(here)), str(TERMS.claim(there))])
    assert values(made, iri, KG.onProperty) == [str(KG.place)]


def test_article_carries_what_is_known_about_it() -> None:
    full = article(title="Judul", published="2025-09-04", publisher="detik.com")
    told = triples(replace(graph(articles=0), articles=(full,)))
    iri = TERMS.article("a1")
    assert {
        (iri, DCTERMS.identifier, Literal("a1")),
        (iri, DCTERMS.title, Literal("Judul", lang="id")),
        (iri, DCTERMS.source, Literal("a1.txt")),
        (iri, SCHEMA.datePublished, Literal("2025-09-04", datatype=XSD.date)),
        (iri, SCHEMA.publisher, Literal("detik.com")),
    } <= told


def test_named_graph_of_an_article_holds_what_it_says_and_nothing_else() -> None:
    made = graph_from_gold(SEEDS)
    parts = {
        name: [triple for triples in subjects for triple in triples]
        for name, subjects in Dataset(made).graphs()
    }
    assert set(parts) == {None, *(TERMS.article(a.id) for a in made.articles)}
    said = {KG.Mention, KG.Claim}
    for name, part in parts.items():
        kinds = {o for _, p, o in part if p == RDF.type}
        assert (kinds <= said) if name else not (kinds & said)
        sources = {o for _, p, o in part if p == PROV.wasDerivedFrom}
        assert sources == ({name} if name else set())


def shuffled(made: Graph, seed: int) -> Graph:
    rng = random.Random(seed)

    def mix(parts: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(rng.sample(parts, len(parts)))

    return replace(
        made,
        articles=mix(made.articles),
        entities=mix(tuple(replace(e, mentions=mix(e.mentions)) for e in made.entities)),
        events=mix(tuple(replace(e, claims=mix(e.claims)) for e in made.events)),
        offices=mix(tuple(replace(e, claims=mix(e.claims)) for e in made.offices)),
        conflicts=mix(tuple(replace(c, claims=mix(c.claims)) for c in made.conflicts)),
    )


def quads(made: Dataset) -> list[str]:
    return list(lines(made, named=True))


def test_order_of_the_parts_makes_no_difference() -> None:
    made = graph_from_gold(SEEDS, CROSSDOC)
    written = quads(Dataset(made))
    assert all(quads(Dataset(shuffled(made, seed))) == written for seed in range(3))


def test_own_base_moves_things_and_not_the_vocabulary() -> None:
    told = set(Dataset(graph(event("Visit")), base="http://x.org/").triples())
    iris = {str(s) for s, _, _ in told}
    assert iris
    assert all(iri.startswith("http://x.org/") for iri in iris)
    assert (URIRef("http://x.org/event/e1"), RDF.type, KG.Visit) in told


def test_every_plain_slot_of_a_gold_graph_has_its_claim() -> None:
    told = set(Dataset(graph_from_gold(SEEDS)).triples())
    claims = {s for s, p, o in told if (p, o) == (RDF.type, KG.Claim)}
    field = {
        p: {s: o for s, q, o in told if q == p} for p in (RDF.subject, RDF.predicate, RDF.object)
    }
    said = {tuple(field[p][c] for p in (RDF.subject, RDF.predicate, RDF.object)) for c in claims}
    subjects = {s for s, _, _ in said}
    derived = {RDFS.label, KG.factuality, KG.articleCount, KG.outletCount, KG.sourceCount}
    derived_types = {KG.Event, KG.Agreement}
    plain = {
        (s, p, o)
        for s, p, o in told
        if s in subjects and p not in derived and o not in derived_types
    }
    assert plain == said


@pytest.mark.skipif(
    "SIMPUL_DATA" not in os.environ, reason="SIMPUL_DATA: no folder with the scorer"
)
def test_graph_of_gold_articles_scores_full_marks(tmp_path: Path) -> None:
    gold = Path(os.environ["SIMPUL_DATA"]) / "gold"
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    made = graph_from_gold(sorted((gold / "dev").glob("*.gold.json")))
    turtle.write(made, Dataset(made), tmp_path / "graph.ttl")
    figures, errors = scorer.score(
        scorer.from_json(gold / "dev"), scorer.from_rdf(tmp_path / "graph.ttl"), 5
    )
    assert errors == []
    for name in ("entities", "events", "events core", "offices", "attribution"):
        assert figures[name]["F1"] == 1, name
    assert figures["factuality accuracy"] == 1
