"""The gazetteers load whole, keep their sources apart and answer by key and by name."""

import csv
from pathlib import Path

import pytest
import yaml

from kg.knowledge.files import shipped
from kg.knowledge.gazetteers import by_name, common_words, known, name_words, properties
from kg.knowledge.name_heads import name_heads
from kg.knowledge.seats import seat_signs
from kg.knowledge.titles import title_at, titles, written_out
from kg.model import EntityType

SOURCES = sorted((shipped("ontology") / "gazetteers").iterdir())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_source_tells_title_licence_date_and_columns(source: Path) -> None:
    about = yaml.safe_load((source / "source.yaml").read_text(encoding="utf-8"))
    assert {"title", "from", "licence", "date", "columns"} == set(about) - {"type"}
    with (source / "rows.csv").open(encoding="utf-8", newline="") as rows:
        assert next(csv.reader(rows)) == list(about["columns"])


def test_states_carry_their_identifiers_and_the_usual_label() -> None:
    korea = properties("PRK")
    assert korea is not None
    assert (korea.type, korea.label, korea.wikidata) == (EntityType.STATE, "Korea Utara", "Q423")
    assert {"Korut", "Republik Rakyat Demokratik Korea"} <= set(korea.names)


@pytest.mark.parametrize(
    ("key", "state"), [("moskow", "RUS"), ("jalur-gaza", "PSE"), ("vladimir-putin", "RUS")]
)
def test_things_know_the_state_they_belong_to(key: str, state: str) -> None:
    thing = properties(key)
    assert thing is not None
    assert thing.state == state


def test_cities_have_coordinates() -> None:
    city = properties("isfahan")
    assert city is not None
    assert city.latitude == pytest.approx(32.65, abs=0.1)
    assert city.longitude == pytest.approx(51.67, abs=0.1)


def test_all_regencies_and_cities_of_indonesia_know_their_province() -> None:
    provinces = {thing.key for thing in known() if thing.kind == "province"}
    parts = [thing for thing in known() if thing.source == "regencies"]
    assert len(parts) == 514
    assert {thing.within for thing in parts} == provinces
    assert len(provinces) == 38


def test_a_regency_and_the_city_in_it_are_two() -> None:
    assert [thing.key for _, thing in by_name()["bogor",]] == ["bogor"]
    assert [thing.key for _, thing in by_name()["kabupaten", "bogor"]] == ["kabupaten-bogor"]


def test_unknown_keys_are_none() -> None:
    assert properties("tak-ada") is None


def test_every_name_is_found_by_its_words() -> None:
    index = by_name()
    for thing in known():
        for name in thing.names:
            assert (name, thing) in index[name_words(name)]


def test_hyphens_and_case_do_not_matter_for_looking_up() -> None:
    assert name_words("Kim Jong-un") == name_words("KIM JONG UN")


def test_common_words_are_no_single_names_of_states() -> None:
    single = {name for t in known() if t.kind == "state" for name in t.names if " " not in name}
    assert not {name.casefold() for name in single if name.istitle()} & common_words()


def test_word_lists_of_names_load() -> None:
    assert ("kementerian",) in name_heads().organizations
    assert "di" in seat_signs().place_before


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Menteri Luar Negeri Rusia", "heads", 3),
        ("mantan Wakil Presiden AS", "heads", 3),
        ("Menteri Haji dan Umrah Arab", "heads", 4),
        ("Presiden dan Menteri", "heads", 1),
        ("Presiden ke 6 RI", "heads", 3),
        ("Letnan Kolonel Teddy", "ranks", 2),
        ("Bapak Budi", "honorifics", 1),
    ],
)
def test_titles_reach_over_their_complements(text: str, kind: str, words: int) -> None:
    title = title_at(text.split(), 0)
    assert title is not None
    assert (title.kind, title.words) == (kind, words)


def test_a_title_stops_where_a_name_begins() -> None:
    title = title_at(["juru", "bicara", "pertahanan", "sipil"], 0, stops={2})
    assert title is not None
    assert title.words == 2


def test_no_title_begins_at_an_ordinary_word() -> None:
    assert title_at(["serangan", "presiden"], 0) is None


def test_short_titles_are_written_out() -> None:
    assert written_out("Wamenlu") == ("wakil", "menteri", "luar", "negeri")
    assert titles().home_state == "IDN"
