"""The figures are those of the scorer that comes with the annotated articles, to the last digit."""

import json
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import evaluate
from kg.evaluation.annotation import SCORED, Annotation, read_annotations
from kg.evaluation.comparison import compare
from kg.evaluation.figures import figures
from kg.evaluation.material import Material, annotated_articles, read_material
from kg.rdf.dataset import Dataset
from kg.sentences.parsers.recorded import RecordedParser
from kg.views import turtle

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "gold"
DATES = {"date", "inForceFrom"}


def scorer(shared: Path, gold: Path, prediction: Path) -> dict[str, Any]:
    """What the other program says."""
    script = shared / "gold" / "score.py"
    command = [sys.executable, str(script), str(gold), str(prediction), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)  # type: ignore[no-any-return]


def ours(gold: Mapping[str, Annotation], found: Mapping[str, Annotation]) -> dict[str, object]:
    return figures([compare(id_, one, found[id_]) for id_, one in gold.items()]).as_json()


def spoiled(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """An annotation with the mistakes that readers make."""
    copy: dict[str, Any] = json.loads(json.dumps(gold))
    copy["entities"] = [e for e in copy["entities"] if chance.random() > 0.1]
    for entity in copy["entities"]:
        if chance.random() < 0.1:
            entity["type"] = chance.choice(["Person", "Place", "Organization", "State"])
        if chance.random() < 0.2:
            entity["mentions"] = entity["mentions"][1:]
            entity["name"] = f"Tuan {entity['name']}" if chance.random() < 0.3 else entity["name"]
        if chance.random() < 0.1:
            entity.pop("iso3", None)
    copy["entities"] += [
        {**chance.choice(copy["entities"]), "id": f"x{number}"} for number in range(3)
    ]
    copy["offices"] = [o for o in copy["offices"] if chance.random() > 0.2]
    events = [spoiled_event(event, copy["entities"], chance) for event in copy["events"]]
    copy["events"] = [event for event in events if chance.random() > 0.2] + events[::3]
    return copy


def spoiled_event(
    event: dict[str, Any], entities: list[dict[str, Any]], chance: random.Random
) -> dict[str, Any]:
    changed = dict(event)
    if chance.random() < 0.1:
        changed["type"] = chance.choice(sorted(SCORED))
    for slot, value in event.items():
        if slot in DATES and chance.random() < 0.4:
            changed[slot] = value[: chance.choice([4, 7])]
        elif slot in SCORED[event["type"]] and chance.random() < 0.2:
            del changed[slot]
        elif isinstance(value, list) and slot in SCORED[event["type"]] and chance.random() < 0.3:
            changed[slot] = [*value, chance.choice(entities)["id"]]
    if chance.random() < 0.2:
        changed["factuality"] = "possible"
    if chance.random() < 0.3:
        changed["attributedTo"] = [chance.choice(entities)["id"]]
    return changed


@pytest.mark.parametrize("seed", range(6))
def test_spoiled_annotations_get_equal_figures(shared: Path, tmp_path: Path, seed: int) -> None:
    gold, chance = shared / "gold" / "dev", random.Random(seed)
    for path in sorted(gold.glob("*.gold.json")):
        copy = spoiled(json.loads(path.read_text(encoding="utf-8")), chance)
        (tmp_path / path.name).write_text(json.dumps(copy), encoding="utf-8")
    found = ours(read_annotations(gold), read_annotations(tmp_path))
    expected = scorer(shared, gold, tmp_path)
    assert found == expected
    assert 0.3 < expected["events"]["F1"] < 0.9  # there was something to count


def test_a_graph_gets_the_figures_of_its_turtle(
    shared: Path, tmp_path: Path, seeds: Material
) -> None:
    turtle.write(seeds.graph, Dataset(seeds.graph), tmp_path / "graph.ttl")
    found = evaluate(read_annotations(SEEDS), seeds)
    assert found.figures.as_json() == scorer(shared, SEEDS, tmp_path / "graph.ttl")


@pytest.fixture(scope="module")
def seeds() -> Material:
    """The five example articles, read from recorded parses."""
    parser = RecordedParser(ROOT / "tests" / "claims" / "parses")
    return read_material(annotated_articles(SEEDS, ROOT / "examples"), parser)


def test_a_perfect_reader_has_full_marks() -> None:
    gold = read_annotations(SEEDS)
    perfect = figures([compare(id_, one, one) for id_, one in gold.items()])
    assert {row.f1 for row in perfect.rows.values()} == {1.0}
    assert perfect.factuality == 1.0
    assert perfect.articles == len(gold) == 5


def test_an_empty_reader_has_none() -> None:
    gold = read_annotations(SEEDS)
    blind = figures([compare(id_, one, Annotation()) for id_, one in gold.items()])
    assert {row.f1 for row in blind.rows.values()} == {0.0}
    assert blind.rows["events"].gold > 0
