import pytest

from kg.model import Conflict, Factuality
from tests.resolve.factory import event, graph, person, place, reading, state

KIM, PUTIN = person("Kim Jong Un"), person("Vladimir Putin")
RUS, PRK = state("RUS", "Rusia"), state("PRK", "Korea Utara")
BOTH = ["Kim Jong Un", "Vladimir Putin"]


def meetings(left: str, right: str) -> tuple[Conflict, ...]:
    told = (
        event("Meeting", participant=BOTH, place=where, date="2025-09-03")
        for where in (left, right)
    )
    things = [KIM, PUTIN, RUS, *map(place, ("Beijing", "Moskow", "Istana Entah", "Wonsan"))]
    return graph(
        *(reading(id_, things, each) for id_, each in zip("ab", told, strict=True))
    ).conflicts


def test_two_cities_are_a_conflict_with_the_claims_of_both_articles() -> None:
    (conflict,) = meetings("Beijing", "Moskow")
    assert (conflict.id, conflict.slot) == ("conflict/meeting-a-e1-place", "place")
    assert conflict.subject == "event/meeting-a-e1"
    assert [(claim.article_id, claim.value.text) for claim in conflict.claims] == [
        ("a", "place/beijing"),
        ("b", "place/moskow"),
    ]


@pytest.mark.parametrize("right", ["Beijing", "Istana Entah"])
def test_a_place_that_may_be_inside_the_other_is_no_conflict(right: str) -> None:
    assert meetings("Beijing", right) == ()


def test_a_city_and_its_state_are_no_conflict() -> None:
    told = [
        event("Meeting", participant=BOTH, place=w, date="2025-09-03") for w in ("Rusia", "Moskow")
    ]
    things = [KIM, PUTIN, RUS, place("Moskow")]
    assert graph(reading("a", things, told[0]), reading("b", things, told[1])).conflicts == ()


def deployments(left: tuple[int, int], right: tuple[int, int]) -> tuple[Conflict, ...]:
    told = (
        event(
            "Deployment", deployer="Korea Utara", destination="Rusia", troopsMin=low, troopsMax=high
        )
        for low, high in (left, right)
    )
    return graph(
        *(reading(id_, [RUS, PRK], each) for id_, each in zip("ab", told, strict=True))
    ).conflicts


def test_troop_figures_that_do_not_overlap_are_a_conflict() -> None:
    (conflict,) = deployments((10000, 12000), (14000, 14000))
    assert conflict.slot == "troopsMin"
    assert [claim.value.text for claim in conflict.claims] == ["12000", "10000", "14000", "14000"]


@pytest.mark.parametrize("right", [(11000, 11000), (12000, 15000), (10000, 10000)])
def test_troop_figures_that_overlap_are_no_conflict(right: tuple[int, int]) -> None:
    assert deployments((10000, 12000), right) == ()


def test_a_rounded_figure_is_no_conflict() -> None:
    assert deployments((12345, 12345), (12000, 12000)) == ()


def treaties(left: str, right: str) -> list[str]:
    told = (
        event("Treaty", party=["Rusia", "Korea Utara"], name="Traktat Kemitraan", date=date)
        for date in (left, right)
    )
    made = graph(*(reading(id_, [RUS, PRK], each) for id_, each in zip("ab", told, strict=True)))
    return [conflict.slot for conflict in made.conflicts]


def test_dates_conflict_unless_one_is_a_less_precise_form_of_the_other() -> None:
    assert treaties("2024-06-18", "2024-06-19") == ["date"]
    assert treaties("2024-06-18", "2024-06") == []
    assert treaties("2024", "2024-06-18") == []


def transfers(factuality: Factuality, denied_by: list[str]) -> list[str]:
    first = event("Transfer", supplier="Korea Utara", recipient="Rusia", item="amunisi")
    second = event(
        "Transfer",
        supplier="Korea Utara",
        recipient="Rusia",
        item="amunisi",
        factuality=factuality,
        denied_by=denied_by,
    )
    made = graph(reading("a", [RUS, PRK], first), reading("b", [RUS, PRK], second))
    assert len(made.events) == 1
    return [conflict.slot for conflict in made.conflicts]


def test_asserted_against_denied_is_a_conflict() -> None:
    assert transfers(Factuality.DENIED, []) == ["factuality"]
    assert transfers(Factuality.POSSIBLE, ["Rusia"]) == ["factuality"]
    assert transfers(Factuality.CERTAIN, []) == []


def test_one_article_does_not_conflict_with_itself() -> None:
    told = event("Meeting", participant=BOTH, place=["Beijing", "Moskow"], date="2025-09-03")
    things = [KIM, PUTIN, place("Beijing"), place("Moskow")]
    assert graph(reading("a", things, told)).conflicts == ()
