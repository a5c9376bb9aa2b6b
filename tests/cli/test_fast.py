"""The choice of fast parsing from the command line to the workspace, with real stages, no model."""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli._settings import chosen
from kg.errors import ModelError
from tests.fakes import LineParser

TEXT = "Menteri Luar Negeri Rusia bertemu dengan Lavrov di Moskow pada Rabu.\n"


@pytest.fixture
def exact(line_parser: LineParser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LineParser:
    """An exact parser."""
    monkeypatch.setattr("kg.exports.ALWAYS", ("turtle",))
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    return line_parser


@pytest.fixture
def fast(exact: LineParser, monkeypatch: pytest.MonkeyPatch) -> LineParser:
    """The same for a fast one, on a processor that can."""
    parser = LineParser()
    stub = SimpleNamespace(FastParser=lambda _: parser, check_processor=lambda: None)
    monkeypatch.setitem(sys.modules, "kg.sentences.parsers.fast", stub)
    return parser


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def settings(ws: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(kg("status", ws, "--json").stdout)["settings"]
    return found


def test_a_workspace_stays_fast_until_it_shall_be_exact_again(
    tmp_path: Path, exact: LineParser, fast: LineParser
) -> None:
    ws = tmp_path / "ws"
    assert kg("build", tmp_path / "satu.txt", "-o", ws).exit_code == 0
    usual = (ws / "graph.ttl").read_bytes()
    assert (exact.parsed, fast.parsed) == (["satu"], [])
    assert kg("build", "-o", ws, "--fast").exit_code == 0
    (tmp_path / "dua.txt").write_text(TEXT.replace("Rabu", "Kamis"), encoding="utf-8")
    assert kg("build", tmp_path / "dua.txt", "-o", ws).exit_code == 0
    assert (exact.parsed, fast.parsed) == (["satu"], ["satu", "dua"])
    assert settings(ws)["fast"] is True
    assert json.loads((ws / "run.json").read_bytes())["settings"]["fast"] is True
    assert "\nparsing   fast" in kg("status", ws).stdout
    assert kg("remove", "dua", "-o", ws).exit_code == 0
    assert (ws / "graph.ttl").read_bytes() != usual
    assert kg("build", "-o", ws, "--exact").exit_code == 0
    assert exact.parsed == ["satu", "satu"]
    assert (ws / "graph.ttl").read_bytes() == usual
    assert "\nparsing   " not in kg("status", ws).stdout


def test_a_watched_workspace_can_be_fast(
    tmp_path: Path, exact: LineParser, fast: LineParser
) -> None:
    ws = tmp_path / "ws"
    (tmp_path / "berita").mkdir()
    (tmp_path / "satu.txt").rename(tmp_path / "berita" / "satu.txt")
    os.utime(tmp_path / "berita" / "satu.txt", (1e9, 1e9))
    assert kg("watch", tmp_path / "berita", "-o", ws, "--once", "--fast").exit_code == 0
    assert (exact.parsed, fast.parsed) == ([], ["satu"])
    assert settings(ws)["fast"] is True


def test_where_others_parse_this_processor_need_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cpu.get_capabilities", dict)
    assert chosen(None, None, None, (), True, here=False) == {"fast": True}
    assert chosen(None, None, None, (), False) == {"fast": False}
    with pytest.raises(ModelError, match="does not compute bfloat16"):
        chosen(None, None, None, (), True)


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize("command", ["build", "watch"])
def test_a_processor_that_cannot_is_one_line_and_leaves_the_workspace_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    ws, once = tmp_path / "ws", ["--once"] if command == "watch" else []
    assert kg("build", tmp_path / "satu.txt", "-o", ws).exit_code == 0
    monkeypatch.delitem(sys.modules, "kg.sentences.parsers.stanza")
    able = {"architecture": "x86_64", "avx512_f": True, "avx512_bf16": False, "amx_bf16": False}
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: able)
    (tmp_path / "berita").mkdir()
    (tmp_path / "berita" / "dua.txt").write_text(TEXT, encoding="utf-8")
    told = kg(command, tmp_path / "berita", "-o", ws, "--fast", *once)
    assert told.exit_code == 1
    assert "does not compute bfloat16" in told.stderr
    assert "--exact" in told.stderr
    assert told.stderr.startswith("Error: ")
    assert told.stderr.count("\n") == 1
    assert settings(ws)["fast"] is False
    assert [each["id"] for each in json.loads(kg("status", ws, "--json").stdout)["articles"]] == [
        "satu"
    ]
