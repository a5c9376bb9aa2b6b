"""The graph of the five example articles, with the real models: what it is, and how good."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.rdf.check import check
from kg.workspace import Workspace

TESTS = Path(__file__).parent
COMMITTED = TESTS.parent / "output" / "example" / "graph.ttl"
FLOORS = json.loads((TESTS / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.models


@pytest.mark.skipif("SIMPUL_MODELS" in os.environ, reason="the example is made with the bundle")
def test_the_committed_example_is_what_a_build_gives(examples_folder: Path) -> None:
    """A change of behaviour shows in a diff. To renew it: make example."""
    made = (examples_folder / "graph.ttl").read_text(encoding="utf-8")
    assert made == COMMITTED.read_text(encoding="utf-8")


def test_the_example_meets_its_shapes_and_quotes_its_articles(examples_folder: Path) -> None:
    with Workspace(examples_folder) as workspace:
        texts = {reading.article.id: reading.article.text for reading in workspace.readings()}
    assert len(texts) == 5
    assert check(examples_folder / "graph.ttl", texts) == ()


@pytest.mark.parametrize("figure", sorted(FLOORS["seed"]))
def test_the_example_is_as_good_as_it_was(examples_folder: Path, shared: Path, figure: str) -> None:
    """Against the annotation; a floor moves only on purpose, and upwards."""
    scorer = [sys.executable, shared / "gold" / "score.py", TESTS / "gold"]
    told = subprocess.run(
        [*scorer, examples_folder / "graph.ttl", "--json"], capture_output=True, check=True
    )
    assert json.loads(told.stdout)[figure]["F1"] >= FLOORS["seed"][figure]
