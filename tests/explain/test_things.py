"""Whatever stands in a graph leads back to the words, the rules and the links behind it."""

import re
from pathlib import Path

import pytest

from kg.claims import read
from kg.errors import QueryError
from kg.evaluation.material import annotated_articles
from kg.explain.members import members
from kg.explain.things import explain
from kg.model import Graph, Reading, Run
from kg.rdf.terms import Terms
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"^  (\S+), characters (\d+) to (\d+)", re.MULTILINE)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The five example articles, read from recorded parses."""
    parser = RecordedParser(ROOT / "tests" / "claims" / "parses")
    articles = annotated_articles(ROOT / "tests" / "gold", ROOT / "examples")
    return [read(article, parser.parse(article)) for article in articles]


@pytest.fixture(scope="module")
def graph(readings: list[Reading]) -> Graph:
    return resolve(readings, Ledger(), Run(version="1", models="recorded", settings=""))


def test_every_thing_has_the_parts_it_was_read_as(graph: Graph, readings: list[Reading]) -> None:
    """Each part of a reading became one thing, and each thing has parts."""
    found = members(graph, readings)
    events = (*graph.events, *graph.offices)
    assert found.keys() == {e.id for e in graph.entities} | {event.id for event in events}
    parts = [part for parts in found.values() for part in parts]
    local = {
        reading.article.id: [e.id for e in reading.entities]
        + [event.id for event in (*reading.events, *reading.offices)]
        for reading in readings
    }
    assert len(parts) == len(set(parts))
    assert set(parts) == {f"{article}/{id_}" for article, ids in local.items() for id_ in ids}


def test_links_join_parts_of_one_thing(graph: Graph, readings: list[Reading]) -> None:
    thing = {part: id_ for id_, parts in members(graph, readings).items() for part in parts}
    assert graph.links
    assert all(thing[link.left] == thing[link.right] for link in graph.links)


def test_all_can_be_explained(graph: Graph, readings: list[Reading]) -> None:
    ids = [entity.id for entity in graph.entities]
    for id_ in ids + [event.id for event in (*graph.events, *graph.offices)]:
        lines = explain(graph, readings, id_)
        assert id_ in lines[0]
        assert any(line.startswith("read as ") for line in lines)


def test_an_event_shows_every_claim_with_its_sentence(
    graph: Graph, readings: list[Reading]
) -> None:
    texts = {article.id: article.text for article in graph.articles}
    event = next(event for event in graph.events if len({c.article_id for c in event.claims}) > 1)
    text = "\n".join(explain(graph, readings, event.id))
    for article, start, end in PLACE.findall(text):
        assert f'"{texts[article][int(start) : int(end)]}"' in text
    for claim in event.claims:
        assert f"by {claim.reason}" in text
        assert f"{claim.factuality}" in text
    parts = members(graph, readings)[event.id]
    links = [link for link in graph.links if link.left in parts]
    assert links
    assert all(f"score {link.score:.2f}: {link.reason}" in text for link in links)


def test_sources_are_named(graph: Graph, readings: list[Reading]) -> None:
    names = {entity.id: entity.label for entity in graph.entities}
    claim = next(c for event in graph.events for c in event.claims if c.attributed_to)
    text = "\n".join(explain(graph, readings, claim.subject))
    assert f"according to {', '.join(names[id_] for id_ in claim.attributed_to)}" in text


def test_one_slot_leaves_out_the_others(graph: Graph, readings: list[Reading]) -> None:
    conflict = graph.conflicts[0]
    whole = explain(graph, readings, conflict.subject)
    some = explain(graph, readings, conflict.subject, conflict.slot)
    assert {line for line in some if " = " in line and line[0] != " "} == {
        line for line in whole if line.startswith(f"{conflict.slot} = ")
    }
    assert f"the articles disagree on {conflict.slot}:" in some


def test_iris_parts_and_claims_are_known_too(graph: Graph, readings: list[Reading]) -> None:
    event = graph.events[0]
    terms = Terms("https://example.org/berita/")
    assert explain(graph, readings, str(terms.thing(event.id))) == explain(
        graph, readings, event.id
    )
    part = members(graph, readings)[event.id][0]
    assert explain(graph, readings, part) == explain(graph, readings, event.id)
    claim = event.claims[0]
    alone = explain(graph, readings, str(terms.claim(claim)))
    assert alone[0] == f"{event.type}  {event.id}"
    assert len(alone) == 6
    assert claim.quote in alone[3]
    assert alone[4].strip() == f"by {claim.reason}"
    assert alone[5].strip().startswith("as sure as ")


def test_an_entity_shows_where_it_is_named_and_why_it_is_one(
    graph: Graph, readings: list[Reading]
) -> None:
    entity = max(graph.entities, key=lambda entity: (len(entity.reasons), entity.id))
    lines = explain(graph, readings, entity.id)
    assert [f"one thing by: {reason}" for reason in entity.reasons] == [
        line for line in lines if line.startswith("one thing by: ")
    ]
    assert sum("characters" in line for line in lines) == len(entity.mentions)
    assert any(f"[{entity.mentions[0].quote}]" in line for line in lines)


def test_what_is_not_there_is_an_error(graph: Graph, readings: list[Reading]) -> None:
    with pytest.raises(QueryError, match="person/nobody: no such entity"):
        explain(graph, readings, "person/nobody")
