"""Named entities of an article: what is found, what it is called, and what is one thing."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from kg.knowledge.gazetteers import in_use, own_names
from kg.mentions import find_entities
from kg.mentions.entities import entities_of
from kg.mentions.names import Name
from kg.mentions.reading import Read
from kg.mentions.words import words_of
from kg.model import Entity, EntityType
from tests.knowledge.own import write_names
from tests.mentions.written import parsed

PERSON, STATE, ORGANIZATION, PLACE = EntityType


def found(marked: str, **roles: tuple[str, str, str]) -> set[tuple[str, str]]:
    return {(e.type.value, e.label) for e in find_entities(*parsed(marked, roles))}


def only(entities: tuple[Entity, ...], kind: EntityType) -> list[Entity]:
    return [entity for entity in entities if entity.type == kind]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Pasukan Korut tiba.", "PRK"),
        ("Pasukan Republik Rakyat Demokratik Korea tiba.", "PRK"),
        ("Kapal AS tiba.", "USA"),
        ("Warga RRC tiba.", "CHN"),
        ("Menteri Uni Emirat Arab tiba.", "ARE"),
        ("Menteri UEA tiba.", "ARE"),
        ("Pejabat Uni Soviet tiba.", "SUN"),
        ("Rakyat Palestina bertahan.", "PSE"),
        ("Kremlin membantah kabar itu.", "RUS"),
        ("PASUKAN [GPE RUSIA] TIBA", "RUS"),
    ],
)
def test_states_are_known_by_every_name_in_use(text: str, key: str) -> None:
    assert [e.key for e in only(find_entities(*parsed(text)), STATE)] == [key]


@pytest.mark.parametrize("text", ["mereka as roda", "omzet naik", "negara Barat", "Senin pagi"])
def test_ordinary_words_name_nothing(text: str) -> None:
    assert find_entities(*parsed(text)) == ()


def test_names_of_a_users_own_are_found_while_they_are_in_use(tmp_path: Path) -> None:
    marked = "Kemarin Sari Wulandari dari KDMPdan Koperasi Desa Merah Putih tiba di Balong Wetan."
    usual = {entity.key for entity in find_entities(*parsed(marked))}
    with in_use(own_names(write_names(tmp_path))):
        found = find_entities(*parsed(marked))
    assert [(entity.type, entity.key) for entity in found] == [
        (PERSON, "orang/sari"),
        (ORGANIZATION, "lembaga/kopdes"),
        (PLACE, "desa/balong"),
    ]
    assert found[1].names == ("KDMP", "Koperasi Desa Merah Putih")
    assert {mention.origin for mention in found[1].mentions} == {"gazetteer lembaga (own)"}
    assert {entity.key for entity in find_entities(*parsed(marked))} == usual <= {None}


def test_a_name_that_begins_a_longer_one_keeps_its_own_label() -> None:
    bodies = only(find_entities(*parsed("Kemarin TNI AL tiba.")), ORGANIZATION)
    assert [(one.key, one.label) for one in bodies] == [("tni-al", "TNI AL"), ("tni", "TNI")]


def test_both_states_of_a_hyphenated_pair_are_found() -> None:
    assert found("Hubungan Rusia-Korut erat.") == {("State", "Rusia"), ("State", "Korea Utara")}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Rapat digelar di Moskow.", ("Place", "Moskow")),
        ("Rapat digelar di Gedung Putih.", ("Place", "Gedung Putih")),
        ("Kata Gedung Putih kemarin.", ("State", "Amerika Serikat")),
        ("Mereka tiba di ibu kota Teheran.", ("Place", "Teheran")),
        ("Mereka bertemu di Pyongyang, Korea Utara.", ("Place", "Pyongyang")),
        ("Hubungan Pyongyang kian erat.", ("State", "Korea Utara")),
        ("Kesepakatan antara Moskow dan Teheran.", ("State", "Rusia")),
    ],
)
def test_a_capital_is_a_place_or_its_state(marked: str, expected: tuple[str, str]) -> None:
    assert expected in found(marked)


def test_a_state_is_one_by_its_name_whatever_the_tagger_calls_it() -> None:
    assert found("Kata [GPE Rusia] kemarin.") == {("State", "Rusia")}
    assert found("Kata [LOC Rusia] kemarin.") == {("State", "Rusia")}


def test_a_capital_that_acts_is_its_state() -> None:
    marked = "Kemarin Pyongyang membantah kabar itu."
    assert found(marked, Pyongyang=("nsubj", "membantah", "VERB")) == {("State", "Korea Utara")}


def test_a_capital_behind_a_noun_of_moving_is_the_place_whatever_its_tag() -> None:
    marked = "Kunjungan Shoigu ke Pyongyang berakhir."
    for upos in ("NOUN", "PROPN"):
        places = found(marked, Pyongyang=("nmod", "Kunjungan", upos))
        assert ("Place", "Pyongyang") in places


def test_the_publisher_of_an_article_is_an_organization() -> None:
    article, sentences = parsed("[PER Garissatu] mencatat serangan itu.")
    (entity,) = find_entities(replace(article, publisher="Garissatu"), sentences)
    assert (entity.type, entity.label) == (ORGANIZATION, "Garissatu")


def test_a_part_of_a_state_is_a_place() -> None:
    marked = "Serangan di [LOC Lebanon] selatan berlanjut."
    roles = {"selatan": ("amod", "Lebanon", "PROPN")}
    assert ("Place", "Lebanon selatan") in found(marked, **roles)


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("Kata [PER Presiden Vladimir Putin] kemarin.", "Vladimir Putin"),
        ("Presiden Lee Jae Myung tiba.", "Lee Jae Myung"),
        ("Kata [PER Israel Katz] kemarin.", "Israel Katz"),
        ("Kata [PER Bambangmengatakan] itu.", "Bambang"),
        ("Kata Menteri Luar Negeri Laos [LOC Khemmani Pholsena] kemarin.", "Khemmani Pholsena"),
        ("Kata Presiden [PER Moon Jae] - in kemarin.", "Moon Jae - in"),
        ("Kata Presiden [PER Haider] al - Abadi kemarin.", "Haider al - Abadi"),
    ],
)
def test_persons_are_named_without_titles_and_glue(marked: str, label: str) -> None:
    assert [e.label for e in only(find_entities(*parsed(marked)), PERSON)] == [label]


def test_parts_of_a_name_are_one_person_with_the_reason() -> None:
    marked = "[PER Kim Jong Un] tiba; [PER Kim] bertemu [PER Sergei Shoigu] dan Shoigu pulang."
    kim, shoigu = only(find_entities(*parsed(marked)), PERSON)
    assert kim.names == ("Kim", "Kim Jong Un")
    assert [m.quote for m in shoigu.mentions] == ["Sergei Shoigu", "Shoigu"]
    assert kim.reasons == ("Kim: part of the full name in the same article",)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[PER Kim Jong Un] dan [PER Kim Jong-un] tiba.", ("Kim Jong Un", "Kim Jong-un")),
        ("[PER Joko Widodo] pulang; [PER Jokowi] lelah.", ("Joko Widodo", "Jokowi")),
        ("[PER Budi Santosa] ([PER BS]) tiba.", None),
    ],
)
def test_spellings_and_nicknames(marked: str, names: tuple[str, ...] | None) -> None:
    persons = only(find_entities(*parsed(marked)), PERSON)
    assert [p.names for p in persons] == [names or ("Budi Santosa",)]


def test_two_people_of_one_family_name_stay_two() -> None:
    marked = "[PER Donald Trump] dan [PER Ivanka Trump] tiba."
    assert len(only(find_entities(*parsed(marked)), PERSON)) == 2


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        (
            "[ORG Komite Pemantau Pemilu] ([ORG KPP]) dan [ORG KPP].",
            ("KPP", "Komite Pemantau Pemilu"),
        ),
        ("[ORG Kantor Berita Pusat Korea] (KCNA).", ("KCNA", "Kantor Berita Pusat Korea")),
        (
            "[ORG Kemlu Rusia] dan [ORG Kementerian Luar Negeri].",
            ("Kementerian Luar Negeri", "Kemlu Rusia"),
        ),
        ("[ORG RS Harapan] dan [ORG Rumah Sakit Harapan].", ("RS Harapan", "Rumah Sakit Harapan")),
        (
            "Media pemerintah [GPE Korea Utara], [ORG KCNA].",
            ("KCNA", "Media pemerintah Korea Utara"),
        ),
    ],
)
def test_short_and_long_names_of_an_organisation(marked: str, names: tuple[str, ...]) -> None:
    assert [e.names for e in only(find_entities(*parsed(marked)), ORGANIZATION)] == [names]


def test_a_name_with_its_short_form_in_brackets_is_its_other_forms_too() -> None:
    article, (sentence,) = parsed("Dewan Adat Nusa (DAN) Kota Balong, DAN Kota Balong")
    names = [(0, 5), (6, 8)]
    read = Read(
        sentence=sentence,
        words=words_of(article, sentence),
        names=tuple(
            Name(sentence=0, first=first, last=last, type=ORGANIZATION, origin="")
            for first, last in names
        ),
    )
    (body,) = entities_of(article, [read])
    assert body.names == ("DAN Kota Balong", "Dewan Adat Nusa (DAN) Kota Balong")


def test_a_bracket_in_a_label_is_closed() -> None:
    article, (sentence,) = parsed("Dewan Adat Nusa (DAN) tiba")
    name = Name(sentence=0, first=0, last=3, type=ORGANIZATION, origin="")
    read = Read(sentence=sentence, words=words_of(article, sentence), names=(name,))
    assert [body.label for body in entities_of(article, [read])] == ["Dewan Adat Nusa (DAN)"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Kata militer Israel.", {("State", "Israel")}),
        ("Kata pemerintah Rusia.", {("State", "Rusia")}),
        (
            "Menurut intelijen [GPE Korea Selatan], hujan turun.",
            {("Organization", "intelijen Korea Selatan"), ("State", "Korea Selatan")},
        ),
        (
            "Kata [ORG Kementerian Kesehatan Gaza].",
            {("Organization", "Kementerian Kesehatan Gaza"), ("Place", "Gaza")},
        ),
        (
            "Kata [ORG Departemen Pertanian, Perikanan dan Kehutanan].",
            {("Organization", "Departemen Pertanian, Perikanan dan Kehutanan")},
        ),
        ("Dilansir kantor berita AFP.", {("Organization", "AFP")}),
        ("Kapal melintasi [LOC Selat Hormuz].", {("Place", "Selat Hormuz")}),
        ("Dikutip dari Kompas.", {("Organization", "Kompas")}),
        ("Ada kompas di meja.", set()),
    ],
)
def test_descriptive_names_and_the_names_inside(
    marked: str, expected: set[tuple[str, str]]
) -> None:
    assert found(marked) == expected


def test_a_name_found_once_is_found_everywhere_in_the_article() -> None:
    marked = "Kata [PER Hossein Salami] itu; Salami, menurut Hossein Salami, pulang."
    (person,) = find_entities(*parsed(marked))
    assert [m.quote for m in person.mentions] == ["Hossein Salami", "Salami", "Hossein Salami"]


def test_mentions_point_at_the_words_they_quote() -> None:
    article, sentences = parsed("Presiden RIPrabowo bertemu [PER Xi Jinping] di Beijing.")
    for entity, _ in itertools.product(find_entities(article, sentences), range(1)):
        for mention in entity.mentions:
            assert article.text[mention.start : mention.end] == mention.quote
            assert mention.first <= mention.head <= mention.last
            assert mention.type == entity.type


def test_ids_follow_the_first_mention_of_each_type() -> None:
    marked = "Rusia dan Iran; [PER Vladimir Putin] dan [PER Masoud Pezeshkian]."
    ids = {e.label: e.id for e in find_entities(*parsed(marked))}
    assert ids == {
        "Rusia": "s1",
        "Iran": "s2",
        "Vladimir Putin": "p1",
        "Masoud Pezeshkian": "p2",
    }


def test_an_article_without_names_has_no_entities() -> None:
    assert find_entities(*parsed("Hujan turun sejak pagi.")) == ()
