"""Annotations as labels of words."""

from typing import Any

from kg.knowledge.frames import frames
from kg.model import Article, Factuality
from kg.sentences.encoder.events import NO_ROLE
from tests.claims.factory import article, parses
from training.event_labels import (
    agrees,
    annotated,
    by_frames,
    event_name,
    events,
    fills,
    roles,
)

MET = "Kim Jong Un bertemu/VERB Putin di Beijing pada 3 Mei 2024 ."
LATER = "Perundingan itu berlangsung/VERB lama ."
ENTITIES = [
    {"id": "k", "type": "Person", "name": "Kim Jong Un", "mentions": ["Kim Jong Un"]},
    {"id": "p", "type": "Person", "name": "Vladimir Putin", "mentions": ["Putin"]},
    {"id": "b", "type": "Place", "name": "Beijing", "mentions": ["Beijing"]},
]


def gold(told: Article, **more: Any) -> dict[str, Any]:
    event = {
        "type": "Meeting",
        "participant": ["k", "p"],
        "place": ["b"],
        "date": "2024-05",
        "factuality": "planned",
        "evidence": [told.text[:30]],
    }
    return {"entities": ENTITIES, "events": [event | more]}


def test_a_marked_word_announces_and_what_fills_slots_has_roles() -> None:
    told = article(MET, LATER)
    first, second = annotated(told, parses(MET, LATER), gold(told, trigger=["bertemu"]))
    (one,) = first.told
    assert (first.words[one.place], one.event, one.factuality) == (
        "bertemu",
        "Meeting",
        Factuality.PLANNED,
    )
    named = {role: word for word, role in zip(first.words, one.roles, strict=True)}
    assert named["participant"] == "Putin"
    assert named["place"] == "Beijing"
    assert [role for role in one.roles if role == "date"] == ["date"] * 3
    assert one.roles[one.place] == NO_ROLE
    assert second.told == ()


def test_without_a_mark_the_word_is_the_frames() -> None:
    told = article(MET)
    (first,) = annotated(told, parses(MET), gold(told))
    assert [first.words[one.place] for one in first.told] == ["bertemu"]


def test_evidence_without_a_word_of_frames_is_left_open() -> None:
    written = "Kim Jong Un merangkul/VERB Putin ."
    told = article(written)
    (first,) = annotated(told, parses(written), gold(told))
    assert (first.told, first.unmarked) == ((), frozenset({"Meeting"}))


def test_the_frames_alone_label_what_they_read() -> None:
    (first,) = by_frames(article(MET), parses(MET))
    (one,) = first.told
    assert one.event == "Meeting"
    assert one.roles.count("participant") == len(["Kim", "Jong", "Un", "Putin"])


def test_every_event_and_role_of_the_frames_is_a_label() -> None:
    assert {name.partition("-")[0] for name in events()} == set(frames())
    slots = {role.slot for frame in frames().values() for role in frame.roles}
    unscored = {"name", "force", "item", "stance", "reason", "purpose", "topic"}
    counted = {s for s in slots if s.endswith(("Min", "Max"))}
    assert slots - counted - unscored <= set(roles())
    assert roles()[0] == NO_ROLE


def test_values_of_events_are_asked_as_roles() -> None:
    event = {"type": "Casualties", "killed": [3, 5], "place": ["b"], "attributedTo": ["p"]}
    entities = {"b": frozenset({"Beijing"}), "p": frozenset({"Putin"})}
    assert fills(event, "killed", entities) == {"3", "5"}
    assert fills(event, "troops", entities) == set()
    assert fills(event, "place", entities) == {"Beijing"}
    assert fills(event, "source", entities) == {"Putin"}
    assert event_name({"type": "Statement", "stance": "warn"}) == "Statement-warn"


def test_a_date_agrees_with_a_less_precise_one() -> None:
    assert agrees("date", "2024-05-03", {"2024-05"})
    assert not agrees("date", "2024-06-03", {"2024-05"})
    assert not agrees("place", "Beijing Barat", {"Beijing"})
