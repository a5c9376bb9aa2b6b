import pytest

from kg.model import Entity, Event, Factuality, Reading
from tests.resolve.factory import body, event, graph, office, person, place, reading, state, told

KIM, PUTIN, XI = person("Kim Jong Un"), person("Vladimir Putin"), person("Xi Jinping")
RUS, PRK, UKR, USA = (
    state("RUS", "Rusia"),
    state("PRK", "Korea Utara"),
    state("UKR", "Ukraina"),
    state("USA", "Amerika Serikat"),
)
BEIJING, MOSCOW = place("Beijing"), place("Moskow")
BOTH = ["Kim Jong Un", "Vladimir Putin"]


def merged(*readings: Reading) -> list[list[str]]:
    """The articles of every event that several tell of."""
    return [articles for articles in told(graph(*readings)).values() if len(articles) > 1]


def meeting(*who: str, place: str | None = None, date: str | None = None) -> Event:
    return event(
        "Meeting",
        participant=list(who),
        place=[place] if place else [],
        date=[date] if date else [],
    )


def test_reports_of_one_meeting_are_one_event_with_the_claims_of_each() -> None:
    made = graph(
        reading("a", [KIM, PUTIN, BEIJING], meeting(*BOTH, place="Beijing", date="2025-09-03")),
        reading("b", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03")),
    )
    (one,) = made.events
    assert one.id == "event/meeting-a-e1"
    assert {claim.subject for claim in one.claims} == {one.id}
    assert [(claim.article_id, claim.slot, claim.value.text) for claim in one.claims] == [
        ("a", "date", "2025-09-03"),
        ("a", "participant", "person/kim-jong-un"),
        ("a", "participant", "person/vladimir-putin"),
        ("a", "place", "place/beijing"),
        ("a", "type", "Meeting"),
        ("b", "date", "2025-09-03"),
        ("b", "participant", "person/kim-jong-un"),
        ("b", "participant", "person/vladimir-putin"),
        ("b", "type", "Meeting"),
    ]


def test_the_same_pair_on_another_day_is_another_meeting() -> None:
    first = reading("a", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03"))
    assert not merged(first, reading("b", [KIM, PUTIN], meeting(*BOTH, date="2025-09-04")))
    assert not merged(first, reading("b", [KIM, PUTIN], meeting(*BOTH, date="2024-06")))


def test_a_report_without_a_date_joins_the_event_just_before_it() -> None:
    dated = reading("a", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03"))
    june = reading("b", [KIM, PUTIN], meeting(*BOTH, date="2025-06-18"))
    report = reading("c", [KIM, PUTIN], meeting(*BOTH), published="2025-09-04")
    assert merged(dated, june, report) == [["a", "c"]]


def test_an_event_is_not_told_as_happened_before_it_was() -> None:
    later = reading("a", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03"))
    assert not merged(later, reading("b", [KIM, PUTIN], meeting(*BOTH), published="2025-08-01"))


def test_a_report_that_fits_two_different_meetings_joins_neither() -> None:
    assert not merged(
        reading("a", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03")),
        reading("b", [KIM, PUTIN], meeting(*BOTH, date="2025-09-02")),
        reading("c", [KIM, PUTIN], meeting(*BOTH), published="2025-09-04"),
    )


def test_no_chain_through_a_report_that_fits_both() -> None:
    """A month fits both days, but the two days are two events."""
    groups = merged(
        reading("a", [KIM, PUTIN, BEIJING], meeting(*BOTH, date="2025-09-03", place="Beijing")),
        reading("b", [KIM, PUTIN, BEIJING], meeting(*BOTH, date="2025-09", place="Beijing")),
        reading("c", [KIM, PUTIN, MOSCOW], meeting(*BOTH, date="2025-09-20", place="Moskow")),
    )
    assert groups == [["a", "b"]]


def test_two_meetings_of_one_article_stay_two() -> None:
    both = (meeting(*BOTH, date="2025-09-03"), meeting(*BOTH, "Xi Jinping", date="2025-09-03"))
    made = graph(
        reading("a", [KIM, PUTIN, XI], *both),
        reading("b", [KIM, PUTIN, XI], both[1]),
    )
    assert told(made) == {"event/meeting-a-e1": ["a"], "event/meeting-a-e2": ["a", "b"]}


def test_another_stance_is_another_statement() -> None:
    def statement(stance: str) -> Event:
        return event(
            "Statement", speaker="Kim Jong Un", target="Rusia", stance=stance, date="2025-09-03"
        )

    first = reading("a", [KIM, RUS], statement("Support"))
    assert merged(first, reading("b", [KIM, RUS], statement("Support"))) == [["a", "b"]]
    assert not merged(first, reading("b", [KIM, RUS], statement("Warn")))


def test_statements_of_other_occasions_stay_apart() -> None:
    support = event("Statement", speaker="Kim Jong Un", target="Rusia", stance="Support")
    assert not merged(
        reading("a", [KIM, RUS], support, published="2025-07-13"),
        reading("b", [KIM, RUS], support, published="2025-09-04"),
        reading("c", [KIM, RUS], support),
    )


def test_goods_of_other_kinds_are_other_transfers() -> None:
    def transfer(item: str) -> Event:
        return event("Transfer", supplier="Korea Utara", recipient="Rusia", item=item)

    arms = reading("a", [PRK, RUS], transfer("amunisi artileri"))
    assert merged(arms, reading("b", [PRK, RUS], transfer("peluru dan rudal"))) == [["a", "b"]]
    assert not merged(arms, reading("b", [PRK, RUS], transfer("beras dan gandum")))


def test_talk_of_what_may_come_is_not_what_happened() -> None:
    def sent(factuality: Factuality) -> Event:
        return event(
            "Transfer",
            supplier="Korea Utara",
            recipient="Rusia",
            item="amunisi",
            factuality=factuality,
        )

    happened = reading("a", [PRK, RUS], sent(Factuality.CERTAIN), published="2025-09-04")
    planned = reading("b", [PRK, RUS], sent(Factuality.PLANNED), published="2025-09-04")
    assert not merged(happened, planned)


def test_troops_of_another_order_are_another_deployment() -> None:
    def deployment(low: int, high: int) -> Event:
        return event(
            "Deployment", deployer="Korea Utara", destination="Rusia", troopsMin=low, troopsMax=high
        )

    first = reading("a", [PRK, RUS], deployment(10000, 12000))
    assert merged(first, reading("b", [PRK, RUS], deployment(14000, 14000))) == [["a", "b"]]
    assert not merged(first, reading("b", [PRK, RUS], deployment(1000, 1000)))


def test_strikes_on_other_places_of_one_day_are_other_attacks() -> None:
    def attack(where: str) -> Event:
        return event("Attack", attacker="Rusia", target=where, date="2025-07-02")

    kharkiv, odesa = place("Kharkiv"), place("Odesa")
    first = reading("a", [RUS, kharkiv], attack("Kharkiv"))
    assert merged(first, reading("b", [RUS, kharkiv], attack("Kharkiv"))) == [["a", "b"]]
    assert not merged(first, reading("b", [RUS, odesa], attack("Odesa")))


def test_a_treaty_is_one_by_name_though_articles_date_it_differently() -> None:
    def treaty(date: str, name: str) -> Event:
        return event("Treaty", party=["Korea Utara", "Rusia"], name=name, date=date)

    name = "Traktat Kemitraan Strategis Komprehensif"
    made = graph(
        reading("a", [PRK, RUS], treaty("2024-06-18", name)),
        reading("b", [PRK, RUS], treaty("2024-06-19", f"{name} Rusia–Korea Utara")),
        reading("c", [PRK, RUS], treaty("2024-06-19", "Perjanjian Ekstradisi")),
    )
    assert told(made) == {"treaty/a-e1": ["a", "b"], "treaty/c-e1": ["c"]}


def test_a_state_may_stand_for_its_minister() -> None:
    lavrov = person("Sergei Lavrov")
    made = graph(
        reading(
            "a",
            [KIM, lavrov, RUS],
            office("Sergei Lavrov", "Menlu", "Rusia"),
            meeting("Kim Jong Un", "Sergei Lavrov", date="2025-07-12"),
        ),
        reading("b", [KIM, RUS], meeting("Kim Jong Un", "Rusia", date="2025-07-12")),
    )
    assert told(made) == {"event/meeting-a-e1": ["a", "b"]}


def test_a_link_tells_the_score_and_why() -> None:
    made = graph(
        reading("a", [KIM, PUTIN, BEIJING], meeting(*BOTH, place="Beijing", date="2025-09-03")),
        reading("b", [KIM, PUTIN, MOSCOW], meeting(*BOTH, place="Moskow"), published="2025-09-04"),
    )
    (link,) = made.links
    assert (link.left, link.right, link.score) == ("a/e1", "b/e1", 0.84)
    assert "participant Kim Jong Un, Vladimir Putin" in link.reason
    assert "places differ (Beijing / Moskow)" in link.reason


def test_offices_are_one_by_holder_title_and_state() -> None:
    made = graph(
        reading("a", [PUTIN, RUS], office("Vladimir Putin", "Presiden", "Rusia")),
        reading("b", [PUTIN, RUS], office("Vladimir Putin", "presiden", "Rusia")),
        reading("c", [PUTIN, RUS], office("Vladimir Putin", "Perdana Menteri", "Rusia")),
    )
    assert [each.id for each in made.offices] == [
        "office/vladimir-putin-perdana-menteri-rus",
        "office/vladimir-putin-presiden-rus",
    ]


@pytest.mark.parametrize("extra", [body("NATO"), UKR, USA])
def test_what_an_article_names_beside_an_event_does_not_matter(extra: Entity) -> None:
    first = reading("a", [KIM, PUTIN], meeting(*BOTH, date="2025-09-03"))
    second = reading("b", [KIM, PUTIN, extra], meeting(*BOTH, date="2025-09-03"))
    assert merged(first, second) == [["a", "b"]]
