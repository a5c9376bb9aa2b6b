"""Floors: figures that must not fall again. A floor is only ever raised."""

import json
import math
from collections.abc import Mapping
from pathlib import Path

from kg.errors import InputError
from kg.evaluation.figures import Figures

Floors = Mapping[str, Mapping[str, float]]  #: by name of a set of articles, then by figure

SLACK = 0.01  #: below a measured figure, so that a change elsewhere may cost a little
_FLOORED = {
    "entities F1": ("entities", "f1"),
    "entity Person F1": ("entity Person", "f1"),
    "entity State F1": ("entity State", "f1"),
    "offices F1": ("offices", "f1"),
    "events F1": ("events", "f1"),
    "events core F1": ("events core", "f1"),
    "detection precision": ("detection", "precision"),
    "detection recall": ("detection", "recall"),
    "attribution F1": ("attribution", "f1"),
}


def measured(figures: Figures) -> dict[str, float]:
    """The figures that have floors."""
    rates = {name: getattr(figures.rows[row], rate) for name, (row, rate) in _FLOORED.items()}
    return rates | {"factuality accuracy": figures.factuality}


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors of a file; none if there is no such file. InputError if it is broken."""
    if not path.is_file():
        return {}
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return {
            articles: {name: float(value) for name, value in floors.items()}
            for articles, floors in given.items()
        }
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path}: not a file of floors: {error}") from error


def fallen(floors: Mapping[str, float], figures: Figures) -> list[str]:
    """A line for each figure that is below its floor."""
    now = measured(figures)
    return [
        f"{name} is {now[name]:.4f}, below its floor of {floor}"
        for name, floor in sorted(floors.items())
        if now[name] < floor
    ]


def raised(floors: Floors, articles: str, figures: Figures) -> dict[str, dict[str, float]]:
    """The floors with those of a set of articles just below the present figures, none lowered."""
    old = floors.get(articles, {})
    new = {
        name: max(old.get(name, 0.0), math.floor((value - SLACK) * 1000) / 1000)
        for name, value in measured(figures).items()
    }
    return {
        name: dict(sorted(values.items())) for name, values in {**floors, articles: new}.items()
    }


def write_floors(path: Path, floors: Floors) -> None:
    """Write floors so that a change of one shows as one line."""
    path.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
