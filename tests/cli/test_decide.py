"""``kg decide``: a line in the workspace's file, obeyed at once."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import pipeline
from kg.cli import main
from kg.latest import Summary
from kg.model import Decided
from kg.resolve.ledger import Ledger
from kg.workspace import Workspace


@pytest.fixture
def rebuilt(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were brought up to date; building them is tested elsewhere."""
    folders: list[Path] = []

    def build(_: object, folder: Path, **kept: object) -> pipeline.Built:
        folders.append(folder)
        lines = Ledger.read(folder / "decisions.txt").decisions
        waiting = (Decided(text=str(d), line=d.line, is_obeyed=False) for d in lines)
        nothing = Summary(
            articles=0, entities={}, offices=0, events={}, conflicts=0, decided=tuple(waiting)
        )
        return pipeline.Built(summary=nothing, files=(), parsed=0, refused=(), notes=(), seconds={})

    monkeypatch.setattr(pipeline, "build", build)
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
    assert "decisions.txt: same person/a person/b # satu" in shown
    assert rebuilt == [tmp_path]
    assert "decisions.txt:2: waits, since nothing in the graph is meant: same person/a" in shown


def test_one_is_told_from_several_in_one_line(tmp_path: Path, rebuilt: list[Path]) -> None:
    with Workspace(tmp_path, create=True):
        pass
    code, _ = invoke("different", "a/e1", "b/e1", "c/e2", "-o", f"{tmp_path}")
    (decision,) = Ledger.read(tmp_path / "decisions.txt").decisions
    assert (code, decision.things) == (0, ("a/e1", "b/e1", "c/e2"))


def test_while_another_writes_nothing_is_decided(tmp_path: Path, rebuilt: list[Path]) -> None:
    with Workspace(tmp_path, create=True) as workspace:
        workspace.lock()
        code, shown = invoke("different", "a/e1", "b/e1", "-o", f"{tmp_path}")
    assert code == 1
    assert "in use by another kg" in shown
    assert not (tmp_path / "decisions.txt").exists()


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
