"""Labels of events say what, who to whom, and when, in both languages."""

import pytest

from kg.model import Event
from kg.rdf.labels import Words, event_label, office_label
from kg.rdf.slots import slots
from tests.rdf.factory import claim, event

NAMES = {
    "person/budi": "Budi",
    "person/ani": "Ani",
    "state/IDN": "Indonesia",
    "place/bogor": "Bogor",
}
TYPES = {"Meeting": "pertemuan", "Visit": "kunjungan", "Treaty": "perjanjian", "Statement": "sikap"}
ID = Words(language="id", types=TYPES, names=NAMES, slots=slots())


@pytest.mark.parametrize(
    ("told", "label"),
    [
        (event("Meeting"), "Pertemuan"),
        (
            event(
                "Meeting", claim("participant", "person/budi"), claim("participant", "person/ani")
            ),
            "Pertemuan: Ani, Budi",
        ),
        (
            event("Visit", claim("visitor", "person/budi"), claim("destination", "place/bogor")),
            "Kunjungan: Budi → Bogor",
        ),
        (event("Visit", claim("destination", "place/bogor")), "Kunjungan: → Bogor"),
        (
            event("Treaty", claim("party", "state/IDN"), claim("name", "Pakta Bogor")),
            "Perjanjian: Pakta Bogor",
        ),
        (
            event("Statement", claim("stance", "Warn"), claim("speaker", "state/IDN")),
            "Sikap (peringatan): Indonesia",
        ),
    ],
)
def test_label_names_type_and_parties(told: Event, label: str) -> None:
    assert event_label(told, ID) == label


def test_date_is_shown_as_precise_as_known() -> None:
    told = event("Meeting", claim("date", "2025-03"), claim("date", "2025-03-21", "a2"))
    assert event_label(told, ID) == "Pertemuan (2025-03-21)"


def test_dates_that_disagree_are_not_chosen_from() -> None:
    told = event("Meeting", claim("date", "2025-03-21"), claim("date", "2025-03-22", "a2"))
    assert event_label(told, ID) == "Pertemuan"


def test_many_participants_are_counted() -> None:
    claims = [claim("participant", f"person/{letter}") for letter in "abcdef"]
    label = event_label(event("Meeting", *claims), ID)
    assert label == "Pertemuan: person/a, person/b, person/c, person/d +2"


def test_office_names_title_state_and_holder() -> None:
    claims = (claim("title", "Wali Kota"), claim("of", "state/IDN"), claim("holder", "person/ani"))
    office = Event(id="office/x", type="Office", claims=claims)
    assert office_label(office, NAMES) == "Wali Kota Indonesia: Ani"
