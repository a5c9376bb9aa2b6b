"""Annotated articles parted by date, for cross-validation."""

import json
from collections.abc import Sequence
from pathlib import Path

FOLDS = 5


def dated_folds(folders: Sequence[Path], count: int = FOLDS) -> list[list[Path]]:
    """The annotation files of folders in so many stretches of time of about equal size.

    Articles of a day are in one, so that what several tell of an event is seldom in two. Those
    without a date are dealt out by their names.
    """
    paths = sorted((path for folder in folders for path in folder.glob("*.gold.json")), key=_name)
    days = {path: json.loads(path.read_text(encoding="utf-8"))["published"] for path in paths}
    dated = sorted((path for path in paths if days[path]), key=lambda path: str(days[path]))
    folds: list[list[Path]] = [[] for _ in range(count)]
    fold = 0
    for at, path in enumerate(dated):
        if at and days[path] != days[dated[at - 1]]:
            fold = at * count // len(dated)
        folds[fold].append(path)
    for at, path in enumerate(path for path in paths if not days[path]):
        folds[at % count].append(path)
    return folds


def _name(path: Path) -> str:
    return path.name
