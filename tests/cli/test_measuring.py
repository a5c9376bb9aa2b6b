"""kg record, evaluate and explain as a user calls them, without any model."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.pipeline import build
from kg.sentences.parsers.recorded import RecordedParser
from tests.fakes import LineParser, fake_stages

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
PARSES = ROOT / "tests" / "claims" / "parses"
TEXT = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n"
EXAMPLE = "Kanada memperingatkan Rusia."


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for models, with a parser that needs none."""
    stub = SimpleNamespace(StanzaParser=lambda _: LineParser())
    monkeypatch.setitem(sys.modules, "kg.sentences.parsers.stanza", stub)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "resources.json").write_text("{}", encoding="utf-8")
    return folder


def test_record_writes_a_file_for_each_article_and_frame(tmp_path: Path, models: Path) -> None:
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "parses"
    told = kg("record", tmp_path / "satu.txt", "--frames", "-o", out, "--models", models)
    assert (told.exit_code, told.stderr) == (0, "")
    assert str(out / "satu.conllu") in told.stdout.splitlines()
    assert str(out / "frames" / "meeting.conllu") in told.stdout.splitlines()
    assert RecordedParser(out).same_text(TEXT) == "satu"
    assert RecordedParser(out).same_text(EXAMPLE)


def test_record_names_what_cannot_be_read(tmp_path: Path, models: Path) -> None:
    (tmp_path / "kosong.txt").write_text("", encoding="utf-8")
    told = kg("record", tmp_path / "kosong.txt", "-o", tmp_path / "parses", "--models", models)
    assert told.exit_code == 1
    assert "kosong.txt" in told.stderr
    assert kg("record", "-o", tmp_path / "parses").exit_code == 2


def test_evaluate_prints_figures_confidence_and_causes() -> None:
    told = kg("evaluate", GOLD, "--articles", ROOT / "examples", "--parses", PARSES, "--errors")
    assert (told.exit_code, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert any(line.startswith("events core ") for line in lines)
    assert "articles 5" in lines
    causes = lines.index("errors by cause")
    listed = [line for line in lines[causes + 1 :] if line.startswith("seed-")]
    counted = [line for line in lines[causes + 1 :] if not line.startswith("seed-")]
    assert sum(int(line.split()[0]) for line in counted) == len(listed) > 0


def test_evaluate_gives_figures_as_json_and_raises_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    arguments = (GOLD, "--articles", ROOT / "examples", "--parses", PARSES)
    told = kg("evaluate", *arguments, "--json", "--raise-floors", floors)
    figures = json.loads(told.stdout)
    written = json.loads(floors.read_text(encoding="utf-8"))
    assert set(written) == {"examples"}
    slack = figures["events"]["F1"] - written["examples"]["events F1"]
    assert 0.0095 < slack < 0.0115


def test_evaluate_measures_a_workspace_and_names_what_is_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.evaluation.material.real_stages", lambda *_: fake_stages())
    (tmp_path / "seed-000.txt").write_text(TEXT, encoding="utf-8")
    build([str(tmp_path / "seed-000.txt")], tmp_path / "ws", stages=fake_stages())
    told = kg("evaluate", GOLD, "-d", tmp_path / "ws")
    assert told.exit_code == 0
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == [
        f"seed-00{number}" for number in range(1, 5)
    ]


def test_explain_shows_a_thing_of_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stages(*_: object) -> object:
        return fake_stages()

    monkeypatch.setattr("kg.stages.real_stages", stages)
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    build([str(tmp_path / "satu.txt")], tmp_path / "ws", stages=fake_stages())
    told = kg("explain", "satu/e1", "-d", tmp_path / "ws")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("Meeting  e1\n")
    assert f'"{TEXT.strip()}"' in told.stdout
    missing = kg("explain", "satu/e99", "-d", tmp_path / "ws")
    assert missing.exit_code == 1
    assert missing.stderr.count("\n") == 1


def test_explain_shows_a_recorded_sentence() -> None:
    told = kg("explain", "--sentence", EXAMPLE, "--parse", PARSES)
    assert told.exit_code == 0, told.stderr
    assert "told as Statement e1, Certain" in told.stdout
    again = kg("explain", "--sentence", EXAMPLE, "--parse", PARSES / "frames" / "statement.conllu")
    assert again.stdout == told.stdout


def test_explain_parses_a_sentence_and_takes_its_date(models: Path) -> None:
    arguments = ("--sentence", TEXT, "--models", models)
    told = kg("explain", *arguments, "--published", "2025-09-05")
    assert told.exit_code == 0, told.stderr
    assert "date 2025-0" in told.stdout
    assert kg("explain", *arguments, "--published", "kemarin").exit_code == 1


@pytest.mark.parametrize("arguments", [(), ("x", "--sentence", "y")])
def test_explain_takes_a_thing_or_a_sentence(arguments: tuple[str, ...]) -> None:
    assert kg("explain", *arguments).exit_code == 2


def test_explain_says_what_was_never_recorded() -> None:
    told = kg("explain", "--sentence", "Tidak ada.", "--parse", PARSES)
    assert told.exit_code == 1
    assert "kg record makes one" in told.stderr
