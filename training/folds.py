"""Annotated articles parted by date, for cross-validation."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.annotation import SUFFIX

FOLDS = 5


def dated_folds(folders: Sequence[Path], count: int = FOLDS) -> list[list[Path]]:
    """The annotation files of folders in so many stretches of time of about equal size.

    Articles of a day are in one, so that what several tell of an event is seldom in two. One
    without a date goes where the dated one is that shares most of its names with it; those that
    share none are dealt out by the names of their files.
    """
    paths = sorted((path for folder in folders for path in folder.glob(f"*{SUFFIX}")), key=_name)
    given = {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    dated = [path for path in paths if given[path]["published"]]
    dated.sort(key=lambda path: str(given[path]["published"]))
    folds: list[list[Path]] = [[] for _ in range(count)]
    place: dict[Path, int] = {}
    fold = 0
    for at, path in enumerate(dated):
        if at and given[path]["published"] != given[dated[at - 1]]["published"]:
            fold = at * count // len(dated)
        place[path] = fold
    named = {path: _names(given[path]) for path in paths}
    for at, path in enumerate(path for path in paths if path not in place):
        near = max(dated, key=lambda one: _alike(named[one], named[path]), default=None)
        shares = near is not None and named[near] & named[path]
        folds[place[near] if near and shares else at % count].append(path)
    for path in dated:
        folds[place[path]].append(path)
    return [sorted(one, key=_name) for one in folds]


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    """The part of the names of both that they share."""
    return len(left & right) / max(1, len(left | right))


def _names(gold: Mapping[str, Any]) -> frozenset[str]:
    """What an article names, but for states: those are in all news."""
    return frozenset(one["name"] for one in gold["entities"] if one["type"] != "State")


def _name(path: Path) -> str:
    return path.name
