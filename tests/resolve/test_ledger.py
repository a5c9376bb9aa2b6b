from pathlib import Path

import pytest

from kg.errors import DecisionError
from kg.model import Reading
from kg.rdf.terms import Terms
from kg.resolve.ledger import HEADER, Ledger, append, thing_id, withdraw
from tests.resolve.factory import event, graph, office, person, persons, place, reading, state, told

BOTH = ["Kim Jong Un", "Vladimir Putin"]
PEOPLE = [person("Kim Jong Un"), person("Vladimir Putin"), place("Beijing"), place("Moskow")]


def ledger(tmp_path: Path, *lines: str) -> Ledger:
    path = tmp_path / "decisions.txt"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return Ledger.read(path)


def meeting(id_: str, date: str, where: str = "Beijing") -> Reading:
    return reading(id_, PEOPLE, event("Meeting", participant=BOTH, date=date, place=where))


def test_no_file_is_no_decisions(tmp_path: Path) -> None:
    assert Ledger.read(tmp_path / "decisions.txt").decisions == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("same person/a", ":2: same takes two things"),
        ("different a/e1 b/e1 a/e1", ":2: a/e1 is named twice"),
        ("different a/e1 # alone", ":2: different takes two things or more"),
        ("wrong claim/a claim/b", ":2: wrong takes one claim"),
        ("equal person/a person/b", ":2: 'equal': same, different or wrong is expected"),
        ("same person/a person/a # once more", ":2: person/a is named twice"),
        ("wrong person/a", ":2: person/a: the id of a claim begins with claim/"),
    ],
)
def test_a_broken_line_is_named_with_its_file(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DecisionError) as error:
        ledger(tmp_path, line)
    assert f"{tmp_path / 'decisions.txt'}{message}" in str(error.value)


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    path.write_text("simpul decisions 2\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.txt:1"):
        Ledger.read(path)


def test_opposite_decisions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="contradicts line 3"):
        ledger(tmp_path, "same person/a person/b", "different person/b person/a")


def test_what_is_appended_is_read_back_once(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    append(path, "same", ("person/a", "https://w3id.org/simpul/id/person/b"), "satu\norang")
    append(path, "same", ("person/a", "person/b"), "lagi")
    append(path, "different", ("berita satu/e1", "b/e1"), "")
    assert path.read_text(encoding="utf-8").splitlines() == [
        HEADER,
        "same person/a person/b # satu orang",
        "different berita%20satu/e1 b/e1",
    ]
    assert [d.things for d in Ledger.read(path).decisions] == [
        ("person/a", "person/b"),
        ("berita satu/e1", "b/e1"),
    ]


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/simpul/id/claim/a%20b/event/meeting-a-e1/place/place/moskow",
        "<https://example.org/kg#claim/a%20b/event/meeting-a-e1/place/place/moskow>",
    ],
)
def test_an_iri_of_any_base_names_a_thing(iri: str) -> None:
    assert thing_id(iri) == "claim/a b/event/meeting-a-e1/place/place/moskow"


def test_same_joins_what_no_score_joins(tmp_path: Path) -> None:
    readings = (meeting("a", "2025-09-03"), meeting("b", "2025-09-05"))
    assert len(graph(*readings).events) == 2
    decided = ledger(tmp_path, "same event/meeting-a-e1 event/meeting-b-e1 # salah hari")
    made = graph(*readings, ledger=decided)
    assert told(made) == {"event/meeting-a-e1": ["a", "b"]}
    assert [(link.score, link.reason) for link in made.links] == [
        (1.0, "decided by hand: salah hari")
    ]


def test_different_parts_what_a_score_joins(tmp_path: Path) -> None:
    readings = (meeting("a", "2025-09-03"), meeting("b", "2025-09-03"))
    assert len(graph(*readings).events) == 1
    for line in ("different a/e1 b/e1", "different event/meeting-a-e1 event/meeting-b-e1"):
        assert len(graph(*readings, ledger=ledger(tmp_path, line)).events) == 2


def test_one_report_is_parted_from_all_others(tmp_path: Path) -> None:
    readings = [meeting(name, "2025-09-03") for name in "abcd"]
    made = graph(*readings, ledger=ledger(tmp_path, "different c/e1 a/e1 b/e1 d/e1"))
    assert sorted(told(made).values()) == [["a", "b", "d"], ["c"]]


def test_different_persons_stay_apart_and_same_ones_join(tmp_path: Path) -> None:
    rus = state("RUS", "Rusia")
    readings = (
        reading("a", [person("Retno Marsudi"), rus], office("Retno Marsudi", "Menlu", "Rusia")),
        reading(
            "b", [person("Retno LP Marsudi"), rus], office("Retno LP Marsudi", "Menlu", "Rusia")
        ),
        reading("c", [person("Bu Retno")]),
    )
    assert len(persons(graph(*readings))) == 2
    apart = ledger(tmp_path, "different person/retno-marsudi person/retno-lp-marsudi")
    assert len(persons(graph(*readings, ledger=apart))) == 3
    one = ledger(tmp_path, "same person/retno-marsudi person/bu-retno")
    assert len(persons(graph(*readings, ledger=one))) == 1


def test_a_decision_outlives_a_change_of_the_id(tmp_path: Path) -> None:
    """An older member of the event, or another usual spelling, must not undo it."""
    readings = (
        meeting("b", "2025-09-03"),
        meeting("c", "2025-09-05"),
        reading("d", [person("Sergei Lavrov")]),
        reading("e", [person("S Lavroff")]),
    )
    decided = ledger(
        tmp_path,
        "same event/meeting-b-e1 event/meeting-c-e1",
        "same person/sergei-lavrov person/s-lavroff",
    )
    more = (
        meeting("a", "2025-09-03"),
        reading("f", [person("Sergey Lavrov")]),
        reading("g", [person("Sergey Lavrov")]),
    )
    made = graph(*readings, *more, ledger=decided)
    assert told(made) == {"event/meeting-a-e1": ["a", "b", "c"]}
    assert persons(made)["person/sergey-lavrov"] == {"d", "e", "f", "g"}


def test_a_decision_about_what_is_not_there_waits_and_is_told(tmp_path: Path) -> None:
    idle = (
        "same person/x person/y",
        "same person/kim-jong-un person/y # one of them is there",
        "different a/e1 z/e1",
        "wrong claim/z/event/meeting-z-e1/type/Meeting",
        "wrong claim/a/event/meeting-a-e1/place/place/moskow # the article says Beijing",
    )
    obeyed = (
        "different person/kim-jong-un person/x person/vladimir-putin",
        "wrong claim/a/event/meeting-a-e1/place/place/beijing",
    )
    made = graph(meeting("a", "2025-09-03"), ledger=ledger(tmp_path, *idle, *obeyed))
    assert made.events
    assert [(d.text, d.is_obeyed) for d in made.decided] == [
        *((line, False) for line in idle),
        *((line, True) for line in obeyed),
    ]
    assert [d.line for d in made.decided] == [2, 3, 4, 5, 6, 7, 8]


def test_a_decision_is_withdrawn_and_other_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    lines = (HEADER, "# ours", "", "same person/a person/b # satu orang", "same b/e1 c/e1")
    path.write_text("\n".join(lines), encoding="utf-8")
    withdraw(path, "same person/a person/b # satu orang")
    assert path.read_text(encoding="utf-8") == "\n".join((*lines[:3], lines[4]))
    with pytest.raises(DecisionError, match="no decision 'same person/a person/b # satu orang'"):
        withdraw(path, "same person/a person/b # satu orang")


def test_a_reason_stays_one_line_whatever_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.txt"
    append(path, "same", ("a/e1", "b/e1"), "satu\n# dua\u2028wrong\udfff\x00 <b>")
    (decision,) = Ledger.read(path).decisions
    assert decision.why == "satu # dua wrong?\x00 <b>"


def test_things_of_two_types_cannot_be_one(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r":2: person/kim-jong-un is a Person"):
        graph(
            meeting("a", "2025-09-03"),
            ledger=ledger(tmp_path, "same person/kim-jong-un place/beijing"),
        )


def test_a_wrong_claim_leaves_the_graph_and_its_conflict(tmp_path: Path) -> None:
    readings = (meeting("a", "2025-09-03", "Moskow"), meeting("b", "2025-09-03"))
    assert graph(*readings).conflicts
    claim = "claim/a/event/meeting-a-e1/place/place/moskow"
    made = graph(*readings, ledger=ledger(tmp_path, f"wrong {claim} # di Beijing"))
    assert made.conflicts == ()
    assert [c.value.text for c in made.events[0].claims if c.slot == "place"] == ["place/beijing"]


def test_a_wrong_type_takes_out_all_that_the_article_says_of_the_event(tmp_path: Path) -> None:
    line = "wrong claim/a/event/meeting-a-e1/type/Meeting"
    alone = graph(meeting("a", "2025-09-03"), ledger=ledger(tmp_path, line))
    assert alone.events == ()
    both = graph(
        meeting("a", "2025-09-03"), meeting("b", "2025-09-03"), ledger=ledger(tmp_path, line)
    )
    assert list(told(both).values()) == [["b"]]


def test_an_office_that_an_article_does_not_give_goes(tmp_path: Path) -> None:
    told_of = reading(
        "a",
        [person("Sergei Lavrov"), state("RUS", "Rusia")],
        office("Sergei Lavrov", "Menlu", "Rusia"),
    )
    (held,) = graph(told_of).offices
    decided = ledger(tmp_path, f"wrong claim/a/{held.id}/type/Office")
    made = graph(told_of, ledger=decided)
    assert (made.offices, made.decided[0].is_obeyed) == ((), True)


def test_the_iri_of_any_claim_takes_that_claim_out(tmp_path: Path) -> None:
    """The IRIs are made by a later stage; the two must not drift apart."""
    rus, prk = state("RUS", "Rusia"), state("PRK", "Korea Utara")
    treaty = event(
        "Treaty",
        party=["Rusia", "Korea Utara"],
        name="Traktat Kemitraan Strategis Komprehensif antara Rusia & Korea Utara",
        date="2024-06",
    )
    sent = event("Deployment", deployer="Korea Utara", destination="Rusia", troopsMin=1000)
    told_of = reading("berita 1", [rus, prk], treaty, sent)
    claims = [claim for each in graph(told_of).events for claim in each.claims]
    assert {claim.value.kind.value for claim in claims} == {
        "entity",
        "text",
        "date",
        "number",
        "type",
    }
    for claim in claims:
        decided = ledger(tmp_path, f"wrong {Terms().claim(claim)}")
        left = [one for each in graph(told_of, ledger=decided).events for one in each.claims]
        gone = [one for one in claims if one not in left]
        whole = [one for one in claims if one.subject == claim.subject]
        assert gone == (whole if claim.slot == "type" else [claim])
