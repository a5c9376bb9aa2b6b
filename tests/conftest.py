"""What tests of all stages share: articles, the graph of the examples, and how to search."""

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

from kg.errors import KgError

EXAMPLES = Path(__file__).parent.parent / "examples"

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
    from kg.sentences.models import models_folder

    chosen = os.environ.get("SIMPUL_MODELS")
    try:
        models_folder(chosen)
    except KgError as error:
        pytest.skip(f"no language models: {error}")
    folder = tmp_path_factory.mktemp("examples") / "demo"
    inputs = sorted(str(path) for path in EXAMPLES.glob("*.txt"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _refuse)
        build(inputs, folder, chosen={"models": chosen} if chosen else {})
    return folder


def _refuse(*_: object) -> NoReturn:
    raise AssertionError("a build must not use the network")
