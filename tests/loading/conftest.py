"""Two independent stores, and the workspace of the example articles to load into them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.claims import read
from kg.loading import client
from kg.pipeline import build
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser
from kg.stages import Stages
from tests.fakes import RUN
from tests.loading.servers import Oxigraph, Server, Virtuoso

ROOT = Path(__file__).parents[2]
PARSES = ROOT / "tests" / "claims" / "parses"


@pytest.fixture(scope="session")
def stages() -> Stages:
    """The real steps, with recorded parses."""
    return Stages(
        parser="recorded",
        make_parser=lambda: RecordedParser(PARSES),
        reader="claims",
        read=read,
        resolver="resolve",
        resolve=lambda readings: resolve(readings, Ledger(), RUN),
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, stages: Stages) -> Path:
    folder = tmp_path_factory.mktemp("built") / "demo"
    build(sorted(str(path) for path in (ROOT / "examples").glob("*.txt")), folder, stages=stages)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The example articles in a workspace that was never loaded anywhere."""
    return Path(shutil.copytree(built, tmp_path / "demo"))


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _running(Oxigraph(tmp_path_factory.mktemp("oxigraph")))


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _running(Virtuoso(tmp_path_factory.mktemp("virtuoso")))


def _running(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between tries are short."""
    monkeypatch.setattr(client, "BACKOFF", 0.001)
