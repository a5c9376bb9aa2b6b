"""``kg decide``: a line in the workspace's file, obeyed at once."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.resolve.ledger import Ledger
from kg.workspace import Workspace


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were brought up to date; building them is tested elsewhere."""
    folders: list[Path] = []
    monkeypatch.setattr(pipeline, "build", lambda _, folder, **kept: folders.append(folder))
    return folders


def invoke(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["decide", *arguments])
    return result.exit_code, result.output


def test_a_decision_is_written_and_the_graph_renewed(tmp_path: Path, rebuilt: list[Path]) -> None:
    with Workspace(tmp_path, create=True):
        pass
    code, shown = invoke(
        "same",
        "person/a",
        "https://w3id.org/simpul/id/person/b",
        "-o",
        f"{tmp_path}",
        "--why",
        "satu",
    )
    (decision,) = Ledger.read(tmp_path / "decisions.txt").decisions
    assert code == 0
    assert (decision.verb, decision.things, decision.why) == (
        "same",
        ("person/a", "person/b"),
        "satu",
    )
    assert "same person/a person/b # satu" in shown
    assert rebuilt == [tmp_path]


def test_what_is_no_claim_cannot_be_wrong(tmp_path: Path, rebuilt: list[Path]) -> None:
    with Workspace(tmp_path, create=True):
        pass
    code, shown = invoke("wrong", "person/a", "-o", f"{tmp_path}")
    assert code == 1
    assert "the id of a claim begins with claim/" in shown
    assert rebuilt == []


def test_a_folder_that_is_no_workspace_gets_no_decisions(
    tmp_path: Path, rebuilt: list[Path]
) -> None:
    code, shown = invoke("different", "person/a", "person/b", "-o", f"{tmp_path}")
    assert code == 1
    assert "no workspace" in shown
    assert list(tmp_path.iterdir()) == []
