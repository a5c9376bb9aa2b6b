"""The pieces of resolving on a cluster: the same graph, whoever works on them and whatever dies."""

import functools
import importlib.util
import os
import signal
from pathlib import Path

import pytest

from benchmarks.resolve import readings
from kg.errors import KgError
from kg.model import Graph, Run
from kg.reader import Options
from kg.resolve import resolve
from kg.resolve.graphs import whole
from kg.resolve.joined import join
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Given, Spread

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

from ray.cluster_utils import Cluster

from kg.engines import _pieces
from kg.engines import ray as rayed

RUN = Run(version="test", models="none", settings="")
NEWS = tuple(readings(60))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spreading._FEW", 0)
    monkeypatch.setattr("kg.spreading._TOGETHER", 10)


def spread(cluster: Cluster, jobs: int) -> Spread:
    return rayed.engine(Options(jobs=jobs, address=cluster.address)).spread


def graph(spread: Spread) -> Graph:
    stock = Given(NEWS)
    stock.spread = spread
    return whole(join(stock, Ledger(), RUN))


def node(folder: Path, item: int) -> bytes:
    """Leaves a note of the node that it ran on."""
    import ray

    (folder / ray.get_runtime_context().get_node_id()).touch()
    return bytes([item])


def dying(driver: int, item: int) -> bytes:
    """Kills every process but the driver."""
    if os.getpid() != driver:
        os.kill(os.getpid(), signal.SIGKILL)
    return bytes([item])


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_a_cluster_gives_what_one_process_gives(cluster: Cluster, jobs: int) -> None:
    assert graph(spread(cluster, jobs)) == resolve(NEWS, Ledger(), RUN)


def test_all_nodes_work_and_results_keep_their_order(cluster: Cluster, tmp_path: Path) -> None:
    made = spread(cluster, 4)(functools.partial(node, tmp_path), range(250))
    assert list(made) == [bytes([item]) for item in range(250)]
    assert len(list(tmp_path.iterdir())) == 2


def test_pieces_of_which_workers_die_are_made_here(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_pieces, "_RETRIES", 1)
    made = spread(cluster, 2)(functools.partial(dying, os.getpid()), range(15))
    assert list(made) == [bytes([item]) for item in range(15)]


def test_a_node_with_another_version_ends_it(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_pieces, "code", lambda: "another")
    with pytest.raises(KgError, match="another version"):
        list(spread(cluster, 1)(functools.partial(dying, os.getpid()), range(15)))


def test_few_pieces_start_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.spreading._FEW", 500)
    monkeypatch.setattr("ray.init", lambda **_: pytest.fail("a cluster was asked"))
    made = rayed.engine(Options(jobs=2)).spread(functools.partial(dying, os.getpid()), range(200))
    assert len(list(made)) == 200
