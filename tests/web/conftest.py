"""A real server in a process of its own, over the graph of the annotated examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.rdf.dataset import Dataset
from kg.views import trig
from kg.workspace import Workspace
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.serving import SECONDS, Reply, Server, Start, started

__all__ = ["COUNT", "HOLDS", "QUERY", "SECONDS", "Reply", "Server", "Start"]

pytest.importorskip("uvicorn", reason="the extra web is not installed")
pytest.importorskip("starlette", reason="the extra web is not installed")

HOLDS = "ASK {}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
QUERY = "application/sparql-query"


@pytest.fixture(scope="session")
def start() -> Start:
    """Starts ``kg serve`` on a free port, with options."""
    return started


@pytest.fixture(scope="session")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    with Workspace(folder, create=True):
        pass
    graph = graph_from_gold(SEEDS, CROSSDOC)
    trig.write(graph, Dataset(graph), folder / "graph.trig")
    return folder


@pytest.fixture(scope="session")
def server(ws: Path) -> Iterator[Server]:
    with started(ws, "--timeout", str(SECONDS)) as running:
        yield running
