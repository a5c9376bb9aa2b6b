"""Whom an article has a fact from, and who denies it."""

import pytest

from kg.claims.attribution import sources
from kg.model import Factuality
from tests.claims.factory import clause, events, factuality_of, holder, only, sides

MEETING = "Kim bertemu/VERB Putin"


@pytest.mark.parametrize(
    ("written", "attributed"),
    [
        (f"Menurut KCNA , {MEETING} .", ("KCNA",)),
        (f"{MEETING} , menurut KCNA dan Tass .", ("KCNA", "Tass")),
        (f"{MEETING} , kata/VERB Lavrov .", ("Lavrov",)),
        (f"{MEETING} , kata/VERB Menlu Rusia Lavrov .", ("Lavrov",)),
        # what is told begins with a name, which does not tell it
        (f"Lavrov mengatakan/VERB serangan Israel menyusul/VERB , {MEETING} .", ("Lavrov",)),
        (f"Lavrov/PROPN/5/nsubj , Rabu/PROPN , mengatakan/VERB {MEETING} .", ("Lavrov",)),
        (f"Cerita itu jelas/ADJ Iran mengulang/VERB bahwa {MEETING} .", ()),
        (f"Lavrov mengatakan/VERB bahwa {MEETING} .", ("Lavrov",)),
        (f"{MEETING} , seperti dilansir/VERB Tass .", ("Tass",)),
        (f"Dilansir/VERB dari KCNA , {MEETING} .", ("KCNA",)),
        (f"{MEETING} .", ()),
        # the other clause is reported, this one is not
        (f"{MEETING} dan Lavrov mengatakan/VERB bahwa Iran menolak/VERB .", ()),
        (f"{MEETING} , kata/VERB sumber .", ()),
        (f"Menurut rencana , {MEETING} .", ()),
    ],
)
def test_sources_of_an_event(written: str, attributed: tuple[str, ...]) -> None:
    (event,) = {claim.attributed_to for claim in only("Meeting", written).claims}
    assert event == attributed


def test_who_takes_part_is_no_source_of_the_event() -> None:
    event = only("Meeting", "Putin mengatakan/VERB bahwa ia bertemu/VERB dengan Kim .")
    assert {claim.attributed_to for claim in event.claims} == {()}


def test_sources_of_all_sentences_add_up() -> None:
    event = only("Meeting", f"Menurut KCNA , {MEETING} .", f"{MEETING} , kata/VERB Lavrov .")
    assert {claim.attributed_to for claim in event.claims} == {("KCNA", "Lavrov")}


def test_who_denies_is_no_source_and_weakens() -> None:
    event = only(
        "Attack",
        "Iran menyerang/VERB Israel , kata/VERB PBB .",
        "Iran membantah/VERB menyerang/VERB Israel .",
    )
    assert {(claim.attributed_to, claim.denied_by) for claim in event.claims} == {
        (("PBB",), ("Iran",))
    }
    assert factuality_of(event) is Factuality.POSSIBLE


@pytest.mark.parametrize(
    "written",
    [
        "Putin membantah/VERB serangan Iran ke Israel .",
        "Serangan Iran ke Israel dibantah/VERB oleh Putin .",
        "Serangan Iran ke Israel dibantah/VERB Putin .",
    ],
)
def test_who_denies_is_the_one_who_acts(written: str) -> None:
    event = only("Attack", written)
    assert {claim.denied_by for claim in event.claims} == {("Putin",)}


@pytest.mark.parametrize(
    ("denial", "factuality"),
    [
        ("Rusia membantah/VERB laporan itu .", Factuality.POSSIBLE),
        ("Tuduhan tersebut dibantah/VERB oleh Rusia .", Factuality.POSSIBLE),
        ("Rusia sempat/ADV membantah/VERB laporan itu .", Factuality.CERTAIN),
        ("Rusia mula +nya membantah/VERB laporan itu .", Factuality.CERTAIN),
    ],
)
def test_what_was_told_before_is_denied(denial: str, factuality: Factuality) -> None:
    event = only("Deployment", "Korea Utara mengirim/VERB 3.000 tentara ke Kursk .", denial)
    assert {claim.denied_by for claim in event.claims} == {("Rusia",)}
    assert factuality_of(event) is factuality


def test_a_denial_is_of_the_nearest_sentence_that_tells_of_something() -> None:
    told = ("Israel menyerang/VERB Gaza .", "Iran mengirim/VERB 300 tentara ke Kursk .")
    found = events(*told, "Rusia membantah/VERB laporan itu .")
    denied = {event.type: {claim.denied_by for claim in event.claims} for event in found}
    assert denied["Deployment"] == {("Rusia",)}
    assert denied["Attack"] == {()}


def test_a_quoted_office_holder_is_the_speaker_of_a_statement() -> None:
    quote = '" Kami mengecam/VERB Israel , " kata/VERB Anwar .'
    event = only("Statement", quote, holders=[holder("Anwar", "presiden malaysia", "Malaysia")])
    speakers = {claim.value.text for claim in event.claims if claim.slot == "speaker"}
    assert speakers == {"Anwar"}


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("Menurut KCNA , Kim tiba/VERB .", (1, 6)),
        ("Lavrov mengatakan/VERB bahwa Kim tiba/VERB .", (2, 6)),
        ("Kim tiba/VERB , kata/VERB Lavrov .", (1, 4)),
        ("Itu kata/VERB Lavrov , Kim tiba/VERB .", (1, 7)),
    ],
)
def test_how_much_of_a_sentence_is_reported(written: str, scope: tuple[int, int]) -> None:
    (source,) = sources(clause(written), sides())
    assert source.scope == scope
    assert not source.denies
