"""A store changed in places, by what is remembered, equals one made anew."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.exports import export_all
from kg.kept import FOLDER
from kg.latest import Latest
from kg.model import Reading
from kg.remembering import MEMORY, Remembered
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Results
from kg.resolve.numbers import DIGEST, Digests
from kg.stages import Settings
from kg.watch import Watch
from kg.workspace import Stored, Workspace
from tests.fakes import joining_stages
from tests.resolve.test_pieces import NEWS, decided
from tests.storing import quads_in, stored_quads

FEW = 40


def changed(folder: Path, readings: Iterable[Reading], ledger: Ledger) -> None:
    """Bring a workspace to a state."""
    stages = joining_stages(ledger)
    wanted = {reading.article.id: reading for reading in readings}
    with Workspace(folder, create=True) as workspace:
        gone = set(workspace.article_ids()) - wanted.keys()
        workspace.remove(sorted(gone))
        for reading in wanted.values():
            workspace.store(
                Stored(parser=stages.parser, sentences=(), reader=stages.reader, reading=reading)
            )
        settings = Settings(formats=("trig",), usual=False)
        export_all(workspace, settings, stages, Watch())


@pytest.mark.parametrize("seed", range(3))
def test_a_store_changed_in_places_equals_one_made_anew(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.keeping._SHARE", 9)
    chance = random.Random(seed)
    for step in range(3):
        among = chance.sample(NEWS[:FEW], chance.randrange(1, FEW))
        ledger = chance.choice((Ledger(), decided(chance)))
        changed(tmp_path / "ws", among, ledger)
        changed(tmp_path / f"new{step}", among, ledger)
        anew = stored_quads(tmp_path / f"new{step}")
        assert stored_quads(tmp_path / "ws") == anew == quads_in(tmp_path / "ws" / "graph.trig")


def test_counts_need_no_graph(tmp_path: Path) -> None:
    """They are those of the whole graph."""
    changed(tmp_path, NEWS[:FEW], Ledger())
    with Workspace(tmp_path) as workspace:
        latest = Latest(workspace, joining_stages(), is_locked=False)
        counted = latest.summary()
        latest.graph()
        assert latest.summary() == counted


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 3, len(content), 997):
        content[place] ^= 255
    path.write_bytes(content)


def lost(path: Path) -> None:
    path.unlink()


def foreign(path: Path) -> None:
    path.write_text("something else")


@pytest.mark.parametrize("broken", [cut, garbled, lost, foreign])
def test_a_broken_memory_is_made_anew(
    broken: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.keeping._SHARE", 9)
    changed(tmp_path / "ws", NEWS[:20], Ledger())
    broken(tmp_path / "ws" / FOLDER / MEMORY)
    changed(tmp_path / "ws", NEWS[:22], Ledger())
    changed(tmp_path / "new", NEWS[:22], Ledger())
    assert stored_quads(tmp_path / "ws") == stored_quads(tmp_path / "new")


ALL = {bytes([number]) * DIGEST: bytes([number]) for number in range(9)}


def told(known: Results) -> dict[bytes, bytes]:
    """What is known of all that may be."""
    return {digest: known[digest] for digest in ALL.keys() - known.lacking([*ALL])}


def digests(some: Iterable[bytes]) -> Digests:
    found = Digests()
    for digest in some:
        found.append(digest)
    return found


def test_results_of_another_maker_are_not_used(tmp_path: Path) -> None:
    one, two = list(ALL.items())[:2]
    Remembered(tmp_path, "one", writing=True).recall("step").add([one])
    assert told(Remembered(tmp_path, "one", writing=False).recall("step")) == dict([one])
    other = Remembered(tmp_path, "other", writing=True)
    assert told(other.recall("step")) == {}
    other.recall("step").add([two])
    assert told(other.recall("step")) == dict([two])


def test_who_only_reads_leaves_the_memory_alone(tmp_path: Path) -> None:
    known = Remembered(tmp_path, "one", writing=False).recall("step")
    known.add(ALL.items())
    assert told(known) == ALL
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize("room", [0, 500, 10_000])
def test_results_for_which_there_is_no_room_are_read_again(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And those that nobody wants are forgotten, digests that end in zeros among them."""
    monkeypatch.setattr("kg.remembering._AT_HAND", room)
    first, *others, last = ALL.items()
    made = Remembered(tmp_path, "one", writing=True).recall("step")
    made.add([first, *others])
    assert told(made) == dict([first, *others])
    recalled = Remembered(tmp_path, "one", writing=True).recall("step")
    recalled.add([last])
    recalled.keep(digests(digest for digest, _ in (*others, last)))
    for known in (recalled, Remembered(tmp_path, "one", writing=True).recall("step")):
        assert told(known) == dict([*others, last])


def test_a_large_workspace_has_the_same_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is room for little of what is compared."""
    changed(tmp_path / "small", NEWS[:FEW], Ledger())
    monkeypatch.setattr("kg.remembering._AT_HAND", 0)
    for name in ("told", "reports", "together"):
        monkeypatch.setattr(f"kg.resolve.{name}._AT_HAND", 2)
    changed(tmp_path / "large", NEWS[: FEW - 3], Ledger())
    changed(tmp_path / "large", NEWS[:FEW], Ledger())
    assert stored_quads(tmp_path / "large") == stored_quads(tmp_path / "small")


@pytest.mark.parametrize("broken", [cut, lost, foreign])
def test_a_result_that_broke_meanwhile_is_told(
    broken: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build makes all anew."""
    monkeypatch.setattr("kg.remembering._AT_HAND", 0)
    memory = Remembered(tmp_path, "one", writing=True)
    known = memory.recall("step")
    known.add(ALL.items())
    broken(tmp_path / FOLDER / MEMORY)
    with pytest.raises(WorkspaceError, match=MEMORY):
        known[next(iter(ALL))]
    assert told(memory.recall("step")) == {}
