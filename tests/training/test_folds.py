"""Annotated articles parted by date."""

import json
from collections.abc import Sequence
from pathlib import Path

from training.folds import dated_folds


def annotate(folder: Path, number: int, day: str | None, names: Sequence[str] = ()) -> None:
    entities = [{"type": "Person", "name": name} for name in names]
    entities.append({"type": "State", "name": "Indonesia"})
    given = {"published": day, "entities": entities}
    (folder / f"a{number}.gold.json").write_text(json.dumps(given), encoding="utf-8")


def parted(folder: Path, count: int) -> list[list[str]]:
    return [[path.name[:2] for path in paths] for paths in dated_folds([folder], count)]


def test_folds_are_stretches_of_time_that_part_no_day(tmp_path: Path) -> None:
    days = [1, 1, 1, 2, 2, 3, 4, 4, 5, 6]
    for number, day in enumerate(days):
        annotate(tmp_path, number, f"2025-01-0{day}")
    found = [sorted({days[int(name[1])] for name in names}) for names in parted(tmp_path, 3)]
    assert found == [[1, 2], [3, 4], [5, 6]]


def test_an_article_without_a_date_goes_with_the_one_that_names_the_same(tmp_path: Path) -> None:
    annotate(tmp_path, 0, "2025-01-01", ["Kim", "Lavrov"])
    annotate(tmp_path, 1, "2025-01-02", ["Kim", "Putin", "Modi"])
    annotate(tmp_path, 2, None, ["Kim", "Lavrov", "Wang Yi"])
    annotate(tmp_path, 3, None, ["Modi"])
    assert parted(tmp_path, 2) == [["a0", "a2"], ["a1", "a3"]]


def test_articles_without_a_date_that_name_nobody_known_are_dealt_out(tmp_path: Path) -> None:
    for number, day in enumerate([None, "2025-01-01", None, None, "2025-01-02"]):
        annotate(tmp_path, number, day)
    assert parted(tmp_path, 2) == [["a0", "a1", "a3"], ["a2", "a4"]]
