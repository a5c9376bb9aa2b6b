"""What a query built, as JSON-LD: short names, and nothing lost to them."""

import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.compact import Names, compact
from kg.rdf.context import shipped_context
from kg.rdf.terms import PREFIXES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

KG = PREFIXES["kg"]
XSD = PREFIXES["xsd"]
CONTEXT = Names(shipped_context())
NAMES = (
    "confidence",
    "force",
    "date",
    "claim",
    "outletCount",
    "quote",
    "Meeting",
    "",
    "//x",
    "a b",
)
SPACES = (*PREFIXES.values(), "https://example.org/", "kg:", "claim:", "urn:x:", "http://")
iris = st.builds(
    lambda space, name: NamedNode(space + name.replace(" ", "%20")),
    st.sampled_from(SPACES),
    st.sampled_from(NAMES),
).filter(lambda iri: iri.value not in {"http://", "kg:", "claim:", "urn:x:"})
texts = st.sampled_from(["7", "-0", "007", "9007199254740993", "0.50", "x", "", '"</script>', "😀"])
kinds = st.sampled_from(["integer", "decimal", "date", "boolean", "double", "string"])
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["id", "en"])),
    st.builds(lambda text, kind: Literal(text, datatype=NamedNode(XSD + kind)), texts, kinds),
)
blanks = st.sampled_from(["x", "y"]).map(BlankNode)
properties = st.one_of(
    iris,
    st.just(NamedNode(PREFIXES["rdf"] + "type")),
    st.sampled_from(NAMES[:6]).map(lambda name: NamedNode(KG + name)),
)
triples = st.builds(Triple, st.one_of(iris, blanks), properties, st.one_of(iris, blanks, literals))


def written(*found: Triple) -> bytes:
    return compact(sorted(set(found), key=str), CONTEXT)


@given(st.lists(triples, max_size=6))
def test_what_is_read_back_is_what_was_found(found: list[Triple]) -> None:
    read = pyoxigraph.parse(written(*found), format=pyoxigraph.RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(found)


def test_names_and_values_are_short_and_another_parser_reads_them() -> None:
    meeting = NamedNode("https://example.org/meeting")
    found = [
        Triple(meeting, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(KG + "Meeting")),
        Triple(meeting, NamedNode(KG + "outletCount"), Literal(2)),
        Triple(meeting, NamedNode(KG + "participant"), NamedNode("https://example.org/kim")),
        Triple(meeting, NamedNode(PREFIXES["rdfs"] + "label"), Literal("Temu", language="id")),
        Triple(meeting, NamedNode("https://example.org/by"), BlankNode("x")),
    ]
    document = json.loads(written(*found))
    assert PREFIXES.items() <= document["@context"].items()
    assert document["@graph"] == [
        {
            "@id": "https://example.org/meeting",
            "@type": "kg:Meeting",
            "https://example.org/by": {"@id": "_:x"},
            "outletCount": 2,
            "participant": "https://example.org/kim",
            "rdfs:label": {"@language": "id", "@value": "Temu"},
        }
    ]
    read = rdflib.Graph().parse(data=written(*found), format="json-ld")
    lines = {
        " ".join(term.n3() for term in triple)
        for triple in read
        if not isinstance(triple[2], rdflib.BNode)
    }
    plain = (str(triple).replace(f'"2"^^<{XSD}integer>', "2") for triple in found[:4])
    assert {line.replace(f'"2"^^<{XSD}integer>', "2") for line in lines} == set(plain)
    assert len(read) == 5


@pytest.mark.parametrize(
    "value",
    [Literal("x", language="ar", direction=pyoxigraph.BaseDirection.RTL), NamedNode("kg:a")],
)
def test_what_short_names_cannot_say_is_said_without(value: Literal | NamedNode) -> None:
    document = json.loads(written(Triple(NamedNode("urn:a"), NamedNode(KG + "name"), value)))
    assert document[0]["@id"] == "urn:a"
    assert f"{KG}name" in document[0]


def test_nothing_found_is_an_empty_document() -> None:
    assert json.loads(written())["@graph"] == []
