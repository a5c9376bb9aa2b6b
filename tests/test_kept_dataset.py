"""What is written from the store is what is written from the records, byte for byte."""

import importlib
from pathlib import Path

import pytest

import kg.views
from kg import exports
from kg.errors import WorkspaceError
from kg.exports import export_into, export_one, formats
from kg.found import names
from kg.kept import GRAPH, current, file_of, opened, pointer
from kg.kept_dataset import KeptDataset
from kg.model import Graph
from kg.pipeline import build
from kg.rdf.dataset import Dataset
from kg.resolved import load
from tests.fakes import fake_stages

RDF = [
    name
    for name in names(kg.views)
    if hasattr(importlib.import_module(f"kg.views.{name}"), "FROM_DATASET")
]
ELSEWHERE = "https://berita.example/graf#"


def records(folder: Path) -> Graph:
    kept = current(folder)
    assert kept
    graph = load(file_of(folder, kept, GRAPH))
    assert graph
    return graph


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles whose identifiers are hard to order: one begins as another does."""
    folder = tmp_path_factory.mktemp("news")
    for name in ("a", "a b", "a-1", "a.b", "a0", "é", "“a”"):
        text = f"Kim bertemu Putin di kota {name}.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", RDF)
def test_the_store_gives_the_bytes_that_the_records_give(
    name: str, demo_folder: Path, tmp_path: Path
) -> None:
    view = importlib.import_module(f"kg.views.{name}")
    graph = records(demo_folder)
    view.write(graph, Dataset(graph), tmp_path / "expected")
    view.write(None, KeptDataset(opened(pointer(demo_folder))), tmp_path / "written")
    assert (tmp_path / "written").read_bytes() == (tmp_path / "expected").read_bytes()


@pytest.mark.parametrize("name", RDF)
def test_so_it_does_under_another_base_and_with_any_identifier(
    name: str, news: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ws"
    stages = fake_stages()
    build([str(news)], folder, chosen={"base": ELSEWHERE}, stages=stages)
    view = importlib.import_module(f"kg.views.{name}")
    graph = records(folder)
    view.write(graph, Dataset(graph, ELSEWHERE), tmp_path / "expected")
    export_one(folder, name, tmp_path / "written", stages=stages)
    assert (tmp_path / "written").read_bytes() == (tmp_path / "expected").read_bytes()


def test_an_export_of_rdf_takes_the_store_and_no_records(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the records were read")

    monkeypatch.setattr(exports, "_kept", lambda *_: current(demo_folder))
    monkeypatch.setattr(exports, "stored_graph", refuse)
    for name in RDF:
        export_one(demo_folder, name, tmp_path / name, stages=fake_stages())
        export_into(demo_folder, name, tmp_path / f"{name}-again", stages=fake_stages())
        assert (tmp_path / name).read_bytes() == (tmp_path / f"{name}-again").read_bytes()
    for name in set(formats()) - set(RDF):
        with pytest.raises(AssertionError, match="the records were read"):
            export_one(demo_folder, name, tmp_path / name, stages=fake_stages())


def test_a_store_that_cannot_be_read_is_told() -> None:
    class Broken:
        def quads_for_pattern(self, *_: object) -> None:
            raise OSError("block checksum mismatch")

    with pytest.raises(WorkspaceError, match=r"checksum mismatch.*kg check --repair"):
        list(KeptDataset(Broken()).subjects())  # type: ignore[arg-type]
