"""Whatever stops a build, nothing is lost or doubled, and the next build makes it good."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.database import DATABASE
from kg.workspace import Workspace
from tests.crashing import Ended, Stop, articles, interrupted, is_running, kg, state

KILLS = int(os.environ.get("SIMPUL_KILLS", "10"))  #: more of them find more
NAMES = ["Kim", "Putin", "Lavrov", "Shoigu", "Wang", "Trump", "Subianto", "Macron"]
NOBODY = 65534
PAGE = 4096  #: bytes, of the database and of the system


def text(number: int) -> str:
    chosen = random.Random(number)
    people = [chosen.sample(NAMES, 2) for _ in range(3)]
    return "".join(f"{one} bertemu {other} di kota itu lagi.\n" for one, other in people)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles to add, one of them in the place of one that is there."""
    folder = tmp_path_factory.mktemp("news")
    for number in range(12):
        (folder / f"a{number:02}.txt").write_text(text(number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a few articles and its exports."""
    made = tmp_path_factory.mktemp("before")
    old = made / "old"
    old.mkdir()
    for path in sorted(news.iterdir())[:4]:
        shutil.copy(path, old)
    (old / "a00.txt").write_text(text(99), encoding="utf-8")
    assert kg(["build", old, "-o", made / "ws"], made).code == 0
    return made / "ws"


@pytest.fixture(scope="module")
def whole(news: Path, before: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """The same workspace, built further by a run that nothing disturbs."""
    made = tmp_path_factory.mktemp("whole")
    shutil.copytree(before, made / "ws")
    ended = kg(["build", news, "-o", made / "ws"], made)
    assert (ended.code, ended.told) == (0, "")
    return ended, made / "ws"


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_build_is_made_good_by_the_next(
    seed: int, news: Path, before: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    """By turns at a step, of which half are those of the exports, and at any moment."""
    ended, expected = whole
    ws, chosen = tmp_path / "ws", random.Random(seed)
    if chosen.random() < 0.8:
        shutil.copytree(before, ws)
    for _ in range(chosen.randint(1, 3)):
        if seed % 2:
            stop = Stop(seconds=ended.seconds * chosen.random())
        else:
            stop = Stop(step=chosen.randint(1, ended.steps))
        killed = kg(["build", news, "-o", ws], tmp_path, stop)
        assert killed.code in (0, -signal.SIGKILL)
        assert killed.told == ""
    last = kg(["build", news, "-o", ws], tmp_path)
    assert (last.code, last.told) == (0, "")
    assert state(ws) == state(expected)


def test_every_step_behind_the_parsing_can_be_the_last(
    news: Path, before: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    """The exports and the record of them: every place at which one of the last steps begins."""
    ended, expected = whole
    for back in range(0, 120, max(1, 100 // KILLS)):
        ws, scratch = tmp_path / f"ws{back}", tmp_path / f"scratch{back}"
        scratch.mkdir()
        shutil.copytree(before, ws)
        stop = Stop(step=ended.steps - back)
        assert kg(["build", news, "-o", ws], scratch, stop).code == -signal.SIGKILL
        assert kg(["build", news, "-o", ws], scratch).code == 0
        assert state(ws) == state(expected)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("step", [1, 5, 25, 30, 40, 60, 90])
def test_an_interrupted_build_says_how_to_go_on(
    number: int, step: int, news: Path, before: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    """While inputs are read, and while exports are written."""
    _, expected = whole
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    ended = kg(["build", news, "-o", ws], tmp_path, Stop(step=step, signal=number))
    assert ended.code == (130 if number == signal.SIGINT else 143)
    (line,) = ended.told.splitlines()
    assert line.endswith("the same command goes on from there")
    assert not list(ws.glob(".writing-*"))
    assert kg(["build", news, "-o", ws], tmp_path).code == 0
    assert state(ws) == state(expected)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_of_a_build_that_is_stopped_while_it_parses(
    jobs: str, number: signal.Signals, news: Path, before: Path, tmp_path: Path
) -> None:
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    untouched = state(ws)
    ended = interrupted(["build", news, "-o", ws, "--jobs", jobs], tmp_path, number)
    codes = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}
    assert ended.code == codes[number]
    assert len(ended.told.splitlines()) == (number != signal.SIGKILL)
    parsing = [path.name.partition("-")[2] for path in tmp_path.glob("parsing-*")]
    assert parsing
    while any(is_running(pid) for pid in parsing):
        time.sleep(0.01)
    assert state(ws) == untouched


def test_a_file_that_may_not_grow_stops_a_build_with_one_line(
    news: Path, before: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    _, expected = whole
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    for largest, named in (((before / DATABASE).stat().st_size, str(ws)), (2000, "TMPDIR")):
        stopped = kg(["build", news, "-o", ws], tmp_path, Stop(largest=largest))
        assert_one_line(stopped, named)
        assert len(articles(ws)) >= 4
    assert kg(["build", news, "-o", ws], tmp_path).code == 0
    assert state(ws) == state(expected)


@pytest.fixture
def small_disk(before: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk that is almost full with a workspace, where this system lets a test have one."""
    used = sum(1 + -(-path.stat().st_size // PAGE) for path in before.rglob("*"))
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={(used + 6) * PAGE}", "none", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_a_build_with_one_line(
    news: Path, before: Path, whole: tuple[Ended, Path], small_disk: Path, tmp_path: Path
) -> None:
    _, expected = whole
    ws = small_disk / "ws"
    shutil.copytree(before, ws)
    stopped = kg(["build", news, "-o", ws], tmp_path)
    assert_one_line(stopped, str(ws))
    assert len(articles(ws)) >= 4
    moved = tmp_path / "ws"
    shutil.copytree(ws, moved)
    assert kg(["build", news, "-o", moved], tmp_path).code == 0
    assert state(moved) == state(expected)


def test_a_read_only_workspace_is_told_in_one_line_and_can_still_be_read(
    news: Path, before: Path, tmp_path: Path
) -> None:
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    (ws / ".lock").unlink(missing_ok=True)
    for path in (*ws.iterdir(), ws):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in (*ws.parents, news, *news.parents):
        if parent.is_relative_to(tmp_path.parent.parent):
            parent.chmod(0o755)
    before_state = state(ws)
    user = NOBODY if os.geteuid() == 0 else None
    assert_one_line(kg(["build", news, "-o", ws], tmp_path, Stop(user=user)), str(ws))
    assert kg(["status", ws], tmp_path, Stop(user=user)).code in (0, 1)
    assert state(ws) == before_state
    ws.chmod(0o755)


def test_a_second_build_says_that_the_first_is_at_work(
    news: Path, before: Path, tmp_path: Path
) -> None:
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    untouched = state(ws)
    with Workspace(ws) as first:
        first.lock()
        second = kg(["build", news, "-o", ws], tmp_path)
    assert_one_line(second, "in use by another kg")
    assert state(ws) == untouched


def assert_one_line(ended: Ended, named: str) -> None:
    assert ended.code == 1
    assert len(ended.told.splitlines()) == 1, ended.told
    assert ended.told.startswith("Error: ")
    assert named in ended.told


Damage = Callable[[bytearray], object]


def broken_page(content: bytearray) -> None:
    """The page of a leaf of the table of articles, or one that it runs over to."""
    at = len(content) // PAGE // 2 * PAGE
    content[at : at + PAGE] = random.Random(1).randbytes(PAGE)


def cut_short(content: bytearray) -> None:
    del content[len(content) * 2 // 3 :]


def rotten(content: bytearray) -> None:
    """A few bytes inside of a record; the database itself notices nothing."""
    at = content.index(b"reader 1") + 60
    content[at : at + 4] = b"\x00\x01\x02\x03"


@pytest.mark.parametrize("damage", [broken_page, cut_short, rotten])
def test_a_broken_database_is_told_and_repaired_as_far_as_it_goes(
    damage: Damage, news: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    _, expected = whole
    ws = tmp_path / "ws"
    shutil.copytree(expected, ws)
    content = bytearray((ws / DATABASE).read_bytes())
    damage(content)
    (ws / DATABASE).write_bytes(content)
    told = kg(["check", ws], tmp_path)
    assert told.code == 1
    assert "--repair" in told.told
    assert_one_line(kg(["build", "-o", ws], tmp_path), "--repair")
    assert (ws / DATABASE).read_bytes() == content

    repaired = kg(["check", ws, "--repair"], tmp_path)
    assert "was broken: " in repaired.told
    assert "Traceback" not in repaired.told
    assert (ws / f"{DATABASE}.broken").read_bytes() == content
    assert set() < set(articles(ws)) <= set(articles(expected))
    assert "--repair" not in kg(["check", ws], tmp_path).told
    (ws / f"{DATABASE}.broken").unlink()
    assert kg(["build", news, "-o", ws], tmp_path).code == 0
    assert state(ws) == state(expected)


def test_an_empty_database_beside_its_graph_is_not_taken_for_a_new_one(
    news: Path, before: Path, tmp_path: Path
) -> None:
    ws = tmp_path / "ws"
    shutil.copytree(before, ws)
    (ws / DATABASE).write_bytes(b"")
    assert_one_line(kg(["build", news, "-o", ws], tmp_path), "empty")
    assert_one_line(kg(["check", ws, "--repair"], tmp_path), DATABASE)
    assert (ws / DATABASE).read_bytes() == b""
