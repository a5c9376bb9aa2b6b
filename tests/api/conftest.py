"""The workspace of the examples from recorded parses: no model is needed for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.api.opened import OpenWorkspace
from kg.claims import read
from kg.pipeline import build
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser
from tests.conftest import EXAMPLES
from tests.fakes import RUN, fake_stages

PARSES = Path(__file__).parents[1] / "claims" / "parses"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
def demo(demo_folder: Path) -> OpenWorkspace:
    import kg

    return kg.open(demo_folder)
