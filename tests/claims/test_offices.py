"""Offices are read before and behind names, with their title and the state or body they are of."""

import pytest

from kg.claims.offices import find_offices, title_index
from kg.mentions import find_entities
from kg.model import Event, ValueKind
from tests.mentions.written import parsed

Told = tuple[str, str, str | None]


def offices(marked: str) -> tuple[dict[str, str], tuple[Event, ...]]:
    article, sentences = parsed(marked)
    entities = find_entities(article, sentences)
    return {e.id: e.label for e in entities}, find_offices(article, sentences, entities)


def told(marked: str) -> list[Told]:
    labels, events = offices(marked)
    values = [{c.slot: c.value.text for c in event.claims} for event in events]
    return [(labels[v["holder"]], v["title"], labels.get(v.get("of", ""))) for v in values]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "Menteri Luar Negeri Rusia, [PER Sergey Lavrov], tiba.",
            [("Sergey Lavrov", "Menteri Luar Negeri", "Rusia")],
        ),
        ("Presiden AS [PER Donald Trump] tiba.", [("Donald Trump", "Presiden", "Amerika Serikat")]),
        ("[PER Sergey Lavrov], Menlu Rusia, tiba.", [("Sergey Lavrov", "Menlu", "Rusia")]),
        ("[PER Adi Purnama], pemimpin Hamas, tiba.", [("Adi Purnama", "pemimpin", "Hamas")]),
        (
            "[PER Adi Purnama] ditunjuk sebagai pemimpin Hamas.",
            [("Adi Purnama", "pemimpin", "Hamas")],
        ),
        (
            "Menteri Luar Negeri (Menlu) Rusia [PER Sergey Lavrov] tiba.",
            [("Sergey Lavrov", "Menteri Luar Negeri", "Rusia")],
        ),
        (
            "Duta Besar (Dubes) Iran untuk RI [PER Adi Purnama] tiba.",
            [("Adi Purnama", "Duta Besar", "Iran")],
        ),
        (
            "juru bicara militer Israel [PER Avichay Adraee] membantah.",
            [("Avichay Adraee", "juru bicara militer", "Israel")],
        ),
        (
            "Putra Mahkota sekaligus Perdana Menteri Arab Saudi [PER Adi Purnama].",
            [
                ("Adi Purnama", "Putra Mahkota", "Arab Saudi"),
                ("Adi Purnama", "Perdana Menteri", "Arab Saudi"),
            ],
        ),
        (
            "Juru bicara Presiden Rusia [PER Vladimir Putin], [PER Adi Purnama], hadir.",
            [
                ("Adi Purnama", "Juru bicara", "Rusia"),
                ("Vladimir Putin", "Presiden", "Rusia"),
            ],
        ),
        (
            "Perdana Menteri Israel [PER Adi Purnama] dan mantan Menterinya [PER Budi Santosa].",
            [
                ("Adi Purnama", "Perdana Menteri", "Israel"),
                ("Budi Santosa", "mantan Menteri", "Israel"),
            ],
        ),
        (
            "[PER Adi Purnama] yang saat itu bertugas sebagai pemimpin Hamas tiba.",
            [("Adi Purnama", "pemimpin", "Hamas")],
        ),
        ("Ketua [ORG DPR] [PER Adi Purnama] hadir.", [("Adi Purnama", "Ketua", "DPR")]),
        ("Pendeta [PER Adi Purnama] dari [ORG PGI] hadir.", [("Adi Purnama", "Pendeta", "PGI")]),
        (
            "[PER Adi Purnama], CEO [ORG Nusa Kencana], sekaligus Chairman [ORG Graha Sentosa].",
            [("Adi Purnama", "CEO", "Nusa Kencana"), ("Adi Purnama", "Chairman", "Graha Sentosa")],
        ),
        (
            "Kapolri Jenderal Polisi [PER Adi Purnama] memimpin [ORG Polri].",
            [("Adi Purnama", "Kapolri", "Polri"), ("Adi Purnama", "Jenderal Polisi", "Polri")],
        ),
        (
            "Kepala [ORG Kantor Presiden Ukraina] [PER Adi Purnama] hadir.",
            [("Adi Purnama", "Kepala", "Kantor Presiden Ukraina")],
        ),
        (
            "Kepala [ORG Sekretariat Wapres] [PER Adi Purnama] hadir.",
            [("Adi Purnama", "Kepala", "Sekretariat Wapres")],
        ),
        (
            "PM Malaysia [PER Adi Purnama], Menteri Pertahanan (Menhan) [PER Budi Santosa], tiba.",
            [
                ("Adi Purnama", "PM", "Malaysia"),
                ("Budi Santosa", "Menteri Pertahanan", None),
            ],
        ),
        ("Mayjen TNI (Purn.) [PER Adi Purnama] hadir.", [("Adi Purnama", "Mayjen", "TNI")]),
        (
            "Presiden [ORG World Bank Group] [PER David Malpass] hadir.",
            [("David Malpass", "Presiden", "World Bank Group")],
        ),
        (
            "Presiden Rusia saat itu, [PER Adi Purnama], tiba.",
            [("Adi Purnama", "Presiden", "Rusia")],
        ),
        (
            "Presiden Rusia saat ini, Ayatollah [PER Adi Purnama], tiba.",
            [("Adi Purnama", "Presiden", "Rusia")],
        ),
        (
            "[PER Adi Purnama], Duta Besar Iran untuk Rusia dan mantan Menteri Iran, tiba.",
            [("Adi Purnama", "Duta Besar", "Iran"), ("Adi Purnama", "mantan Menteri", "Iran")],
        ),
        (
            "Ia menelepon mantan perdana menteri Iran, [PER Adi Purnama]. Kata Rusia itu salah.",
            [("Adi Purnama", "mantan perdana menteri", "Iran")],
        ),
        (
            "Menko Polkam [PER Budi Gunawan] dan Kepala [ORG BIN] [PER Adi Purnama] ke Brasil.",
            [("Budi Gunawan", "Menko Polkam", None), ("Adi Purnama", "Kepala", "BIN")],
        ),
    ],
)
def test_offices_are_read(marked: str, expected: list[Told]) -> None:
    assert sorted(told(marked)) == sorted(expected)


@pytest.mark.parametrize(
    "marked",
    [
        "Pejabat tinggi Rusia [PER Adi Purnama] tiba.",
        "Para menteri Rusia [PER Adi Purnama] temui.",
        "Bapak [PER Adi Purnama] tiba.",
        "Imbalan atas kepala [PER Adi Purnama] dicabut.",
        "Presiden Rusia tiba.",
        "Direktur Riset tiba.",
        "Turis memilih [LOC Raja Ampat].",
        "Peraturan Menteri Keuangan Nomor 64 terbit.",
        "Agen [PER Adi Purnama] tiba.",
        "Rusia di bawah pimpinan [PER Adi Purnama] tiba.",
    ],
)
def test_what_is_no_office(marked: str) -> None:
    assert told(marked) == []


def test_a_rank_needs_no_owner() -> None:
    assert told("Kolonel [PER Adi Purnama] tiba.") == [("Adi Purnama", "Kolonel", None)]


def test_the_owner_is_the_state_a_holder_is_known_to_speak_for() -> None:
    marked = "Presiden [PER Vladimir Putin] tiba di Iran; Rusia dan Iran sepakat."
    assert told(marked) == [("Vladimir Putin", "Presiden", "Rusia")]


def test_a_head_of_state_at_home_is_not_given_to_the_state_met() -> None:
    marked = (
        "Presiden [PER Adi Purnama] bertemu Perdana Menteri Australia [PER Malcolm Turnbull]. "
        "Kerja sama Australia dan Tiongkok naik, kata Indonesia."
    )
    assert ("Adi Purnama", "Presiden", "Indonesia") in told(marked)


def test_a_title_without_an_owner_is_not_given_to_the_one_state_of_the_article() -> None:
    marked = "Presiden [PER Adi Purnama] bertemu Perdana Menteri Australia [PER Malcolm Turnbull]."
    assert told(marked) == [
        ("Adi Purnama", "Presiden", None),
        ("Malcolm Turnbull", "Perdana Menteri", "Australia"),
    ]


def test_a_title_that_the_home_state_gives_to_somebody_else_is_of_no_state() -> None:
    marked = "Menlu Indonesia [PER Adi Purnama] menemui Menlu [PER Budi Santosa] di Rusia."
    assert ("Budi Santosa", "Menlu", None) in told(marked)


def test_what_stands_behind_a_local_title_gives_it_no_state() -> None:
    marked = "Pj Bupati [LOC Bogor] [PER Adi Purnama] tiba di Indonesia."
    assert told(marked) == [("Adi Purnama", "Pj Bupati", None)]


@pytest.mark.parametrize(
    ("marked", "title", "owner"),
    [
        (
            "Kepala kantor regional Eropa [ORG PBB], Dr. [PER Adi Purnama], tiba.",
            "Kepala",
            "PBB",
        ),
        (
            "Direktur Gizi [ORG PBB] bidang Ternak [PER Adi Purnama] tiba.",
            "Direktur Gizi",
            "PBB",
        ),
        (
            "Komisioner [ORG PBB] untuk Perdagangan dan Pangan [PER Adi Purnama] tiba.",
            "Komisioner",
            "PBB",
        ),
        # what stands behind a rank is of the rank
        (
            "Menteri Koordinator Bidang Politik Letjen [ORG TNI] (Purn) [PER Adi Purnama] tiba.",
            "Menteri Koordinator Bidang Politik",
            None,
        ),
    ],
)
def test_the_holder_stands_behind_all_that_belongs_to_a_long_title(
    marked: str, title: str, owner: str | None
) -> None:
    assert ("Adi Purnama", title, owner) in told(marked)


def test_a_title_does_not_reach_over_a_verb() -> None:
    assert told("Kepala Badan Pangan [ORG PBB] menemui [PER Adi Purnama].") == []


@pytest.mark.parametrize("title", ["Gubernur", "mantan Wali Kota", "Bupati"])
def test_the_head_of_a_region_is_not_of_the_one_state_of_the_article(title: str) -> None:
    assert told(f"{title} [PER Adi Purnama] tiba di Rusia.") == [("Adi Purnama", title, None)]


def test_an_office_told_twice_is_one_with_the_fullest_title() -> None:
    marked = "Menlu Rusia [PER Sergey Lavrov]; Menteri Luar Negeri Rusia [PER Sergey Lavrov]."
    assert told(marked) == [("Sergey Lavrov", "Menteri Luar Negeri", "Rusia")]


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        (
            "Menpar [PER Adi Purnama] tiba. Menteri Pariwisata [PER Adi Purnama] pergi.",
            "Menteri Pariwisata",
        ),
        (
            "Presiden [PER Adi Purnama] tiba. Mantan Presiden [PER Adi Purnama] pergi.",
            "Mantan Presiden",
        ),
    ],
)
def test_an_office_told_in_short_is_told_once(marked: str, title: str) -> None:
    assert told(marked) == [("Adi Purnama", title, None)]


def test_two_bodies_headed_by_one_person_are_two_offices() -> None:
    told_of = "Ketua [ORG DPR] [PER Adi Purnama]; [PER Adi Purnama], ketua [ORG Nusa Jaya]."
    assert sorted(told(told_of)) == [
        ("Adi Purnama", "Ketua", "DPR"),
        ("Adi Purnama", "ketua", "Nusa Jaya"),
    ]


def test_a_holder_known_to_be_of_another_state_is_not_of_the_home_state() -> None:
    marked = "Presiden [PER Vladimir Putin] tiba di Indonesia."
    assert told(marked) == [("Vladimir Putin", "Presiden", None)]


def test_a_title_may_be_part_of_a_name() -> None:
    assert told("Sekjen [ORG PSSI], [PER Ratu Tisha], tiba.") == [("Ratu Tisha", "Sekjen", "PSSI")]


def test_claims_quote_their_sentence() -> None:
    _, (office,) = offices("Presiden Rusia [PER Vladimir Putin] tiba.")
    assert (office.id, office.type) == ("f1", "Office")
    assert {c.slot: c.value.kind for c in office.claims} == {
        "holder": ValueKind.ENTITY,
        "of": ValueKind.ENTITY,
        "title": ValueKind.TEXT,
        "type": ValueKind.TYPE,
    }
    assert {c.quote for c in office.claims} == {"Presiden Rusia Vladimir Putin tiba."}


def test_titles_lead_to_their_one_holder() -> None:
    labels, events = offices(
        "Menlu Rusia [PER Sergey Lavrov], Presiden Rusia [PER Vladimir Putin] dan "
        "Presiden Iran [PER Masoud Pezeshkian]."
    )
    index = title_index(events)
    ids = {label: local for local, label in labels.items()}
    assert index[("menteri", "luar", "negeri"), ids["Rusia"]] == ids["Sergey Lavrov"]
    assert index[("presiden",), ids["Iran"]] == ids["Masoud Pezeshkian"]
    assert (("presiden",), None) not in index
