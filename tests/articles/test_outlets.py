"""One outlet has one name, however it is written."""

from pathlib import Path

import pytest

from kg.articles.outlets import load_outlets, outlet, outlet_of_address, outlet_within
from kg.errors import KnowledgeError


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TEMPO.CO", "tempo.co"),
        ("Tempo", "tempo.co"),
        ("regional.kompas.com", "kompas.com"),
        ("www.detik.com", "detik.com"),
        ("detikNews", "detik.com"),
        ("RADARCONTOH.SITE", "radarcontoh.site"),
        ("  Warta   Kita ", "Warta Kita"),
        ("notkompas.com", "notkompas.com"),
    ],
)
def test_spellings_of_an_outlet_become_one(written: str, name: str) -> None:
    assert outlet(written) == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://news.detik.com/internasional/d-1/judul", "detik.com"),
        ("https://www.wartakita.id/a", "wartakita.id"),
        ("tidak ada", None),
    ],
)
def test_an_address_names_its_outlet(address: str, name: str | None) -> None:
    assert outlet_of_address(address) == name


def test_a_credit_names_its_outlet() -> None:
    assert outlet_within("(Tribunnews.com/Siti Aminah)") == "tribunnews.com"
    assert outlet_within("Siti Aminah - detikNews") == "detik.com"
    assert outlet_within("Copyright © ANTARA 2025") is None
    assert outlet_within("Penulis: Siti Aminah") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,domain\n", ":1: the columns"),
        ("domain,names\nkompas,Kompas\n", ":2: domain or names"),
        ("domain,names\na.com,\n", ":2: domain or names"),
        ("domain,names\na.com,Warta\nb.com,warta\n", ":3: names: warta is also a.com"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "outlets.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"outlets\.csv{message}"):
        load_outlets(path)
