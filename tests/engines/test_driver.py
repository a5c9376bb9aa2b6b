"""A build on a cluster whose driver is killed loses and doubles nothing; the next makes it good."""

import importlib.util
import os
import random
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.crashing import Ended, Stop, interrupted, is_running, kg, state

if TYPE_CHECKING:  # ray may not be installed
    from ray.cluster_utils import Cluster

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

KILLS = int(os.environ.get("SIMPUL_KILLS", "10"))  #: more of them find more
NAMES = ["Kim", "Putin", "Lavrov", "Shoigu", "Wang", "Trump", "Subianto", "Macron"]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with so many words that there is more than one batch."""
    folder = tmp_path_factory.mktemp("news")
    for number in range(12):
        one, other = random.Random(number).sample(NAMES, 2)
        text = f"{one} bertemu {other} di kota itu lagi.\n" * 30
        (folder / f"a{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(news: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """What one process makes of them, and the shards of that."""
    made = tmp_path_factory.mktemp("whole")
    ended = kg(["build", news, "-o", made / "ws"], made)
    assert (ended.code, ended.told) == (0, "")
    assert kg(["shards", made / "ws", made / "shards"], made).code == 0
    return ended, made


def on(cluster: "Cluster") -> list[str]:
    return ["--engine", "ray", "--address", cluster.address, "--jobs", "2"]


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("seed", range(max(2, KILLS // 5)))
def test_a_killed_driver_is_made_good_by_the_next(
    seed: int, cluster: "Cluster", news: Path, whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    """While it sends, hears and stores, and while it writes files; up to three times each."""
    alone, expected = whole
    chosen, ws = random.Random(seed), tmp_path / "ws"
    build: list[str | Path] = ["build", news, "-o", ws, *on(cluster)]
    undisturbed = kg(["build", news, "-o", tmp_path / "other", *on(cluster)], tmp_path)
    assert undisturbed.steps > alone.steps
    for _ in range(chosen.randint(1, 3)):
        # What one process does comes last; the steps before that are the start of Ray.
        stop = Stop(step=undisturbed.steps - chosen.randrange(alone.steps))
        killed = kg(build, tmp_path, stop)
        assert killed.code in (0, -signal.SIGKILL)
    last = kg(build, tmp_path)
    assert (last.code, last.told) == (0, "")
    assert state(ws) == state(expected / "ws") == state(tmp_path / "other")


@pytest.mark.parametrize(
    ("number", "where"),
    [
        (signal.SIGINT, "cluster"),
        (signal.SIGTERM, "here"),
        (signal.SIGKILL, "cluster"),
        (signal.SIGKILL, "here"),
    ],
)
def test_no_actor_is_left_of_a_driver_that_is_stopped(
    number: signal.Signals, where: str, cluster: "Cluster", news: Path, tmp_path: Path
) -> None:
    ray = on(cluster) if where == "cluster" else ["--engine", "ray", "--jobs", "1"]
    ended = interrupted(["build", news, "-o", tmp_path / "ws", *ray], tmp_path, number)
    codes = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}
    assert ended.code == codes[number]
    parsing = [path.name.partition("-")[2] for path in tmp_path.glob("parsing-*")]
    assert parsing
    while any(is_running(pid) for pid in parsing):
        time.sleep(0.01)


def test_killed_writers_of_shards_leave_none_that_is_half_written(
    whole: tuple[Ended, Path], tmp_path: Path
) -> None:
    _, expected = whole
    shards: list[str | Path] = ["shards", expected / "ws", tmp_path / "shards"]
    steps = kg(["shards", expected / "ws", tmp_path / "undisturbed"], tmp_path).steps
    for back in range(0, 60, max(1, 200 // KILLS)):
        shutil.rmtree(tmp_path / "shards", ignore_errors=True)
        assert kg(shards, tmp_path, Stop(step=steps - back)).code == -signal.SIGKILL
        assert kg(shards, tmp_path).code == 0
        assert files(tmp_path / "shards") == files(expected / "shards")
