"""A graph that breaks a rule is told apart, with the article and the sentence."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import WorkspaceError
from kg.model import Graph
from kg.rdf.check import Violation, check
from kg.rdf.dataset import Dataset
from kg.views import turtle
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import claim, entity, event, graph, mention

BOGOR = entity("place/bogor", "Bogor", mention("Bogor", 20, type_="Place"))
BUDI = entity("person/budi", "Budi", mention("Budi"))
MEETING = event("Meeting", claim("place", "place/bogor"), claim("participant", "person/budi"))
SENTENCE = "Budi bertemu Ani di Bogor."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.ttl"


def checked(made: Graph, path: Path, texts: dict[str, str] | None = None) -> tuple[Violation, ...]:
    turtle.write(made, Dataset(made), path)
    return check(path, texts)


def test_gold_graph_conforms_and_quotes_stand_where_it_says(path: Path) -> None:
    made = graph_from_gold(SEEDS, CROSSDOC)
    assert checked(made, path, {a.id: a.text for a in made.articles}) == ()


def test_small_graph_conforms(path: Path) -> None:
    made = graph(MEETING, entities=(BOGOR, BUDI))
    assert checked(made, path, {"a1": SENTENCE}) == ()


@pytest.mark.parametrize(
    ("slot", "text", "rule", "wrong"),
    [
        (
            "place",
            "person/budi",
            "the place of a kg:Meeting is a kg:Place or kg:State",
            "person/budi",
        ),
        ("participant", "place/bogor", "the participant of a kg:Meeting is", "place/bogor"),
        ("date", "2025-02-30", "the date of a kg:Meeting is a day", "2025-02-30"),
        ("participant", "person/nobody", "the participant of a kg:Meeting is", "person/nobody"),
    ],
)
def test_wrong_value_of_a_slot_is_named_with_its_sentence(
    path: Path, slot: str, text: str, rule: str, wrong: str
) -> None:
    said = replace(claim(slot, text), quote="Kalimat itu.", start=40, end=52)
    made = graph(replace(MEETING, claims=(*MEETING.claims, said)), entities=(BOGOR, BUDI))
    (violation,) = checked(made, path)
    assert violation.rule.startswith(rule)
    assert (violation.article, violation.quote) == ("a1", "Kalimat itu.")
    assert violation.value.endswith(wrong)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"confidence": 1.5}, "the confidence of a claim is a decimal from 0 to 1"),
        ({"start": 30}, "a quote starts at one place, before its end"),
        ({"attributed_to": ("person/nobody",)}, "a claim is attributed to entities"),
        ({"quote": ""}, "what is said has one quote"),
    ],
)
def test_wrong_claim_is_named(path: Path, change: dict[str, Any], rule: str) -> None:
    claims = (*MEETING.claims[:-1], replace(MEETING.claims[-1], **change))
    made = graph(replace(MEETING, claims=claims), entities=(BOGOR, BUDI))
    assert [(v.article, v.rule) for v in checked(made, path)] == [("a1", rule)]


def test_missing_triple_is_named(path: Path) -> None:
    made = graph(MEETING, entities=(BOGOR, BUDI))
    turtle.write(made, Dataset(made), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('dcterms:source "a1.txt"', "a kg:Article"), encoding="utf-8")
    (violation,) = check(path)
    assert (violation.article, violation.rule) == ("a1", "an article has one source")


def test_quote_that_does_not_stand_at_its_place_is_named(path: Path) -> None:
    made = graph(MEETING, entities=(BOGOR, BUDI))
    found = checked(made, path, {"a1": "Budi bertemu Ani di Solo!."})
    assert {(v.article, v.quote) for v in found} == {("a1", SENTENCE), ("a1", "Bogor")}
    assert {v.value for v in found} == {"Budi bertemu Ani di Solo!.", "Solo!"}


def test_offsets_count_characters_and_not_bytes(path: Path) -> None:
    text = "👩 é Budi"
    made = graph(entities=(entity("person/budi", "Budi", mention("Budi", 4)),))
    assert checked(made, path, {"a1": text}) == ()


def test_missing_file_is_one_clear_error(path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"graph\.ttl: No such file"):
        check(path)


def test_broken_turtle_is_one_clear_error(path: Path) -> None:
    path.write_text("kg:Meeting a", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"graph\.ttl: not Turtle"):
        check(path)
