"""A cluster of two nodes on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # ray may not be installed
    from ray.cluster_utils import Cluster

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def cluster() -> Iterator["Cluster"]:
    """Two nodes, with four cores as far as Ray knows."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))  # actors find the tests as this process does
        patch.setenv("RAY_worker_niceness", "0")  # they would else wait for all other programs
        settings = {"object_store_memory": 2**27, "include_dashboard": False}
        made = Cluster(initialize_head=True, head_node_args={"num_cpus": 3, **settings})
        made.add_node(num_cpus=1, object_store_memory=2**27)
        yield made
        made.shutdown()  # type: ignore[no-untyped-call]
