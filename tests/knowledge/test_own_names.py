"""A user's own names: known while they are in use, and refused with file and line."""

import shutil
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.files import shipped
from kg.knowledge.gazetteers import NO_NAMES, by_name, in_use, known, own_names, properties
from kg.knowledge.sources import read_source
from kg.model import EntityType
from tests.knowledge.own import BODIES, PEOPLE, PLACES, write_names, write_source

SOURCES = sorted((shipped("ontology") / "gazetteers").iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_names(tmp_path / "names")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_sources_that_ship_keep_the_rules(source: Path) -> None:
    assert read_source(source).columns


def test_own_names_are_known_while_they_are_in_use(folder: Path) -> None:
    before = known()
    with in_use(own_names(folder)):
        assert set(known()) > set(before)
        body, person, place = map(properties, ("lembaga/kopdes", "orang/sari", "desa/balong"))
        assert by_name()["kdmp",] == (("KDMP", body),)
    assert body
    assert person
    assert place
    assert (body.type, body.kind, body.state) == (EntityType.ORGANIZATION, "body", "IDN")
    assert body.names == ("KDMP", "Kopdes", "Koperasi Desa Merah Putih")
    assert (person.type, person.state, person.wikidata) == (EntityType.PERSON, None, None)
    assert (place.latitude, place.longitude, place.geonames) == (-7.5, 110.25, "12345")
    assert known() == before
    assert properties("lembaga/kopdes") is None
    assert ("kdmp",) not in by_name()


def test_an_own_name_wins_over_one_of_its_type_that_ships_and_shares_no_key_with_it(
    tmp_path: Path,
) -> None:
    write_source(tmp_path / "orang", "Person", "key,label,names\nvladimir-putin,Putin Lain,Putin\n")
    (name, shipped_one), *_ = by_name()["putin",]
    assert (name, shipped_one.key) == ("Putin", "vladimir-putin")
    with in_use(own_names(tmp_path)):
        assert [thing.key for _, thing in by_name()["putin",]] == ["orang/vladimir-putin"]
        assert properties("vladimir-putin") == shipped_one


def test_the_digest_is_of_the_content_wherever_it_lies(folder: Path, tmp_path: Path) -> None:
    one = own_names(folder)
    (folder / "README.md").write_text("Nama desa.", encoding="utf-8")
    shutil.copytree(folder, tmp_path / "moved")
    moved = own_names(tmp_path / "moved")
    assert (moved.digest, moved.things) == (one.digest, one.things)
    assert one.digest != NO_NAMES.digest
    table = folder / "orang" / "rows.csv"
    table.write_text(PEOPLE.replace("Mbak", "Bu"), encoding="utf-8")
    assert own_names(folder).digest != one.digest


def test_a_table_may_begin_with_the_mark_of_a_spreadsheet(folder: Path) -> None:
    (folder / "orang" / "rows.csv").write_text(PEOPLE, encoding="utf-8-sig")
    assert "orang/sari" in {thing.key for thing in own_names(folder).things}


def test_a_folder_without_names_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere: no folder of names: No such file"):
        own_names(tmp_path / "nowhere")
    write_source(tmp_path / "orang", "Person", PEOPLE)
    with pytest.raises(KnowledgeError, match=r"orang: no names in this folder; .* rows\.csv"):
        own_names(tmp_path / "orang")
    (tmp_path / "kosong").mkdir()
    with pytest.raises(KnowledgeError, match=r"kosong/source\.yaml: No such file"):
        own_names(tmp_path)


@pytest.mark.parametrize(
    ("type_", "table", "message"),
    [
        ("Person", "label\nSari\n", r"rows\.csv:1: column 'key' is missing"),
        ("Place", "key,label\nbalong,Balong\n", r"rows\.csv:1: column 'kind' is missing"),
        ("Person", "key,label,nama\na,Sari,b\n", r"source\.yaml: column 'nama' is unknown; known"),
        ("Person", "key,label,names\na,Sari\n", r"rows\.csv:2: wrong number of columns"),
        ("Person", "key,label,key\na,Sari,b\n", r"rows\.csv:1: column 'key' is there twice"),
        ("Person", "key,label\na,Sari\nMbak Sari,Sari\n", r"rows\.csv:3: key 'Mbak Sari' is not"),
        ("Person", "key,label\n,Sari\n", r"rows\.csv:2: key '' is not small letters"),
        ("Person", "key,label\na,–\n", r"rows\.csv:2: '–' is no name"),
        ("Person", f"key,label\na,{'Sari ' * 10}\n", r"2: 'Sari .* Sari' has more than 9 words"),
        ("Person", "key,label\na,\n", r"rows\.csv:2: '' is no name"),
        ("Person", "key,label\na,Sari\na,Ani\n", r"3: key 'a' is taken by .*rows\.csv:2"),
        ("Person", "key,label,iso3\na,Sari,XYZ\n", r"2: iso3 'XYZ' is the code of no state"),
        ("Person", "key,label,wikidata\na,Sari,42\n", r"2: wikidata '42' is not an item of Wikid"),
        ("Place", PLACES.replace("-7.5", "7° S"), r"2: lat '7° S' is not degrees, as -6\.2"),
        ("Place", PLACES.replace("-7.5,110.25", "110.25,-7.5"), r"2: lat '110\.25' is not degrees"),
        ("Place", PLACES.replace("110.25", "180.5"), r"2: long '180\.5' is not degrees, as 106"),
        ("Place", PLACES.replace("12345", "x"), r"2: geonames 'x' is not a number of GeoNames"),
        (
            "Organization",
            BODIES.replace(",body,", ",koperasi,"),
            r"2: kind 'koperasi' is none that",
        ),
        ("Person", 'key,label\na,"Sari"x\n', r"rows\.csv:\d: not a table: "),
        ("State", "key,label\na,Sari\n", r"source\.yaml: type State is unknown; known are Organ"),
        ("Hewan", "key,label\na,Sari\n", r"source\.yaml: type Hewan is unknown; known are Organiz"),
    ],
)
def test_a_table_that_breaks_the_rules_is_named_with_its_line(
    tmp_path: Path, type_: str, table: str, message: str
) -> None:
    write_source(tmp_path / "sumber", type_, table)
    with pytest.raises(KnowledgeError, match=message) as caught:
        own_names(tmp_path)
    assert "\n" not in str(caught.value)
    assert "sumber" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("licence: CC0-1.0\n", "", "licence is missing"),
        ("date: 2025\n", "date:\n", "date is missing"),
        ("type: Person\n", "", "type is missing; it is Organization, Person or Place"),
        ("type:", "jenis:", "jenis is no field here; known are title, from, licence, date, col"),
        ("  names: as usual", "  iso3: as usual", r"rows\.csv:1: column 'iso3' is missing"),
        ("  label: as usual\n", "", r"rows\.csv:1: column 'label' is not described in source"),
        (
            "columns:\n  key: as usual\n  label: as usual\n  names: as usual\n",
            "",
            "columns must say",
        ),
        ("title: orang", "title: [", "title"),
    ],
)
def test_a_source_that_does_not_say_what_it_is_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    write_source(tmp_path / "orang", "Person", PEOPLE)
    path = tmp_path / "orang" / "source.yaml"
    about = path.read_text(encoding="utf-8")
    assert old in about
    path.write_text(about.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message) as caught:
        own_names(tmp_path)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_text_are_named(tmp_path: Path) -> None:
    write_source(tmp_path / "orang", "Person", PEOPLE)
    (tmp_path / "orang" / "rows.csv").write_bytes("key,label\na,Andr\xe9\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"rows\.csv: not UTF-8; save it as UTF-8"):
        own_names(tmp_path)
    (tmp_path / "orang" / "source.yaml").write_bytes(b"title: \xe9")
    with pytest.raises(KnowledgeError, match=r"source\.yaml: not UTF-8; save it as UTF-8"):
        own_names(tmp_path)
    (tmp_path / "orang" / "source.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"source\.yaml: a mapping with title, from,"):
        own_names(tmp_path)
