"""What tests of all stages share: articles, the graph of the examples, and how to search."""

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from kg.errors import KgError

if TYPE_CHECKING:  # its import takes longer than most tests
    from kg.evaluation.material import Material

EXAMPLES = Path(__file__).parent.parent / "examples"
PARSES = Path(__file__).parent / "claims" / "parses"

# The same examples in every run, and no deadline: a slow machine is no failure.
settings.register_profile(
    "simpul",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("simpul")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and annotations that are not part of the project."""
    folder = os.environ.get("SIMPUL_DATA")
    if not folder:
        pytest.skip("SIMPUL_DATA is not set: the annotated articles are not part of the project")
    return Path(folder)


@pytest.fixture(scope="session")
def examples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the example articles, built as ``make demo`` does, without a network."""
    from kg.pipeline import build

    chosen = os.environ.get("SIMPUL_MODELS")
    _models(chosen)
    folder = tmp_path_factory.mktemp("examples") / "demo"
    inputs = sorted(str(path) for path in EXAMPLES.glob("*.txt"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _refuse)
        build(inputs, folder, chosen={"models": chosen} if chosen else {})
    return folder


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the example articles from recorded parses: no model is needed for it."""
    from dataclasses import replace

    from kg.claims import read
    from kg.pipeline import build
    from kg.resolve import resolve
    from kg.resolve.ledger import Ledger
    from kg.sentences.parsers.recorded import RecordedParser
    from tests.fakes import RUN, fake_stages

    folder = tmp_path_factory.mktemp("recorded") / "demo"
    stages = replace(
        fake_stages(),
        make_parser=lambda: RecordedParser(PARSES),
        read=read,
        resolve=lambda readings: resolve(readings, Ledger(), RUN),
    )
    build(sorted(str(path) for path in EXAMPLES.glob("*.txt")), folder, stages=stages)
    return folder


@pytest.fixture(scope="session")
def dev_material(shared: Path) -> "Material":
    """The annotated articles for development, parsed with the real models: half a minute."""
    from kg.evaluation.material import annotated_articles, read_material

    models = _models(os.environ.get("SIMPUL_MODELS"))
    from kg.sentences.parsers.stanza import StanzaParser

    dev = shared / "gold" / "dev"
    return read_material(annotated_articles(dev, dev), StanzaParser(models))


def _models(chosen: str | None) -> Path:
    """The folder of language models; the test is skipped where there is none."""
    from kg.sentences.models import models_folder

    try:
        return models_folder(chosen)
    except KgError as error:
        pytest.skip(f"no language models: {error}")


def _refuse(*_: object) -> NoReturn:
    raise AssertionError("a build must not use the network")
