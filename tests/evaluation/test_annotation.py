"""Annotations are read as people wrote them, and broken ones are named."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation.annotation import Filler, plain, read_annotations
from kg.evaluation.material import RECORDS, annotated_articles

GOLD = {
    "entities": [
        {"id": "a", "type": "State", "name": "Korea Utara", "iso3": "PRK", "mentions": []}
    ],
    "events": [
        {
            "id": "e1",
            "type": "Casualties",
            "affected": ["a"],
            "killed": [10, 12],
            "wounded": 3,
            "evidence": ["Korban tewas."],
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "satu.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


TEXT = "Presiden Korea Utara tiba di Jakarta untuk bertemu dengan Presiden Indonesia.\n"


def test_a_range_of_figures_is_one_filler(folder: Path) -> None:
    (event,) = read_annotations(folder)["satu"].occurrences
    assert event.fillers == (
        Filler(slot="affected", value="a"),
        Filler(slot="killed", value="[10, 12]"),
        Filler(slot="wounded", value="3"),
    )


def test_names_are_compared_without_case_and_punctuation() -> None:
    assert plain("  Kim Jong-Un’s “Tuan”\t") == "kim jong un's tuan"


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotations"):
        read_annotations(tmp_path)


@pytest.mark.parametrize("text", ["{", "{}", '{"entities": [{}]}', "[1]"])
def test_a_broken_annotation_is_named(folder: Path, text: str) -> None:
    (folder / "dua.gold.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"dua\.gold\.json: not an annotation"):
        read_annotations(folder)


def test_articles_come_from_their_texts(folder: Path) -> None:
    (article,) = annotated_articles(folder, folder)
    assert (article.id, article.text, article.published) == ("satu", TEXT, None)


def test_records_with_dates_come_before_texts(folder: Path) -> None:
    record = {"id": "satu", "text": TEXT, "published": "2025-06-28"}
    (folder / RECORDS).write_text(json.dumps(record) + "\n", encoding="utf-8")
    (article,) = annotated_articles(folder, folder)
    assert (article.id, article.published) == ("satu", "2025-06-28")


def test_a_missing_text_is_an_error(folder: Path) -> None:
    (folder / "satu.txt").unlink()
    with pytest.raises(InputError, match=r"satu\.txt"):
        annotated_articles(folder, folder)
