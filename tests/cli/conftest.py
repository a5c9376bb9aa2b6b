"""Commands with real stages and no models."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fakes import LineParser


@pytest.fixture
def line_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LineParser:
    """A parser that needs no models, of a folder that passes for such."""
    parser = LineParser()
    stub = SimpleNamespace(StanzaParser=lambda _: parser)
    monkeypatch.setitem(sys.modules, "kg.sentences.parsers.stanza", stub)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "resources.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("SIMPUL_MODELS", str(folder))
    return parser
