"""The gazetteer of office holders is made of posts that are known, one row a person."""

from kg.knowledge.files import shipped
from kg.knowledge.office_holders import known_holder
from training.office_holders import gazetteer_rows

FIELDS = ("iso3", "position_en", "person", "wikidata", "start", "end")


def test_a_person_has_one_row_with_all_known_posts() -> None:
    table = [
        ("IDN", "President", "Adi Purnama", "Q20", "2014-10-20", "2024"),
        ("IDN", "Minister of Trade and Industry", "Adi Purnama", "Q20", "2010", ""),
        ("IDN", "Chief Archivist", "Budi Santosa", "Q3", "2010", ""),
        ("", "President", "Cici Lestari", "", "2010", ""),
        ("GBR", "Prime Minister", "Dewi Anggraini", "Q4", "", "2011"),
    ]
    rows = gazetteer_rows(dict(zip(FIELDS, row, strict=True)) for row in table)
    assert [tuple(row.values()) for row in rows] == [
        ("Q4", "Dewi Anggraini", "GBR prime-minister /2011"),
        (
            "Q20",
            "Adi Purnama",
            "IDN minister:industry:trade 2010/|IDN president 2014-10-20/2024",
        ),
    ]


def test_what_ships_is_small_and_readable() -> None:
    table = shipped("ontology") / "gazetteers" / "office-holders" / "rows.csv"
    assert table.stat().st_size < 3_000_000
    assert known_holder("Q7747") is not None
