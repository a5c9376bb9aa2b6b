"""A build that loses its cluster ends with a line; the next one goes on from there."""

import importlib.util
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.crashing import articles, kg, state
from tests.engines import anew

if TYPE_CHECKING:  # ray may not be installed
    from ray.cluster_utils import Cluster

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

PATIENCE = 300  #: seconds for a build
#: Ray's own patience, in seconds with a head that is gone, and with a node.
RAYS = {
    "RAY_gcs_rpc_server_reconnect_timeout_s": "24",
    "RAY_health_check_initial_delay_ms": "1000",
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "3",
}


@pytest.fixture
def doomed(monkeypatch: pytest.MonkeyPatch) -> Iterator["Cluster"]:
    """A head without cores, to which a driver of this machine belongs, and the actors' node."""
    from ray.cluster_utils import Cluster

    here = {"PYTHONPATH": str(anew.ROOT), "RAY_worker_niceness": "0"}
    for name, value in (here | RAYS).items():
        monkeypatch.setenv(name, value)
    settings = {"object_store_memory": 2**27, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **settings})
    made.add_node(num_cpus=2, object_store_memory=2**27)
    yield made
    made.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Twelve articles; parsers are stuck at the last four."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(12):
        text = "Kim bertemu Putin di kota itu lagi.\n" * 30 + "Macet.\n" * (number >= 8)
        (folder / f"a{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("killed", "lost"), [("all", "its head"), ("raylet", "the node of this machine")]
)
def test_a_build_that_loses_its_cluster_is_made_good_by_the_next(
    killed: str, lost: str, doomed: "Cluster", news: Path, tmp_path: Path
) -> None:
    ws, alone = tmp_path / "ws", tmp_path / "alone"
    on = ["--engine", "ray", "--address", doomed.address, "--jobs", "2"]
    process = anew.start(["build", news, "-o", ws, *on], {anew.STUCK: tmp_path})
    while not list(tmp_path.glob("stuck-*")) or not articles(ws):
        assert process.poll() is None
        time.sleep(0.1)
    head: Any = doomed.head_node
    for name, (dying, *_) in head.all_processes.items():
        if killed in ("all", name):
            os.kill(dying.process.pid, signal.SIGKILL)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    *notes, line = told.splitlines()
    assert [note for note in notes if not note.startswith("note: an actor died")] == []
    assert line.startswith(f"Error: {doomed.address}: the cluster has lost {lost}")
    kept = articles(ws)
    assert 0 < len(kept) < 12
    last = kg(["build", news, "-o", ws], tmp_path)
    assert (last.code, last.told) == (0, "")
    assert kg(["build", news, "-o", alone], tmp_path).code == 0
    assert len(articles(alone)) == 12
    assert state(ws) == state(alone)
