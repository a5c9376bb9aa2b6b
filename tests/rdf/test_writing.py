"""What is written is read back as it was, by two readers that share no code."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.rdf.terms import KG, words
from kg.rdf.writing import Triple, prefix_lines, short, statements, turtle

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

HOSTILE = (
    'Kata "kutip" dan \\ garis',
    "baris\nbaru\r\n\ttab",
    "\x00\x01\x1b[31m",
    "<script>alert('x')</script>",
    "👩‍👩‍👧 🇮🇩",
    "مرحبا \u202eterbalik\u202c",
    "\u2028\u2029\ufeff\x85",
    "'''\"\"\"",
    "@id ^^<x> . } {",
    "",
)


def written(text: str) -> tuple[str, str]:
    told: list[Triple] = [(URIRef("http://x.org/s"), KG.quote, words(text))]
    return prefix_lines() + "".join(turtle(told)), "".join(statements(told, "http://x.org/g"))


def read_by_both(turtle_text: str, quads: str) -> list[str]:
    oxigraph = (
        *pyoxigraph.parse(turtle_text, format=pyoxigraph.RdfFormat.TURTLE),
        *pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS),
    )
    rdf = (
        *rdflib.Graph().parse(data=turtle_text, format="turtle"),
        *rdflib.Dataset().parse(data=quads, format="nquads").quads(),
    )
    return [q.object.value for q in oxigraph] + [str(t[2]) for t in rdf]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    turtle_text, quads = written(text)
    assert read_by_both(turtle_text, quads) == [text] * 4


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    turtle_text, quads = written(text)
    assert read_by_both(turtle_text, quads) == [text] * 4


def test_no_control_character_is_written_raw() -> None:
    for text in HOSTILE:
        turtle_text, quads = written(text)
        assert not set(turtle_text + quads) & set("\x00\x1b\x85\u2028\u202e\ufeff\r\t")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (KG.Meeting, "kg:Meeting"),
        (KG["a/b"], "<https://w3id.org/simpul/ns#a/b>"),
        (KG["a."], "<https://w3id.org/simpul/ns#a.>"),
        (KG[""], "<https://w3id.org/simpul/ns#>"),
        (Literal("5", datatype=XSD.integer), "5"),
        (Literal("0.5", datatype=XSD.decimal), "0.5"),
        (Literal("2025", datatype=XSD.gYear), '"2025"^^xsd:gYear'),
        (Literal("x"), '"x"'),
    ],
)
def test_terms_are_short_where_turtle_allows(term: URIRef | Literal, text: str) -> None:
    assert short(term) == text
