"""From phrases to values: who stands for whom, how many, which words."""

import pytest

from kg.claims.fillers import bounds, referents
from kg.model import NumberValue
from tests.claims.factory import clause, holder, mentions, only, sides, slots


def number(low: int | None, high: int | None) -> NumberValue:
    return NumberValue(start=0, end=1, low=low, high=high, approximate=False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Menlu Rusia Lavrov tiba/VERB .", ("Lavrov",)),
        ("Lavrov , Menlu Rusia , tiba/VERB .", ("Lavrov",)),
        ("Pasukan Rusia tiba/VERB .", ("Rusia",)),
        ("Rencana Putin gagal/VERB .", ("Putin",)),
        ("Hujan turun/VERB .", ()),
    ],
)
def test_whom_a_phrase_stands_for(written: str, expected: tuple[str, ...]) -> None:
    assert referents(clause(written).phrases[0]) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (12, 12, {"killedMin": "12", "killedMax": "12"}),
        (1000, 3000, {"killedMin": "1000", "killedMax": "3000"}),
        (1000, None, {"killedMin": "1000", "killedMax": "1000"}),
        (None, 50, {"killedMin": "50", "killedMax": "50"}),
    ],
)
def test_an_open_bound_takes_the_given_figure(
    low: int | None, high: int | None, expected: dict[str, str]
) -> None:
    found = bounds("killed", number(low, high))
    assert {filler.slot: filler.value.text for filler in found} == expected


@pytest.mark.parametrize(
    ("written", "minimum", "maximum"),
    [
        ("Rusia mengirim/VERB 3.000 tentara ke Kursk .", "3000", "3000"),
        ("Sekitar 2.000 tentara Rusia dikirim/VERB ke Kursk .", "2000", "2000"),
        ("Rusia mengirim/VERB 1.000 hingga 3.000 tentara ke Kursk .", "1000", "3000"),
    ],
)
def test_how_many_troops(written: str, minimum: str, maximum: str) -> None:
    found = slots(only("Deployment", written))
    assert (found["troopsMin"], found["troopsMax"]) == ({minimum}, {maximum})


def test_each_deployment_has_the_number_of_its_own_troops() -> None:
    sent, planned = (
        slots(one)
        for one in mentions(
            "Iran mengirim/VERB 3.000 tentara ke Rusia dan akan mengerahkan/VERB 10.000 tentara ."
        )
        if one.frame == "Deployment"
    )
    assert (sent["troopsMin"], planned["troopsMin"]) == ({"3000"}, {"10000"})


@pytest.mark.parametrize(
    ("written", "slot", "count"),
    [
        ("Serangan Israel ke Gaza menewaskan/VERB 12 orang .", "killed", "12"),
        ("Sebanyak 12 warga tewas/VERB di Gaza .", "killed", "12"),
        ("Serangan Israel ke Gaza melukai/VERB 20 orang .", "wounded", "20"),
        ("Iran menyandera/VERB 5 tentara Israel .", "captured", "5"),
        ("Korban tewas di Gaza telah mencapai/VERB 55.000 orang .", "killed", "55000"),
        ("Serangan Israel menewaskan/VERB Choe .", "killed", "1"),
        ("Serangan Israel menewaskan/VERB Choe , Lavrov , dan Kim .", "killed", "3"),
    ],
)
def test_how_many_are_lost(written: str, slot: str, count: str) -> None:
    found = slots(only("Casualties", written))
    assert (found[f"{slot}Min"], found[f"{slot}Max"]) == ({count}, {count})


def test_named_persons_are_no_figure_of_troops() -> None:
    (mention,) = (
        one
        for one in mentions("Rusia mengirim/VERB tentara dan Choe ke Kursk .")
        if one.frame == "Deployment"
    )
    assert "troopsMin" not in slots(mention)


def test_a_person_stands_for_the_state_of_the_office_where_only_a_state_fits() -> None:
    event = only(
        "Attack",
        "Putin menyerang/VERB Ukraina .",
        holders=[holder("Putin", "presiden rusia", "Rusia")],
    )
    (claim,) = (claim for claim in event.claims if claim.slot == "attacker")
    assert claim.value.text == "Rusia"
    assert claim.reason.endswith("by office")


def test_a_person_stands_for_no_place() -> None:
    known = [holder("Putin", "presiden rusia", "Rusia")]
    found = slots(only("Exercise", "Iran menggelar/VERB latihan militer di Putin .", holders=known))
    assert found == {"participant": {"Iran"}}


def test_the_side_of_somebody_is_the_state_behind_the_body() -> None:
    known = sides([holder("Kim", "ketua hamas", "Hamas")], around={"Hamas": "Iran"})
    assert [known.side(entity) for entity in ("Kim", "Hamas", "Iran")] == ["Iran", "Iran", "Iran"]
    assert known.side("Lavrov") == "Lavrov"


def test_words_are_taken_as_the_article_writes_them() -> None:
    (mention,) = (
        one
        for one in mentions("Rusia mengirim/VERB 3.000 Tentara Elit ke Kursk .")
        if one.frame == "Deployment"
    )
    assert slots(mention)["force"] == {"3.000 Tentara Elit"}
