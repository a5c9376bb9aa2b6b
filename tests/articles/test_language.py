"""Indonesian texts pass, however short; others are named."""

from pathlib import Path

import pytest

from kg.articles.language import foreign_language, load_languages
from kg.articles.tables import table
from kg.errors import KnowledgeError


@pytest.mark.parametrize(
    "text",
    [
        "Kim Jong Un bertemu Vladimir Putin.",
        "Rusia menyerang Ukraina.",
        "Presiden itu berkata: “Let it be.”",
        "Menurut The Guardian dan The New York Times, ia tiba di Moskow pada hari Rabu.",
    ],
)
def test_indonesian_passes(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president met with his guests in Moscow and left.", "English"),
        ("Beliau berkata bahawa kerajaan mahu membantu kerana banjir, iaitu selepas itu.", "Malay"),
        ("Путин встретился с гостями в Москве. " * 10, "another language"),
        ("Le président a rencontré ses hôtes dans la capitale hier soir. " * 5, "another language"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert foreign_language(text) == language


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("share: 0.06", "share: little", "share must be of type float"),
        ("    against: indonesian", "    against: Indonesian", "others: English: against: a list"),
        ("    least: 4\n", "", "others: Malay: least is missing"),
    ],
)
def test_broken_word_lists_are_refused_with_file_and_field(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    shipped = table("languages.yaml").read_text(encoding="utf-8")
    assert old in shipped
    path = tmp_path / "languages.yaml"
    path.write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"languages\.yaml: {message}"):
        load_languages(path)
