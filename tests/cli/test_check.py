"""``kg check`` says which rule is broken and where, and its exit code says whether any is."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views import turtle
from kg.workspace import Workspace
from tests.rdf.factory import claim, entity, event, graph, mention

BOGOR = entity("place/bogor", "Bogor", mention("Bogor", 20, type_="Place"))
MEETING = event("Meeting", claim("place", "place/bogor"))


def check(made: Graph, folder: Path) -> Result:
    with Workspace(folder, create=True):
        turtle.write(made, Dataset(made), folder / "graph.ttl")
    return CliRunner().invoke(main, ["check", str(folder)])


def test_graph_that_conforms_exits_with_zero(tmp_path: Path) -> None:
    result = check(graph(MEETING, entities=(BOGOR,)), tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "conforms" in result.stderr


def test_violation_names_article_rule_and_sentence(tmp_path: Path) -> None:
    wrong = replace(MEETING, claims=(replace(MEETING.claims[0], confidence=2.0),))
    result = check(graph(wrong, entities=(BOGOR,)), tmp_path)
    assert result.exit_code == 1
    assert result.stdout == (
        "a1: the confidence of a claim is a decimal from 0 to 1 (2.0): Budi bertemu Ani di Bogor.\n"
    )


@pytest.mark.parametrize("missing", ["workspace", "graph"])
def test_what_is_missing_is_one_clear_line(tmp_path: Path, missing: str) -> None:
    if missing == "graph":
        Workspace(tmp_path, create=True).__exit__(None, None, None)
    result = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "kg build" in result.stderr
    assert "Traceback" not in result.output
