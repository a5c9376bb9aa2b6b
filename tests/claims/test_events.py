"""Mentions of one event are joined, and those of another are not."""

import pytest

from kg.model import Factuality
from tests.claims.factory import events, factuality_of, holder, only, slots

RUSSIANS = [holder("Putin", "presiden rusia", "Rusia"), holder("Lavrov", "menlu rusia", "Rusia")]
SIGNERS = [holder("Prabowo", "presiden ri", "Indonesia"), holder("Anwar", "pm", "Malaysia")]


def told(frame: str, *written: str) -> list[dict[str, set[str]]]:
    return [slots(event) for event in events(*written) if event.type == frame]


@pytest.mark.parametrize(
    "second",
    [
        "Putin bertemu/VERB Kim .",
        "Pertemuan itu digelar/VERB di Beijing .",
        "Pertemuan Kim dan Putin usai .",
        "Putin bertemu/VERB Kim pada 12 Juni 2024 .",
        "Keduanya bertemu/VERB di Beijing .",
    ],
)
def test_one_event_told_twice(second: str) -> None:
    (event,) = told("Meeting", "Kim bertemu/VERB Putin pada Juni 2024 .", second)
    assert event["participant"] == {"Kim", "Putin"}


@pytest.mark.parametrize(
    "second",
    [
        "Kim bertemu/VERB Lavrov .",
        "Lavrov bertemu/VERB Retno .",
        "Kim bertemu/VERB Putin pada 12 Mei 2024 .",
    ],
)
def test_another_event_of_the_type(second: str) -> None:
    assert len(told("Meeting", "Kim bertemu/VERB Putin pada Juni 2024 .", second)) == 2


def test_an_attack_and_the_answer_to_it_are_two() -> None:
    found = told("Attack", "Rusia menyerang/VERB Ukraina .", "Ukraina menyerang/VERB Rusia .")
    assert found == [
        {"attacker": {"Rusia"}, "target": {"Ukraina"}},
        {"attacker": {"Ukraina"}, "target": {"Rusia"}},
    ]


def test_of_two_dates_the_more_precise_is_kept() -> None:
    (event,) = told(
        "Meeting",
        "Kim bertemu/VERB Putin pada Juni 2024 .",
        "Putin bertemu/VERB Kim pada 12 Juni 2024 .",
    )
    assert event["date"] == {"2024-06-12"}


def test_what_follows_adds_and_tells_of_nothing_alone() -> None:
    (event,) = told("Meeting", "Putin bertemu/VERB Kim .", "Turut/ADV hadir/VERB Lavrov .")
    assert event["participant"] == {"Kim", "Lavrov", "Putin"}
    assert told("Meeting", "Hadir/VERB Lavrov dan Choe .") == []
    far = ["Putin bertemu/VERB Kim .", *["Hujan turun/VERB ."] * 3, "Turut/ADV hadir/VERB Choe ."]
    assert told("Meeting", *far) == [{"participant": {"Kim", "Putin"}}]


@pytest.mark.parametrize(
    "written", ["Kim bertemu/VERB warga di Beijing .", "Serangan Rusia usai .", "Sanksi usai ."]
)
def test_an_event_that_lacks_what_it_needs_is_none(written: str) -> None:
    assert events(written) == ()


def test_a_state_beside_its_person_is_no_party_of_its_own() -> None:
    event = only("Meeting", "Kim bertemu/VERB Putin dan Rusia .", holders=RUSSIANS)
    assert slots(event)["participant"] == {"Kim", "Putin"}
    event = only("Meeting", "Kim bertemu/VERB Putin dan Iran .", holders=RUSSIANS)
    assert slots(event)["participant"] == {"Kim", "Putin", "Iran"}


def test_the_states_of_those_who_sign_are_the_parties() -> None:
    written = "Prabowo dan Anwar menandatangani/VERB perjanjian dagang di Tokyo ."
    assert slots(only("Treaty", written, holders=SIGNERS)) == {
        "signatory": {"Prabowo", "Anwar"},
        "party": {"Indonesia", "Malaysia"},
        "name": {"perjanjian dagang"},
        "place": {"Tokyo"},
    }


def test_states_that_sign_are_the_parties() -> None:
    event = only("Treaty", "Iran dan Jepang menandatangani/VERB perjanjian dagang .")
    assert slots(event)["party"] == {"Iran", "Jepang"}
    assert "signatory" not in slots(event)


def test_where_an_attack_has_no_target_its_place_is_the_target() -> None:
    (event,) = told("Attack", "Rusia melancarkan/VERB serangan di Kursk .")
    assert event == {"attacker": {"Rusia"}, "target": {"Kursk"}}
    (event,) = told("Attack", "Rusia menyerang/VERB Ukraina di Kursk .")
    assert event == {"attacker": {"Rusia"}, "target": {"Ukraina"}, "place": {"Kursk"}}


def test_the_state_around_a_named_place_is_not_where_it_happened() -> None:
    (event,) = told("Meeting", "Kim bertemu/VERB Putin di Tokyo , Jepang .")
    assert event["place"] == {"Tokyo"}


def test_what_a_verb_says_outweighs_a_noun() -> None:
    event = only("Meeting", "Kim akan bertemu/VERB Putin .", "Pertemuan Kim dan Putin usai .")
    assert factuality_of(event) is Factuality.PLANNED
    event = only("Meeting", "Kim akan bertemu/VERB Putin .", "Putin bertemu/VERB Kim .")
    assert factuality_of(event) is Factuality.CERTAIN


def test_losses_take_place_and_side_from_the_attack_that_caused_them() -> None:
    (loss,) = told(
        "Casualties", "Rusia menyerang/VERB Ukraina .", "Serangan itu menewaskan/VERB 12 orang ."
    )
    assert (loss["affected"], loss["killedMin"]) == ({"Ukraina"}, {"12"})


def test_a_figure_behind_completes_what_was_sent() -> None:
    sent = "Rusia mengirim/VERB tentara ke Kursk ."
    (event,) = told("Deployment", sent, "Jumlah tersebut mencapai/VERB 1.000 hingga 3.000 orang .")
    assert (event["troopsMin"], event["troopsMax"]) == ({"1000"}, {"3000"})
    (event,) = told("Deployment", sent, "Jumlah warga mencapai/VERB 3.000 orang .")
    assert "troopsMin" not in event


def test_the_date_of_a_report_is_not_the_event_s() -> None:
    reported = "Lavrov mengatakan/VERB , Rabu ( 12/6/2024 ) , Kim bertemu/VERB Putin ."
    assert told("Meeting", reported) == [{"participant": {"Kim", "Putin"}}]


def test_a_statement_has_the_date_on_which_its_speaker_spoke() -> None:
    event = only(
        "Statement",
        "Lavrov mengatakan/VERB , Rabu ( 12/6/2024 ) , bahwa Rusia siap .",
        "Lavrov mengecam/VERB Israel .",
    )
    assert slots(event)["date"] == {"2024-06-12"}
