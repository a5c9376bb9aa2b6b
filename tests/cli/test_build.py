"""kg build, remove, status, export and view as a user calls them, with stages that cost nothing."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import REFUSED, main
from tests.fakes import fake_stages

TEXT = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline", "exports", "status"):
        monkeypatch.setattr(f"kg.{module}.real_stages", lambda *_: fake_stages())
    monkeypatch.setattr("kg.exports.ALWAYS", ("turtle",))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "satu.txt"


@pytest.fixture
def ws(tmp_path: Path, news: Path) -> Path:
    assert kg("build", news, "-o", tmp_path / "ws").exit_code == 0
    return tmp_path / "ws"


def kg(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def test_build_sums_up_and_says_what_to_try_next(news: Path, tmp_path: Path) -> None:
    told = kg("build", news, "-o", tmp_path / "ws")
    assert (told.exit_code, told.stderr) == (0, "")
    assert "articles      1\n" in told.stdout
    assert "   Meeting 3\n" in told.stdout
    assert f"  {tmp_path / 'ws' / 'graph.ttl'}\n" in told.stdout
    next_ones = told.stdout.partition("\nNext:\n")[2].splitlines()
    assert len(next_ones) == 3
    assert all(line.startswith("  kg ") for line in next_ones)


def test_the_next_commands_exist(ws: Path, news: Path) -> None:
    told = kg("build", news, "-o", ws).stdout.partition("\nNext:\n")[2]
    for line in told.splitlines():
        command = line.split()[1]
        assert kg(command, "--help").exit_code == 0


def test_quiet_prints_nothing(news: Path, tmp_path: Path) -> None:
    told = kg("build", news, "-o", tmp_path / "ws", "-q")
    assert (told.exit_code, told.output) == (0, "")
    told = kg("remove", "satu", "-o", tmp_path / "ws", "-q")
    assert (told.exit_code, told.output) == (0, "")


def test_verbose_tells_where_the_time_went(news: Path, tmp_path: Path) -> None:
    told = kg("build", news, "-o", tmp_path / "ws", "-v")
    *steps, times = told.stderr.splitlines()
    assert steps == ["1 articles read, 0 inputs refused", "satu: 11 words in 1 sentences"]
    assert times.startswith("parsed 1; ")
    assert "sentences" in times


def test_a_program_gets_all_that_is_told_as_json(news: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_text("", encoding="utf-8")
    (tmp_path / "dua.txt").write_bytes(TEXT.encode("utf-16"))
    told = kg("build", tmp_path, "-o", tmp_path / "ws", "-v", "--log-json")
    assert told.exit_code == REFUSED
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    assert all({"time", "level", "message"} <= line.keys() for line in lines)
    assert {"info", "note", "error"} == {line["level"] for line in lines}
    assert lines[-1]["seconds"]["sentences"] >= 0
    assert "articles      2\n" in told.stdout
    failed = kg("build", tmp_path / "kosong.txt", "-o", tmp_path / "ws", "--log-json")
    (line,) = map(json.loads, failed.stderr.splitlines())
    assert failed.exit_code == 1
    assert line["level"] == "error"
    assert "kosong.txt" in line["message"]
    assert "Error: " in kg("status", tmp_path / "nowhere").stderr  # the next command is another


def test_how_far_it_is_is_told_where_there_is_no_terminal(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli._shared._PAUSE", 0)
    told = kg("build", news, "-o", tmp_path / "ws", "-v").stderr
    assert re.search(r"^11 of 11 words, \d+ a second, 0 s left$", told, re.MULTILINE)
    assert "left" not in kg("build", news, "-o", tmp_path / "ws2").stderr


def test_build_takes_standard_input(tmp_path: Path) -> None:
    told = kg("build", "-", "-o", tmp_path / "ws", stdin=json.dumps({"id": "a", "text": TEXT}))
    assert told.exit_code == 0
    assert kg("status", tmp_path / "ws").stdout.startswith("a  ")


def test_refused_inputs_are_named_and_have_their_own_exit_code(news: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_text("", encoding="utf-8")
    told = kg("build", news, tmp_path / "kosong.txt", "-o", tmp_path / "ws")
    assert told.exit_code == REFUSED
    assert told.stderr.startswith("refused: ")
    assert "kosong.txt" in told.stderr
    assert "articles      1\n" in told.stdout


def test_a_note_tells_of_another_encoding_and_the_build_succeeds(
    news: Path, tmp_path: Path
) -> None:
    (tmp_path / "dua.txt").write_bytes(TEXT.encode("utf-16"))
    told = kg("build", news, tmp_path / "dua.txt", "-o", tmp_path / "ws")
    assert told.exit_code == 0
    assert told.stderr == f"note: {tmp_path / 'dua.txt'}: read as UTF-16\n"
    run = json.loads((tmp_path / "ws" / "run.json").read_text(encoding="utf-8"))
    assert run["notes"] == [f"{tmp_path / 'dua.txt'}: read as UTF-16"]
    assert kg("build", tmp_path / "dua.txt", "-o", tmp_path / "ws", "-q").output == ""


def test_build_needs_a_path_and_a_folder(news: Path, tmp_path: Path) -> None:
    assert kg("build", "-o", tmp_path / "ws").exit_code == 2
    assert not (tmp_path / "ws").exists()
    assert kg("build", news).exit_code == 2
    assert kg("build", news, "-o", tmp_path / "ws", "--format", "word").exit_code == 2


def test_a_folder_of_models_is_remembered_wherever_the_next_call_is_made(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kg("build", news, "-o", "ws", "--models", "model")
    settings = json.loads(kg("status", "ws", "--json").stdout)["settings"]
    assert settings["models"] == str(tmp_path / "model")
    kg("build", news, "-o", "ws", "--models", "stanford")
    settings = json.loads(kg("status", "ws", "--json").stdout)["settings"]
    assert settings["models"] == "stanford"


def test_remove_takes_an_article_out(ws: Path) -> None:
    assert "articles      0\n" in kg("remove", "satu", "-o", ws).stdout
    told = kg("remove", "satu", "-o", ws)
    assert told.exit_code == 1
    assert "no article satu" in told.stderr


def test_status_as_json_is_complete(ws: Path) -> None:
    shown = json.loads(kg("status", ws, "--json").stdout)
    assert [article["id"] for article in shown["articles"]] == ["satu"]
    assert shown["graph"]["events"] == {"Meeting": 3}
    assert shown["files"] == [str(ws / "graph.ttl")]
    assert shown["outdated"] == 0


def test_export_goes_to_standard_output_or_a_file(ws: Path, tmp_path: Path) -> None:
    told = kg("export", ws, "--format", "turtle")
    assert told.stdout_bytes == (ws / "graph.ttl").read_bytes()
    dashed = kg("export", ws, "--format", "turtle", "-o", "-")
    assert dashed.stdout_bytes == told.stdout_bytes
    told = kg("export", ws, "--format", "ntriples", "-o", tmp_path / "g.nt")
    assert (told.exit_code, told.output) == (0, "")
    assert b"Meeting" in (tmp_path / "g.nt").read_bytes()


def test_view_prints_where_the_page_is(ws: Path) -> None:
    told = kg("view", ws)
    assert told.stdout == f"{ws / 'graph.html'}\n"
    assert "Putin" in (ws / "graph.html").read_text(encoding="utf-8")
