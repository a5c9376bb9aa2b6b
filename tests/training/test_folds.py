"""Annotated articles parted by date."""

import json
from collections.abc import Sequence
from pathlib import Path

from training.folds import dated_folds


def annotate(folder: Path, days: Sequence[str | None]) -> None:
    for number, day in enumerate(days):
        path = folder / f"a{number}.gold.json"
        path.write_text(json.dumps({"published": day}), encoding="utf-8")


def test_folds_are_stretches_of_time_that_part_no_day(tmp_path: Path) -> None:
    days = [1, 1, 1, 2, 2, 3, 4, 4, 5, 6]
    annotate(tmp_path, [f"2025-01-0{day}" for day in days])
    folds = dated_folds([tmp_path], 3)
    found = [sorted({days[int(path.name[1])] for path in paths}) for paths in folds]
    assert found == [[1, 2], [3, 4], [5, 6]]
    assert sum(map(len, folds)) == len(days)


def test_articles_without_a_date_are_dealt_out(tmp_path: Path) -> None:
    annotate(tmp_path, [None, "2025-01-01", None, None, "2025-01-02"])
    found = [[path.name[:2] for path in paths] for paths in dated_folds([tmp_path], 2)]
    assert found == [["a1", "a0", "a3"], ["a4", "a2"]]
