"""The store of a workspace: asked while it is brought up to date, made anew when it is broken."""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import kept
from kg.cli import main
from kg.errors import WorkspaceError
from kg.exports import stored_graph
from kg.kept import Kept, pointer
from kg.model import Graph, Reading
from kg.pipeline import build, remove
from kg.questions import ask, parsed
from kg.repair import repair, store_faults
from kg.store import graph_of
from tests.fakes import fake_stages, joining_stages, resolve_apart
from tests.storing import quads, quads_in, stored_quads

PEOPLE = ("Kim", "Putin", "Lavrov", "Shoigu", "Wang", "Trump", "Subianto", "Macron")


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline", "exports"):
        monkeypatch.setattr(f"kg.{module}.real_stages", lambda *_: fake_stages())
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig", "turtle"))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number, name in enumerate(PEOPLE):
        text = f"{name} bertemu {PEOPLE[number - 1]} di kota itu lagi.\n"
        (folder / f"a{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ws(news: Path, tmp_path: Path) -> Path:
    build([str(news)], tmp_path / "ws")
    return tmp_path / "ws"


def current(folder: Path) -> Kept:
    found = kept.current(folder)
    assert found
    return found


def files(folder: Path) -> dict[str, int]:
    """The files of the generation in use that are never changed, and where they are on the disk."""
    place = folder / kept.FOLDER / str(current(folder).generation)
    return {path.name: path.stat().st_ino for path in place.glob("*.sst")}


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_store_holds_what_the_files_hold(ws: Path) -> None:
    assert stored_quads(ws) == quads_in(ws / "graph.trig")


def test_an_unchanged_workspace_keeps_its_store(ws: Path) -> None:
    before = pointer(ws).read_bytes()
    build([], ws)
    assert pointer(ws).read_bytes() == before


def test_what_has_not_changed_is_shared_with_the_generation_before(
    ws: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.keeping._SHARE", 9)
    build([], ws, stages=joining_stages())
    before = files(ws)
    (news / "a9.txt").write_text("Kim bertemu Macron di kota itu.\n", encoding="utf-8")
    build([str(news / "a9.txt")], ws, stages=joining_stages())
    assert len(before.items() & files(ws).items()) > len(before) // 2  # some may be joined
    assert stored_quads(ws) == quads_in(ws / "graph.trig")


def test_an_address_that_is_no_iri_is_kept_as_words(ws: Path, news: Path) -> None:
    build([], ws, stages=joining_stages())
    address = "https://berita.id/turun-100%"
    line = {"id": "b", "text": "Kim bertemu Putin di kota itu lagi.", "url": address}
    (news / "b.jsonl").write_text(json.dumps(line), encoding="utf-8")
    build([str(news / "b.jsonl")], ws, stages=joining_stages())
    assert f'"{address}"' in (ws / "graph.ttl").read_text(encoding="utf-8")


def test_who_reads_goes_on_while_others_build(ws: Path) -> None:
    """Until the second build from then: several may read, each the state that it has opened."""
    readers = [kept.opened(pointer(ws)) for _ in range(3)]
    before = quads(readers[0])
    remove(["a0"], ws)
    assert [quads(reader) for reader in readers] == [before] * 3
    assert quads(kept.opened(pointer(ws))) != before


def test_generations_that_nobody_can_want_are_cleared_away(ws: Path) -> None:
    for name in ("a0", "a1", "a2", "a3"):
        remove([name], ws)
    left = {int(path.name) for path in (ws / kept.FOLDER).iterdir() if path.is_dir()}
    assert left == {current(ws).generation, current(ws).generation - 1}


def no_folder(folder: Path) -> None:
    shutil.rmtree(folder / kept.FOLDER)


def no_pointer(folder: Path) -> None:
    pointer(folder).unlink()


def no_json(folder: Path) -> None:
    pointer(folder).write_bytes(b"{")


def cut_short(folder: Path) -> None:
    path = largest(folder)
    path.write_bytes(path.read_bytes()[:-100])


def lost_file(folder: Path) -> None:
    largest(folder).unlink()


def largest(folder: Path) -> Path:
    place = folder / kept.FOLDER / str(current(folder).generation)
    return max(place.glob("*.sst"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("damage", [no_folder, no_pointer, no_json, cut_short, lost_file])
def test_a_broken_store_is_noticed_and_made_anew_by_the_next_build(
    damage: Callable[[Path], None], ws: Path
) -> None:
    damage(ws)
    assert len(store_faults(ws)) == 1
    told = kg("check", ws)
    assert told.exit_code == 1
    assert "kg build makes it anew" in told.stdout
    build([], ws)
    assert stored_quads(ws) == quads_in(ws / "graph.trig")


def test_a_store_with_other_bytes_is_noticed_by_a_check_and_repaired(ws: Path) -> None:
    path = largest(ws)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "--repair" in kg("check", ws).stdout
    repaired = repair(ws)
    assert len(repaired.faults) == 1
    assert (repaired.lost, store_faults(ws)) == ((), ())
    assert stored_quads(ws) == quads_in(ws / "graph.trig")


def test_the_store_of_another_or_of_an_older_workspace_is_brought_up_to_date(
    ws: Path, news: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    build([str(news / "a1.txt")], other)
    expected = stored_quads(ws)
    no_folder(ws)
    shutil.copytree(other / kept.FOLDER, ws / kept.FOLDER)
    assert "older than the database" in kg("check", ws).stdout
    build([], ws)
    assert stored_quads(ws) == expected


def test_without_a_store_the_file_is_asked(ws: Path) -> None:
    asked = parsed("count", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    rows = ask(asked, graph_of(ws), {}, 30).rows
    no_folder(ws)
    assert graph_of(ws) == ws / "graph.trig"
    assert ask(asked, graph_of(ws), {}, 30).rows == rows


def test_who_wants_records_need_not_resolve_again(
    ws: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the records that were kept are of another state, or broken."""
    expected = stored_graph(ws)
    resolved = []

    def resolve(readings: Iterable[Reading]) -> Graph:
        resolved.append(1)
        return resolve_apart(readings)

    counting = replace(fake_stages(), resolve=resolve)
    assert stored_graph(ws, stages=counting) == expected
    assert not resolved
    file = kept.file_of(ws, current(ws), kept.GRAPH)
    file.write_bytes(file.read_bytes()[::-1])
    assert stored_graph(ws, stages=counting) == expected
    later = replace(counting, resolver="another")
    assert stored_graph(ws, stages=later) == expected
    assert len(resolved) == 2


def test_a_broken_store_is_told_to_who_asks(ws: Path) -> None:
    cut_short(ws)
    with pytest.raises(WorkspaceError, match="kg build makes it anew"):
        ask(parsed("all", "ASK {}"), graph_of(ws), {}, 30)


def test_a_workspace_may_do_without_files(ws: Path, news: Path) -> None:
    """They can be had again, and until then all commands find what they need."""
    before = {path.name: path.read_bytes() for path in ws.glob("graph.*")}
    checked = kg("check", ws).output
    assert kg("build", news, "-o", ws, "--format", "none").exit_code == 0
    assert not list(ws.glob("graph.*"))
    assert kg("query", "articles", "-d", ws, "--format", "csv").stdout.count("\n") == 9
    assert kg("check", ws).output == checked
    assert kg("build", "-o", ws, "--format", "nquads").exit_code == 0
    assert [path.name for path in ws.glob("graph.*")] == ["graph.nq"]
    assert quads_in(ws / "graph.nq") == stored_quads(ws)
    assert kg("build", "-o", ws, "--format", "usual").exit_code == 0
    assert {path.name: path.read_bytes() for path in ws.glob("graph.*")} == before
