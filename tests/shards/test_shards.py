"""Shards say what the workspace says, change as little as it does, and never lie."""

import json
import shutil
from pathlib import Path

import fsspec
import pytest
from pyarrow import parquet

from kg.disk import save
from kg.errors import WorkspaceError
from kg.exports import export_one
from kg.model import Article
from kg.pipeline import add, remove
from kg.shards import writing
from kg.shards.writing import readings, shard
from kg.workspace import Workspace
from tests.fakes import fake_stages

STAGES = fake_stages()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig",))
    monkeypatch.setattr(writing, "_ARTICLES", (4, 9))
    monkeypatch.setattr(writing, "_LINES", (50, 200))


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    put(tmp_path / "ws", *range(40))
    return tmp_path / "ws"


def put(folder: Path, *numbers: int) -> None:
    articles = [
        Article(id=f"a{number:03}", text=f"Kim bertemu Putin{number % 7}", source="x")
        for number in numbers
    ]
    add(articles, folder, stages=STAGES)


def made(ws: Path, where: Path | str) -> writing.Sharded:
    return shard(ws, str(where), stages=STAGES)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_statements_are_the_n_quads_of_the_graph(ws: Path, tmp_path: Path) -> None:
    done = made(ws, tmp_path / "s")
    names = [each.name for each in done.manifest.statements]
    assert len(names) > 3
    whole = b"".join((tmp_path / "s" / name).read_bytes() for name in names)
    export_one(ws, "nquads", tmp_path / "whole.nq", stages=STAGES)
    assert whole == (tmp_path / "whole.nq").read_bytes()
    assert sum(each.count for each in done.manifest.statements) == whole.count(b"\n")


def test_the_readings_are_those_of_the_workspace(ws: Path, tmp_path: Path) -> None:
    made(ws, tmp_path / "s")
    with Workspace(ws) as workspace:
        stored = [workspace.stored(article_id) for article_id in workspace.article_ids()]
    assert list(readings(str(tmp_path / "s"))) == stored


def test_another_program_can_read_them(ws: Path, tmp_path: Path) -> None:
    first, *_ = made(ws, tmp_path / "s").manifest.readings
    table = parquet.read_table(tmp_path / "s" / first.name)
    assert table.num_rows == first.count
    row = table.to_pylist()[0]
    assert row["text"].startswith("Kim bertemu")
    assert json.loads(row["reading"])["article"]["id"] == row["id"]


def test_the_same_articles_give_the_same_shards_in_whatever_order(ws: Path, tmp_path: Path) -> None:
    made(ws, tmp_path / "s")
    for number in reversed(range(40)):
        put(tmp_path / "other", number)
    made(tmp_path / "other", tmp_path / "t")
    assert files(tmp_path / "s") == files(tmp_path / "t")


def test_a_new_article_leaves_most_shards_as_they_are(ws: Path, tmp_path: Path) -> None:
    before = made(ws, tmp_path / "s")
    assert made(ws, tmp_path / "s").written == 0
    put(ws, 55)
    after = made(ws, tmp_path / "s")
    assert len(after.manifest.readings) > 6
    assert len(set(after.manifest.readings) - set(before.manifest.readings)) <= 2
    remove(["a055"], ws, stages=STAGES)
    assert made(ws, tmp_path / "s").manifest == before.manifest
    named = {each.name for each in (*before.manifest.readings, *before.manifest.statements)}
    assert set(files(tmp_path / "s")) == {*named, "manifest.json"}


@pytest.mark.parametrize("kind", ["readings", "statements"])
@pytest.mark.parametrize("harm", ["cut", "flipped", "gone"])
def test_a_shard_that_is_broken_is_told_and_written_again(
    ws: Path, tmp_path: Path, kind: str, harm: str
) -> None:
    done = made(ws, tmp_path / "s")
    whole = files(tmp_path / "s")
    path = tmp_path / "s" / getattr(done.manifest, kind)[1].name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content if harm == "flipped" else content[:-9])
    if harm == "gone":
        path.unlink()
    if kind == "readings":
        with pytest.raises(WorkspaceError, match=path.name):
            list(readings(str(tmp_path / "s")))
    assert made(ws, tmp_path / "s").written == 1
    assert files(tmp_path / "s") == whole


def test_whoever_reads_while_it_is_stopped_finds_all_that_the_manifest_names(
    ws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(ws, tmp_path / "s")
    before = list(readings(str(tmp_path / "s")))
    shutil.copytree(tmp_path / "s", tmp_path / "old")
    put(ws, *range(60, 90))
    whole = made(ws, tmp_path / "s").written  # and the manifest
    made(ws, tmp_path / "t")
    for stop in range(0, whole, 5):
        shutil.rmtree(tmp_path / "s")
        shutil.copytree(tmp_path / "old", tmp_path / "s")
        left = [None] * stop

        def stopping(path: Path, content: bytes, left: list[None] = left) -> None:
            if not left:
                raise KeyboardInterrupt
            left.pop()
            save(path, content)

        with monkeypatch.context() as patch:
            patch.setattr("kg.shards.place.save", stopping)
            with pytest.raises(KeyboardInterrupt):
                made(ws, tmp_path / "s")
        assert list(readings(str(tmp_path / "s"))) == before
    made(ws, tmp_path / "s")
    assert files(tmp_path / "s") == files(tmp_path / "t")


def test_shards_lie_in_object_stores_too(ws: Path, tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    try:
        done = made(ws, "memory://arsip/berita")
        assert len(list(readings("memory://arsip/berita"))) == 40
        assert made(ws, "memory://arsip/berita").written == 0
        made(ws, tmp_path / "s")
        for each in (*done.manifest.readings, *done.manifest.statements):
            assert store.cat(f"/arsip/berita/{each.name}") == files(tmp_path / "s")[each.name]
    finally:
        store.rm("/arsip", recursive=True)


@pytest.mark.parametrize("content", [None, b"{", b'{"version": 1}'])
def test_a_manifest_that_is_missing_or_broken_has_a_line(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"manifest\.json"):
        list(readings(str(tmp_path)))


def test_a_place_that_cannot_be_written_has_a_line(ws: Path, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("")
    with pytest.raises(WorkspaceError, match="s/readings"):
        made(ws, tmp_path / "s")
