"""The notebook of the examples runs from top to bottom and shows what it says."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import EXAMPLES

NOTEBOOK = EXAMPLES / "notebook.ipynb"


@pytest.fixture
def executed(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[nbformat.NotebookNode]:
    """The cells with code, run in a copy of the project's folders."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "demo").symlink_to(demo_folder)
    (tmp_path / "examples").mkdir()
    shutil.copy(NOTEBOOK, tmp_path / "examples")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONPATH", str(EXAMPLES.parent))  # this very program, however installed
    notebook = nbformat.read(tmp_path / "examples" / NOTEBOOK.name, as_version=4)
    where = {"metadata": {"path": str(tmp_path / "examples")}}
    NotebookClient(notebook, timeout=300, resources=where).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell for cell in code if cell.outputs or cell.execution_count is not None] == []


def test_it_runs_and_every_cell_shows_something(executed: list[nbformat.NotebookNode]) -> None:
    assert [cell.source for cell in executed if not cell.outputs] == []
    shown = [
        output.data.get("text/html", "")
        for cell in executed
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert "<iframe" in shown[-1]
    assert "Kim Jong Un" in shown[-1]
    tables = [html for html in shown if html.startswith("<table>")]
    assert len(tables) == 3
    assert all("<td>" in table for table in tables)
