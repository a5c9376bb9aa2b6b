"""Short texts after reports of users, read by the real models: whole kinds that went wrong once."""

import pytest

from kg.claims import read
from kg.knowledge.files import shipped
from kg.model import Article, Event, Factuality, Reading
from kg.sentences.parsers.stanza import StanzaParser

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def parser() -> StanzaParser:
    return StanzaParser(shipped("models"))


def reading(parser: StanzaParser, text: str) -> Reading:
    article = Article(id="short", text=text, source="test", published="2025-06-01")
    return read(article, parser.parse(article))


def values(found: Reading, event: Event, slot: str) -> set[str]:
    labels = {entity.id: entity.label for entity in found.entities}
    given = (claim.value.text for claim in event.claims if claim.slot == slot)
    return {labels.get(value, value) for value in given}


def test_who_met_is_not_lost_to_who_is_still_to_be_met(parser: StanzaParser) -> None:
    found = reading(
        parser,
        "Presiden AS Joe Biden dan Presiden terpilih Donald Trump bertemu di Gedung Putih, Senin"
        " (20/1/2025). Trump berjanji akan bertemu Putin.",
    )
    (met,) = (one for one in found.events if one.claims[0].factuality is Factuality.CERTAIN)
    assert met.type == "Meeting"
    assert values(found, met, "participant") == {"Joe Biden", "Donald Trump"}
    assert values(found, met, "place") == {"Gedung Putih"}
    assert values(found, met, "date") == {"2025-01-20"}


@pytest.mark.parametrize(
    "text",
    [
        "Jika Israel menyerang Teheran, Iran akan membalas dengan mengirim rudal ke Tel Aviv.",
        "Rusia akan mengerahkan pasukan ke Kursk apabila Ukraina menyerang Belgorod.",
    ],
)
def test_nothing_under_a_condition_is_certain(parser: StanzaParser, text: str) -> None:
    found = reading(parser, text)
    certain = [one.type for one in found.events if one.claims[0].factuality is Factuality.CERTAIN]
    assert certain == []


@pytest.mark.parametrize(
    "text",
    [
        "Jika Israel menyerang Teheran, Iran akan membalas dengan mengirim rudal ke Tel Aviv.",
        "Serangan Ukraina dibalas dengan pengiriman puluhan drone ke Kharkiv oleh Rusia.",
    ],
)
def test_what_is_sent_in_return_for_an_attack_is_neither_deployed_nor_transferred(
    parser: StanzaParser, text: str
) -> None:
    types = {one.type for one in reading(parser, text).events}
    assert types.isdisjoint({"Deployment", "Transfer"})


def test_two_dates_are_two_meetings_of_those_who_met(parser: StanzaParser) -> None:
    found = reading(
        parser,
        "Menlu Retno Marsudi bertemu Menlu China Wang Yi di Beijing pada 6 Nop 2019. Sebelumnya,"
        " pada 12 Peb 2019, keduanya bertemu di Jakarta.",
    )
    met = [one for one in found.events if one.type == "Meeting"]
    assert [values(found, one, "date") for one in met] == [{"2019-11-06"}, {"2019-02-12"}]
    assert [values(found, one, "participant") for one in met] == [{"Retno Marsudi", "Wang Yi"}] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Timnas Israel menyerang pertahanan Italia. Israel akan bertemu Norwegia di final.",
        "Israel akan bertemu Norwegia di final. Pelatih Italia memuji Israel.",
        "Striker Jepang menembak di kotak penalti. Pelatih Australia mengecam Jepang.",
        "Seorang warga meninggal akibat serangan jantung di Jakarta.",
        "Sebanyak 12 warga Turki tewas akibat gempa di Istanbul.",
        "Utang itu menjadi bom waktu bagi Indonesia.",
        "Bank Indonesia menembak target inflasi 3 persen.",
    ],
)
def test_sport_illness_accidents_and_pictures_are_no_events(
    parser: StanzaParser, text: str
) -> None:
    assert reading(parser, text).events == ()


def test_an_exercise_has_those_who_join_it_and_not_its_name(parser: StanzaParser) -> None:
    found = reading(
        parser,
        "TNI AL dan US Navy menggelar latihan bersama Super Garuda Shield di Situbondo, Jawa Timur,"
        " pada 25 Agustus hingga 4 September 2025. Latihan diikuti Australia, Jepang, Singapura,"
        " dan Inggris.",
    )
    (event,) = found.events
    joined = {"Australia", "Jepang", "Singapura", "Inggris"}
    assert values(found, event, "participant") == {"TNI AL", "US Navy", *joined}
    assert values(found, event, "date") == {"2025-08-25"}


def test_two_deployments_of_a_sentence_stay_two_and_keep_their_denier(parser: StanzaParser) -> None:
    found = reading(
        parser,
        "Menurut Badan Intelijen Nasional Korea Selatan (NIS), Korut telah mengirim 3 ribu tentara"
        " ke Rusia dan berencana mengerahkan total 10 ribu personel hingga Desember. Rusia mulanya"
        " membantah laporan itu.",
    )
    sent, planned = found.events
    assert [one.claims[0].factuality for one in (sent, planned)] == [
        Factuality.CERTAIN,
        Factuality.PLANNED,
    ]
    assert (values(found, sent, "troopsMin"), values(found, planned, "troopsMin")) == (
        {"3000"},
        {"10000"},
    )
    labels = {entity.id: entity.label for entity in found.entities}
    for event in found.events:
        claim = event.claims[0]
        assert [labels[id_] for id_ in claim.attributed_to] == [
            "Badan Intelijen Nasional Korea Selatan"
        ]
        assert [labels[id_] for id_ in claim.denied_by] == ["Rusia"]
