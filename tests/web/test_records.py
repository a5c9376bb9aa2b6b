"""The JSON API: what is asked comes back, whole and only that, with the words behind it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from kg.errors import RequestError
from kg.knowledge.gazetteers import NO_NAMES
from kg.model import Factuality
from kg.rdf.terms import Terms
from kg.web.api.index import Index
from kg.web.api.openapi import document
from kg.web.api.operations import OPERATIONS, answer
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.views.page_graphs import small_graph


@pytest.fixture(scope="module")
def gold() -> Index:
    return Index(graph_from_gold(SEEDS, CROSSDOC), Terms(), NO_NAMES)


@pytest.fixture(scope="module")
def small() -> Index:
    return Index(small_graph(), Terms(), NO_NAMES)


def ask(index: Index, path: str, **given: str) -> Any:
    return msgspec.json.decode(answer(index, path, given))


def ids(told: Mapping[str, Any]) -> list[str]:
    return [item["id"] for item in told["items"]]


def disputed_meeting(index: Index) -> str:
    (event,) = [e for e in index.events.values() if "place" in e.disputed and e.type == "Meeting"]
    return event.id


# events


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"type": "Visit"}, lambda e, t: e.type == "Visit"),
        ({"who": "person/vladimir-putin"}, lambda e, t: "person/vladimir-putin" in e.entities),
        ({"who": "PUTIN"}, lambda e, t: "person/vladimir-putin" in e.entities),
        (
            {"who": "state/RUS", "and_who": "state/PRK"},
            lambda e, t: {"state/RUS", "state/PRK"} <= set(e.entities),
        ),
        ({"since": "2025-06"}, lambda e, t: any(end >= "2025-06-01" for _, end in e.periods)),
        ({"until": "2024"}, lambda e, t: any(begin <= "2024-12-31" for begin, _ in e.periods)),
        ({"article": "seed-002"}, lambda e, t: "seed-002" in e.articles),
        ({"factuality": "Planned"}, lambda e, t: e.factuality == "Planned"),
        ({"disputed": "true"}, lambda e, t: e.disputed),
        ({"q": "kim rusia"}, lambda e, t: "Kim" in e.label_id and "Rusia" in e.label_id),
        (
            {"place": "state/RUS"},
            lambda e, t: any(
                c.slot in ("place", "destination") and c.value.text == "state/RUS" for c in t.claims
            ),
        ),
    ],
)
def test_each_filter_keeps_what_fits_and_nothing_else(
    gold: Index, given: dict[str, str], fits: Any
) -> None:
    expected = [e.id for e in gold.events.values() if fits(e, gold.told[e.id])]
    assert 0 < len(expected) < len(gold.events)
    assert ids(ask(gold, "events", limit="2000", **given)) == expected


def test_an_outlet_has_the_events_of_its_articles(gold: Index) -> None:
    outlet = next(filter(None, (one["name"] for one in ask(gold, "overview")["outlets"])))
    articles = {a.id for a in gold.articles.values() if a.publisher == outlet}
    expected = [e.id for e in gold.events.values() if articles & set(e.articles)]
    assert 0 < len(expected) < len(gold.events)
    assert ids(ask(gold, "events", outlet=outlet, limit="2000")) == expected


def test_parts_of_a_list_make_the_whole(gold: Index) -> None:
    whole = ids(ask(gold, "events", limit="2000"))
    parts = [ask(gold, "events", limit="7", offset=str(at)) for at in range(0, len(whole), 7)]
    assert [id_ for part in parts for id_ in ids(part)] == whole
    assert {part["total"] for part in parts} == {len(whole)}
    assert ids(ask(gold, "events", limit="0")) == []


def test_events_are_sorted_as_asked(gold: Index) -> None:
    newest = ask(gold, "events", sort="newest", limit="2000")["items"]
    days = [event["last"] or "" for event in newest]
    assert days == sorted(days, reverse=True)
    reported = ask(gold, "events", sort="reported", limit="2000")["items"]
    counts = [event["sources"] for event in reported]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


# pages of one thing


def test_an_event_has_each_claim_with_its_sentence(gold: Index) -> None:
    page = ask(gold, f"events/{disputed_meeting(gold)}")
    (place,) = [slot for slot in page["slots"] if slot["slot"] == "place"]
    assert place["disputed"]
    assert {value["value"]["thing"]["label"] for value in place["values"]} == {"Beijing", "Moskow"}
    said = [claim for s in page["slots"] for value in s["values"] for claim in value["claims"]]
    assert {claim["article"] for claim in said} == {a["id"] for a in page["articles"]}
    for claim in said:
        text = gold.articles[claim["article"]].text
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_articles_that_disagree_stand_on_two_sides(gold: Index) -> None:
    (conflict,) = ask(gold, f"events/{disputed_meeting(gold)}")["conflicts"]
    assert conflict["slot"] == "place"
    sides = {side["values"][0]["thing"]["label"]: side for side in conflict["sides"]}
    assert set(sides) == {"Beijing", "Moskow"}
    for name, side in sides.items():
        assert [outlet["articles"] for outlet in side["outlets"]] == [1]
        assert name in side["claims"][0]["quote"]


def test_whether_something_is_so_can_be_disputed_too() -> None:
    graph = small_graph()
    meeting = next(event for event in graph.events if event.type == "Meeting")
    claims = [claim for claim in meeting.claims if claim.slot == "participant"]
    told = (claims[0], replace(claims[1], article_id="a2", factuality=Factuality.DENIED))
    doubt = replace(graph.conflicts[0], slot="factuality", claims=told)
    index = Index(replace(graph, conflicts=(doubt,)), Terms(), NO_NAMES)
    (conflict,) = ask(index, f"events/{meeting.id}")["conflicts"]
    said = {side["values"][0]["text"]: side["articles"] for side in conflict["sides"]}
    assert said == {"Certain": ["a1"], "Denied": ["a2"]}


def test_what_is_new_has_begun(gold: Index) -> None:
    told = ask(gold, "overview")
    assert told["newest"]
    assert all(event["first"] <= told["last"] for event in told["newest"])


def test_every_event_entity_and_article_has_a_page(gold: Index) -> None:
    for kind, known in (
        ("events", gold.events),
        ("entities", gold.entities),
        ("articles", gold.articles),
    ):
        for id_ in known:
            answer(gold, f"{kind}/{id_}", {})


def test_an_entity_says_who_it_is_and_what_it_does(gold: Index) -> None:
    page = ask(gold, "entities/person/sergei-lavrov")
    assert "Sergei Lavrov" in page["names"]
    office = page["offices"][0]
    assert office["titles"] == ["Menlu"]
    assert [of["id"] for of in office["of"]] == ["state/RUS"]
    assert office["claims"][0]["quote"] in gold.articles[office["claims"][0]["article"]].text
    assert page["meets"][0]["who"]["id"] == "person/kim-jong-un"
    assert {e["id"] for e in page["events"]["items"]} == {
        e.id for e in gold.events.values() if "person/sergei-lavrov" in e.entities
    }
    state = ask(gold, "entities/state/PRK")
    assert state["wikidata"] == "http://www.wikidata.org/entity/Q423"
    toward = {(s["stance"], t["id"]) for s in state["stances"] for t in s["targets"]}
    assert ("Support", "state/RUS") in toward


def test_an_article_has_its_marks_where_the_words_are(gold: Index) -> None:
    page = ask(gold, "articles/seed-001")
    text = page["text"]
    assert text == gold.articles["seed-001"].text
    people = [mark for mark in page["mentions"] if mark["thing"]["type"] == "Person"]
    named = {text[mark["start"] : mark["end"]] for mark in people}
    assert "Sergei Lavrov" in named
    quotes = {c.quote for e in gold.graph.events for c in e.claims if c.article_id == "seed-001"}
    assert {text[c["start"] : c["end"]] for c in page["claims"]} == quotes
    assert {c["event"] for c in page["claims"]} == {e["id"] for e in page["events"]}


# search and overview


def test_search_does_not_mind_case_and_accents(gold: Index) -> None:
    found = ask(gold, "search", q="PÚTIN")
    assert found["entities"]["items"][0]["id"] == "person/vladimir-putin"
    assert found["events"]["total"] > 0
    assert all("Putin" in event["label"]["id"] for event in found["events"]["items"])
    assert ask(gold, "search", q="tidak ada begini") == {
        kind: {"total": 0, "offset": 0, "items": []} for kind in ("entities", "events", "articles")
    }


def test_the_best_name_comes_first(gold: Index) -> None:
    names = [e["label"] for e in ask(gold, "entities", q="rusia")["items"]]
    assert names[0] == "Rusia"


def test_the_overview_counts_what_is_there(gold: Index) -> None:
    told = ask(gold, "overview")
    assert told["articles"] == 5
    assert sum(told["events"].values()) == len(gold.events)
    assert sum(told["entities"].values()) == len(gold.entities)
    assert {e["id"] for e in told["disputed"]} == {e.id for e in gold.events.values() if e.disputed}
    days = [event["last"] for event in told["newest"]]
    assert days == sorted(days, reverse=True)
    assert not {event["factuality"] for event in told["newest"]} & {"Planned", "Denied"}


# map, network, comparison


def test_the_map_has_every_event_with_a_place_or_counts_it_as_nowhere(gold: Index) -> None:
    told = ask(gold, "places")
    placed = {event for spot in told["spots"] for event in spot["events"]}
    assert len(placed) + told["nowhere"] == len(gold.events)
    assert all(spot["point"] or spot["iso3"] for spot in told["spots"])
    known = {spot["place"]["id"] for spot in told["spots"]}
    assert all({arc["start"], arc["end"]} <= known for arc in told["arcs"])
    ways = {(arc["type"], arc["start"], arc["end"]) for arc in told["arcs"]}
    assert ("Deployment", "state/PRK", "state/RUS") in ways


@pytest.mark.parametrize("limit", [0, 5, 12, 2000])
def test_a_network_has_whole_events_up_to_its_limit(gold: Index, limit: int) -> None:
    told = ask(gold, "network", limit=str(limit))
    nodes = {node["id"] for node in told["nodes"]}
    assert len(nodes) <= limit
    drawn = nodes & set(gold.events)
    assert all(set(gold.events[event].entities) <= nodes for event in drawn)
    assert len(drawn) + told["left_out"] == len(gold.events)
    assert all({edge["source"], edge["target"]} <= nodes for edge in told["edges"])


def test_a_network_around_a_thing_has_its_events(gold: Index) -> None:
    told = ask(gold, "network", around="person/sergei-lavrov")
    nodes = {node["id"] for node in told["nodes"]}
    assert nodes & set(gold.events) == {
        e.id for e in gold.events.values() if "person/sergei-lavrov" in e.entities
    }


def test_a_network_around_a_thing_is_filtered_too(gold: Index) -> None:
    told = ask(gold, "network", around="person/sergei-lavrov", type="Meeting")
    assert {node["id"] for node in told["nodes"] if node["id"] in gold.events} == {
        e.id
        for e in gold.events.values()
        if "person/sergei-lavrov" in e.entities and e.type == "Meeting"
    }


def test_an_article_is_named_by_its_id_or_words_of_its_title(gold: Index) -> None:
    article = gold.articles["seed-004"]
    assert article.title
    by_id = ask(gold, "events", article="seed-004", limit="2000")
    assert 0 < by_id["total"] < len(gold.events)
    assert ask(gold, "events", article=article.title.upper(), limit="2000") == by_id
    assert ask(gold, "events", article="no such title")["total"] == 0


def test_a_comparison_says_which_outlet_claims_which_value(small: Index) -> None:
    told = ask(small, "compare", event=disputed_meeting(small))
    (place,) = [slot for slot in told["events"][0]["slots"] if slot["slot"] == "place"]
    says = {v["value"]["thing"]["label"]: v["says"] for v in place["values"]}
    assert says["Bogor"][0]["outlet"] == "Warta"
    assert says["Depok"][0]["outlet"] is None
    assert [t["id"] for t in says["Depok"][0]["claim"]["attributed_to"]] == ["organization/laut"]


def test_a_pair_is_compared_over_all_its_events(gold: Index) -> None:
    told = ask(gold, "compare", one="state/RUS", other="state/PRK")
    expected = {e.id for e in gold.events.values() if {"state/RUS", "state/PRK"} <= set(e.entities)}
    assert {one["event"]["id"] for one in told["events"]} == expected
    assert told["total"] == len(expected)


# words and questions


def test_the_vocabulary_has_words_for_all_that_answers_name(gold: Index) -> None:
    words = ask(gold, "vocabulary")
    assert {e.type for e in gold.events.values()} <= set(words["types"])
    filled = {c.slot for e in gold.graph.events for c in e.claims}
    assert filled <= set(words["slots"])
    assert all(label["id"] and label["en"] for label in words["slots"].values())


def test_all_questions_can_be_read(gold: Index) -> None:
    told = ask(gold, "questions")["items"]
    meetings = next(one for one in told if one["name"] == "meetings")
    assert meetings["parameters"][0]["name"] == "who"
    assert "SELECT" in meetings["text"]


# what is refused


@pytest.mark.parametrize(
    ("path", "given", "status", "why"),
    [
        ("nothing", {}, 404, "/api/nothing: nothing there"),
        ("articles/", {}, 404, "/api/articles/: nothing there"),
        ("overview/x", {}, 404, "/api/overview/x: nothing there"),
        ("events/event/none", {}, 404, "event/none: no such event"),
        ("entities/person/none", {}, 404, "person/none: no such entity"),
        ("articles/none", {}, 404, "none: no such article"),
        ("network", {"around": "none"}, 404, "none: nothing of that id"),
        ("events", {"type": "Party"}, 400, "no type 'Party'; there is: Attack"),
        ("entities", {"type": "Meeting"}, 400, "no type 'Meeting'; there is: Person"),
        ("events", {"color": "red"}, 400, "no parameter 'color'; there is: type, who"),
        ("overview", {"q": "x"}, 400, "no parameter 'q'; there is none"),
        ("events", {"since": "2025-13"}, 400, "a parameter does not fit: "),
        ("events", {"limit": "2001"}, 400, "a parameter does not fit: "),
        ("events", {"limit": "-1"}, 400, "a parameter does not fit: "),
        ("events", {"factuality": "Sure"}, 400, "a parameter does not fit: "),
        ("search", {}, 400, "a parameter does not fit: "),
        ("compare", {"one": "state/RUS"}, 400, "give either event, or one and other"),
    ],
)
def test_what_does_not_fit_is_told(
    gold: Index, path: str, given: dict[str, str], status: int, why: str
) -> None:
    with pytest.raises(RequestError) as refused:
        answer(gold, path, given)
    assert refused.value.status == status
    assert str(refused.value).startswith(why)
    assert "\n" not in str(refused.value)


# its description


def test_the_description_has_every_operation_with_its_parameters_and_records() -> None:
    told = document()
    assert set(told["paths"]) == {f"/api/{path}" for path in OPERATIONS}
    records = told["components"]["schemas"]
    for path in told["paths"].values():
        schema = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert schema["$ref"].rpartition("/")[2] in records
    events = {one["name"]: one for one in told["paths"]["/api/events"]["get"]["parameters"]}
    assert events["limit"]["schema"]["maximum"] == 2000
    assert (events["since"]["required"], events["since"]["in"]) == (False, "query")
    (id_,) = told["paths"]["/api/events/{id}"]["get"]["parameters"]
    assert (id_["required"], id_["in"]) == (True, "path")


def test_answers_are_as_described(gold: Index) -> None:
    given = {"search": {"q": "kim"}, "compare": {"one": "state/RUS", "other": "state/PRK"}}
    event = disputed_meeting(gold)
    example = {"events": event, "entities": "state/RUS", "articles": "seed-000"}
    example["parts"] = event
    for path, operation in OPERATIONS.items():
        name = path.partition("/")[0]
        asked = path.replace("{id}", example.get(name, ""))
        content = answer(gold, asked, given.get(path, {}))
        told: Any = msgspec.json.decode(content, type=operation.result, strict=True)
        assert msgspec.json.encode(told) == content
