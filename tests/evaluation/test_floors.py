"""Floors hold, and move upwards only."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation.annotation import Annotation, read_annotations
from kg.evaluation.comparison import compare
from kg.evaluation.figures import Figures, figures
from kg.evaluation.floors import fallen, measured, raised, read_floors, write_floors

GOLD = read_annotations(Path(__file__).parents[1] / "gold")


@pytest.fixture(scope="module")
def perfect() -> Figures:
    return figures([compare(id_, one, one) for id_, one in GOLD.items()])


@pytest.fixture(scope="module")
def blind() -> Figures:
    return figures([compare(id_, one, Annotation()) for id_, one in GOLD.items()])


def test_a_floor_stands_just_below_the_figure(perfect: Figures) -> None:
    floors = raised({}, "satu", perfect)["satu"]
    assert set(floors) == set(measured(perfect))
    assert set(floors.values()) == {0.99}
    assert fallen(floors, perfect) == []


def test_a_floor_is_never_lowered(perfect: Figures, blind: Figures) -> None:
    floors = raised({}, "satu", perfect)
    assert raised(floors, "satu", blind) == floors
    assert raised({"satu": {"events F1": 0.995}}, "satu", perfect)["satu"]["events F1"] == 0.995


def test_other_articles_keep_their_floors(perfect: Figures) -> None:
    assert raised({"dua": {"events F1": 0.3}}, "satu", perfect)["dua"] == {"events F1": 0.3}


def test_what_has_fallen_is_named(blind: Figures) -> None:
    assert fallen({"entities F1": 0.8, "events F1": 0.0}, blind) == [
        "entities F1 is 0.0000, below its floor of 0.8"
    ]


def test_floors_come_back_from_their_file(tmp_path: Path, perfect: Figures) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == {}
    floors = raised({}, "satu", perfect)
    write_floors(path, floors)
    assert read_floors(path) == floors


@pytest.mark.parametrize("text", ["{", "[]", '{"satu": 1}', '{"satu": {"events F1": "x"}}'])
def test_a_broken_file_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="not a file of floors"):
        read_floors(path)
