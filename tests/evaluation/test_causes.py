"""Each error has the cause that leads to its cure."""

import pytest

from kg.evaluation.annotation import Annotation, Filler, Occurrence, Post, Thing
from kg.evaluation.calibration import calibration
from kg.evaluation.causes import Error, Evidence, errors, table
from kg.evaluation.comparison import compare

KIM = Thing(id="kim", type="Person", code=None, names=frozenset({"kim"}))
PUTIN = Thing(id="putin", type="Person", code=None, names=frozenset({"putin"}))
RUSIA = Thing(id="rus", type="State", code="RUS", names=frozenset({"rusia"}))
THINGS = (KIM, PUTIN, RUSIA)
QUOTE = (10, 50)


def event(type_: str, id_: str = "e1", place: tuple[int, int] = QUOTE, **slots: str) -> Occurrence:
    return Occurrence(
        id=id_,
        type=type_,
        fillers=tuple(
            Filler(slot=slot, value=value, confidence=0.9)
            for slot, given in slots.items()
            for value in given.split()
        ),
        factuality="certain",
        attributed_to=frozenset(),
        spans=(place,),
        confidence=0.75,
    )


def causes(
    gold: list[Occurrence],
    found: list[Occurrence],
    *,
    things: tuple[Thing, ...] = THINGS,
    triggers: frozenset[str] = frozenset(),
) -> list[tuple[str, str]]:
    one = compare(
        "satu",
        Annotation(things=THINGS, occurrences=tuple(gold)),
        Annotation(things=things, occurrences=tuple(found)),
    )
    evidence = Evidence(
        quotes={event.id: (QUOTE,) for event in gold}, triggers=((QUOTE, triggers),)
    )
    return [(error.cause, error.about) for error in errors(one, evidence)]


MEETING = event("Meeting", participant="kim putin")


def test_what_is_right_is_no_error() -> None:
    assert causes([MEETING], [MEETING]) == []


@pytest.mark.parametrize(
    ("found", "triggers", "expected"),
    [
        ([], frozenset(), [("event missed: no trigger", "Meeting")]),
        ([], frozenset({"Visit"}), [("event missed: no trigger", "Meeting")]),
        ([], frozenset({"Meeting"}), [("event missed: trigger, but not filled", "Meeting")]),
        (
            [event("Visit", visitor="kim putin")],
            frozenset({"Meeting"}),
            [
                ("event missed: found as another type", "Meeting"),
                ("event spurious: of another type", "Visit"),
            ],
        ),
        (
            [event("Visit", visitor="rus")],
            frozenset(),
            [
                ("event missed: no trigger", "Meeting"),
                ("event spurious: no such event", "Visit"),
            ],
        ),
    ],
)
def test_a_missed_event_has_a_cause(
    found: list[Occurrence], triggers: frozenset[str], expected: list[tuple[str, str]]
) -> None:
    assert causes([MEETING], found, triggers=triggers) == expected


def test_two_events_read_as_one_are_told() -> None:
    other = event("Meeting", "e2", participant="kim rus")
    assert causes([MEETING, other], [MEETING]) == [("event missed: joined to another", "Meeting")]


def test_one_event_read_as_two_is_told() -> None:
    again = event("Meeting", "e2", participant="kim putin")
    assert causes([MEETING], [MEETING, again]) == [
        ("event spurious: told apart from its own", "Meeting")
    ]


def test_fillers_are_missed_wrong_or_nearly_right() -> None:
    gold = event("Meeting", participant="kim putin", date="2025-09-03")
    found = event("Meeting", participant="kim rus", date="2025-09")
    assert causes([gold], [found]) == [
        ("filler missed", "Meeting.participant"),
        ("date only nearly right", "Meeting.date"),
        ("filler wrong", "Meeting.participant"),
    ]


def test_a_filler_that_was_never_an_entity_is_told_apart() -> None:
    found = event("Meeting", participant="kim")
    assert causes([MEETING], [found], things=(KIM, RUSIA)) == [
        ("entity missed", "Person"),
        ("filler missed: its entity was not found", "Meeting.participant"),
    ]


def test_factuality_and_attribution_of_an_event_that_was_found() -> None:
    gold = Occurrence(
        id="e1",
        type="Meeting",
        fillers=MEETING.fillers,
        factuality="possible",
        attributed_to=frozenset({"rus"}),
    )
    found = Occurrence(
        id="e1",
        type="Meeting",
        fillers=MEETING.fillers,
        factuality="certain",
        attributed_to=frozenset({"kim"}),
    )
    assert causes([gold], [found]) == [
        ("factuality: possible read as certain", "Meeting"),
        ("attribution missed", "Meeting"),
        ("attribution spurious", "Meeting"),
    ]


def test_offices_are_counted() -> None:
    post = Post(holder="kim", of="rus", title=frozenset({"presiden"}))
    other = Post(holder="putin", of="rus", title=frozenset({"presiden"}))
    one = compare(
        "satu",
        Annotation(things=THINGS, posts=(post, post)),
        Annotation(things=THINGS, posts=(post, other, other)),
    )
    assert one.posts == 1
    found = errors(one, Evidence(quotes={}, triggers=()))
    assert table(found) == [("office spurious", "Office", 2), ("office missed", "Office", 1)]


def test_the_table_begins_with_the_most_frequent_cause() -> None:
    found = [
        Error(article="satu", cause=cause, about=about, detail="")
        for cause, about in [("b", "x"), ("a", "y"), ("b", "z"), ("a", "y"), ("b", "z")]
    ]
    assert table(found) == [("b", "z", 2), ("b", "x", 1), ("a", "y", 2)]


def test_confidence_is_compared_with_what_is_right() -> None:
    """Types have 0.75 here and fillers 0.9: one of three fillers is wrong, one of two events."""
    gold = event("Meeting", participant="kim putin")
    found = event("Meeting", participant="kim putin rus")
    spurious = event("Visit", "e2", visitor="rus")
    one = compare(
        "satu",
        Annotation(things=THINGS, occurrences=(gold,)),
        Annotation(things=THINGS, occurrences=(found, spurious)),
    )
    bins = {one.low: (one.claims, one.right) for one in calibration([one]) if one.claims}
    assert bins == {0.7: (2, 1), 0.9: (4, 2)}
