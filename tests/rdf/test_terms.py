"""IRIs are readable, valid whatever the input, and different for different things."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import KgError
from kg.model import Run, Value, ValueKind
from kg.rdf.terms import BASE, Terms, address, date, decimal, predicate, words
from tests.rdf.factory import claim, mention

ANY_TEXT = st.text(st.characters(codec=None), min_size=1)


def test_things_have_readable_iris() -> None:
    terms = Terms()
    assert terms.thing("person/kim-jong-un") == URIRef(f"{BASE}person/kim-jong-un")
    assert terms.article("seed-004") == URIRef(f"{BASE}article/seed-004")
    assert terms.mention(mention("Budi", 3)) == URIRef(f"{BASE}mention/a1/person-3-7")
    assert terms.claim(claim("place", "place/bogor")) == URIRef(
        f"{BASE}claim/a1/event/e1/place/place/bogor"
    )


@given(identifier=ANY_TEXT, text=ANY_TEXT)
def test_no_input_breaks_an_iri(identifier: str, text: str) -> None:
    terms, said = Terms(), claim("name", "x", article_id=identifier)
    told = Value(kind=ValueKind.TEXT, text=text)
    for iri in (
        terms.article(identifier),
        terms.thing(text),
        terms.claim(replace(said, value=told)),
        terms.mention(mention("x", article_id=identifier)),
    ):
        NamedNode(str(iri))
        assert str(iri).isascii()
        assert not set(str(iri)) & set(' <>"{}|\\^`')


@given(left=st.text(min_size=1), right=st.text(min_size=1))
def test_different_articles_never_share_an_iri(left: str, right: str) -> None:
    terms = Terms()
    assert (terms.article(left) == terms.article(right)) == (left == right)


def test_slash_in_an_identifier_does_not_reach_another_kind_of_thing() -> None:
    iri = str(Terms().article("x/../../person/kim"))
    assert iri == f"{BASE}article/x%2F..%2F..%2Fperson%2Fkim"


def test_long_texts_with_one_beginning_are_different_claims() -> None:
    first, second = claim("item", "beras " * 20 + "ketan"), claim("item", "beras " * 20 + "merah")
    assert Terms().claim(first) != Terms().claim(second)


def test_texts_that_differ_in_punctuation_are_different_claims() -> None:
    assert Terms().claim(claim("item", "beras, gula")) != Terms().claim(claim("item", "beras gula"))


def test_equal_runs_are_one_and_settings_tell_runs_apart() -> None:
    terms, run = Terms(), Run(version="1", models="m", settings="a")
    assert terms.run(run) == terms.run(Run(version="1", models="m", settings="a"))
    assert terms.run(run) != terms.run(Run(version="1", models="m", settings="b"))


BROKEN_BASES = (
    "", "simpul/", "https://x.org/a b/", "https://x.org/id", "<x>:/", "http://[/", "a:##", "http://a:b/",
    "http://a/[x]/", "urn:%zz/", "http://a:",
)  # fmt: skip


@pytest.mark.parametrize("base", BROKEN_BASES)
def test_base_that_cannot_begin_an_iri_is_refused(base: str) -> None:
    with pytest.raises(KgError, match="base"):
        Terms(base)


@pytest.mark.parametrize("base", ["http://localhost:8000/id/", "urn:simpul:", "https://x.org/g#"])
def test_own_base_is_used(base: str) -> None:
    assert str(Terms(base).thing("state/PRK")) == f"{base}state/PRK"


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2024-06-18", XSD.date), ("2024-12", XSD.gYearMonth), ("2024", XSD.gYear)],
)
def test_dates_are_as_precise_as_their_text(text: str, datatype: URIRef) -> None:
    assert date(text) == Literal(text, datatype=datatype)


def test_confidence_is_a_decimal_without_float_noise() -> None:
    assert decimal(0.1 + 0.2) == Literal("0.3", datatype=XSD.decimal)
    assert str(decimal(1)) == "1.0"


def test_slot_type_is_rdf_type_and_others_are_of_the_vocabulary() -> None:
    assert str(predicate("type")).endswith("rdf-syntax-ns#type")
    assert str(predicate("inForceFrom")) == "https://w3id.org/simpul/ns#inForceFrom"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("https://news.id/a?b=1", URIRef),
        ("berita/satu.txt", Literal),
        ("http://a b", Literal),
        ("https://news.id/turun-100%", Literal),
        ("https://news.id/a#b#c", Literal),
        ("http://news:id/a", Literal),
        ("javascript:alert(1)", Literal),
    ],
)
def test_only_web_addresses_become_iris_of_sources(source: str, kind: type) -> None:
    assert isinstance(address(source), kind)


def test_half_characters_are_replaced_one_for_one() -> None:
    assert str(words("a\ud800b")) == "a\ufffdb"
