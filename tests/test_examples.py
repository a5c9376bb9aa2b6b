"""The graph of the five example articles, with the real models."""

import os
import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.rdf.check import check
from kg.store import Store as Built
from kg.workspace import Workspace
from tests.test_questions import GIVEN, QUESTIONS, rows

TESTS = Path(__file__).parent
COMMITTED = TESTS.parent / "output" / "example" / "graph.ttl"

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


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_rows(examples_folder: Path, name: str) -> None:
    built = Built(examples_folder / "graph.trig")
    assert rows(built, name)
    for parameter in QUESTIONS[name].parameters:
        assert rows(built, name, **{parameter.name: GIVEN[parameter.name]})


def blocks(page: str, language: str) -> list[str]:
    text = (TESTS.parent / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_query_of_the_docs_has_an_answer(examples_folder: Path) -> None:
    store = Store()
    store.load(path=examples_folder / "graph.trig", format=RdfFormat.TRIG)
    (query,) = blocks("graph.md", "sparql")
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    assert any("article/seed-" in str(row["article"]) for row in answer)


@pytest.mark.parametrize("block", blocks("loading.md", "python"))
def test_the_loading_that_the_docs_show_works(
    examples_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "demo").symlink_to(examples_folder)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block, names)  # our own docs
    loaded = [names[name] for name in ("graph", "dataset", "store") if name in names]
    assert loaded
    assert all(len(each) for each in loaded)  # type: ignore[arg-type]
