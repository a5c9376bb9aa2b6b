"""Where the words of a frame stand, in every form that news gives them."""

import pytest

from kg.claims.triggers import triggers
from tests.claims.factory import clause, mentions


def found(written: str) -> list[tuple[str, str]]:
    """Frame and words of each trigger, in order."""
    read = clause(written)
    return [
        (one.frame.name, " ".join(read.lower(i) for i in range(one.first, one.last + 1)))
        for one in triggers(read)
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Rusia menyerang/VERB Ukraina .", [("Attack", "menyerang")]),
        ("Ukraina diserang/VERB Rusia .", [("Attack", "diserang")]),
        ("Serangan-serangan Rusia usai .", [("Attack", "serangan-serangan")]),
        ("Kunjungannya usai .", [("Visit", "kunjungannya")]),
        ("Hujan turun/VERB .", []),
        # the longest counts, and only there
        ("Pertemuan puncak usai .", [("Meeting", "pertemuan puncak")]),
        # "gugur" in a date is no death
        ("Rusia menyerang/VERB pada musim gugur 2022 .", [("Attack", "menyerang")]),
    ],
)
def test_triggers(written: str, expected: list[tuple[str, str]]) -> None:
    assert found(written) == expected


def test_a_verb_and_its_event_noun_are_one_mention() -> None:
    told = [one.words for one in mentions("Kim dan Putin meneken/VERB perjanjian dagang .")]
    assert told == ["meneken"]


@pytest.mark.parametrize(
    ("written", "frames"),
    [
        ("Jerman/PROPN mengirim/VERB surat ke Ukraina .", set()),
        ("Iran mengirim/VERB tentara ke Ukraina .", {"Deployment"}),
        ("Iran mengirim/VERB senjata ke Ukraina .", {"Transfer"}),
        ("Iran mengirim/VERB 10 ton senjata ke Ukraina .", {"Transfer"}),
        ("Rusia meluncurkan/VERB rudal ke Ukraina .", {"Attack"}),
        ("Rusia meluncurkan/VERB buku di Ukraina .", set()),
        ("Rusia menyebut/VERB Iran provokatif .", {"Statement"}),
        ("Rusia menyebut/VERB Iran kemarin .", set()),
        ("Rusia menolak/VERB rencana Iran .", {"Statement"}),
        ("Rusia menolak/VERB surat Iran .", set()),
    ],
)
def test_what_the_words_around_a_trigger_must_be(written: str, frames: set[str]) -> None:
    assert {mention.frame for mention in mentions(written)} == frames


def test_support_that_is_a_purpose_is_no_statement() -> None:
    purpose = mentions("Iran mengirim/VERB tentara untuk mendukung/VERB Rusia .")
    assert "Statement" not in {mention.frame for mention in purpose}
    promise = mentions("Iran berjanji/VERB untuk mendukung/VERB Rusia .")
    assert "Statement" in {mention.frame for mention in promise}
