r"""Articles are read as well as they ever were. A floor moves on purpose only, and upwards:

kg evaluate tests/gold --articles examples --parses tests/claims/parses \
    --raise-floors tests/floors.json
"""

from pathlib import Path

import pytest

from kg.evaluation import evaluate
from kg.evaluation.annotation import read_annotations
from kg.evaluation.floors import fallen, read_floors
from kg.evaluation.material import (
    Material,
    annotated_articles,
    read_material,
    workspace_material,
)
from kg.sentences.parsers.recorded import RecordedParser

TESTS = Path(__file__).parent
FLOORS = read_floors(TESTS / "floors.json")
LEAST = {"entities F1": 0.80, "events core F1": 0.50}  # of the first release


def test_the_floors_are_not_below_the_first_ones() -> None:
    assert all(FLOORS["examples"][name] >= least for name, least in LEAST.items())


def test_recorded_examples_are_read_as_well_as_ever() -> None:
    articles = annotated_articles(TESTS / "gold", TESTS.parent / "examples")
    material = read_material(articles, RecordedParser(TESTS / "claims" / "parses"))
    found = evaluate(read_annotations(TESTS / "gold"), material)
    assert fallen(FLOORS["examples"], found.figures) == []


@pytest.mark.models
def test_built_examples_are_read_as_well_as_ever(examples_folder: Path) -> None:
    material = workspace_material(examples_folder)
    found = evaluate(read_annotations(TESTS / "gold"), material)
    assert found.absent == ()
    assert fallen(FLOORS["examples"], found.figures) == []


@pytest.mark.models
def test_dev_articles_are_read_as_well_as_ever(shared: Path, dev_material: Material) -> None:
    found = evaluate(read_annotations(shared / "gold" / "dev"), dev_material)
    assert fallen(FLOORS["dev"], found.figures) == []
