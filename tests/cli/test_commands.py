"""The command line as a whole: found by name, quick to answer, one line for a failure."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg
import kg.cli
from kg.cli import INTERRUPTED, Commands, main
from kg.errors import KgError
from kg.found import names

COMMANDS = names(kg.cli)

#: Each takes a tenth of a second or much more to import.
HEAVY = ("torch", "stanza", "rdflib", "pyvis", "pyshacl", "trafilatura", "networkx", "dateparser")


def invoke(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_the_folder_is_a_command_that_explains_itself(name: str) -> None:
    code, shown, _ = invoke(name, "--help")
    command = main.get_command(click.Context(main), name)
    assert code == 0
    assert command is not None
    assert command.help
    assert "Usage: " in shown


def test_help_lists_every_command_and_the_exit_codes() -> None:
    code, shown, _ = invoke("--help")
    assert code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    for number in ("0 done", "1 failed", "2 wrong usage", "3 built", "130 interrupted"):
        assert number in " ".join(shown.split())


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["status", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from kg.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}) & sys.modules.keys()), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stderr.strip() == "[]"


def test_the_module_is_the_script() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == f"kg, version {kg.__version__}"


def test_an_unknown_command_is_wrong_usage() -> None:
    code, shown, told = invoke("bangun")
    assert (code, shown) == (2, "")
    assert "bangun" in told


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """A command that raises what is put into the list."""
    raised: list[BaseException] = []

    @click.command()
    def command() -> None:
        raise raised[0]

    monkeypatch.setattr(Commands, "get_command", lambda *_: command)
    return raised


def test_our_errors_are_one_line_on_standard_error(failing: list[BaseException]) -> None:
    failing.append(KgError("berita.txt: kosong"))
    assert invoke("gagal") == (1, "", "Error: berita.txt: kosong\n")


def test_an_interruption_has_its_own_code(failing: list[BaseException]) -> None:
    failing.append(KeyboardInterrupt())
    code, shown, told = invoke("gagal")
    assert (code, shown) == (INTERRUPTED, "")
    assert told.startswith("interrupted")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("arguments", [["query", "--list"], ["ontology", "--help"], ["--version"]])
def test_a_full_disk_under_standard_output_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "kg", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: standard output: No space left on device\n",
    )


def test_a_mistake_of_the_program_is_not_hidden(failing: list[BaseException]) -> None:
    failing.append(ZeroDivisionError())
    result = CliRunner().invoke(main, ["gagal"])
    assert isinstance(result.exception, ZeroDivisionError)


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["view"], ["check"], ["export", "--format", "turtle"], ["remove", "a", "-o"]],
)
def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path, arguments: list[str]) -> None:
    code, shown, told = invoke(*arguments, str(tmp_path))
    assert (code, shown) == (1, "")
    assert str(tmp_path) in told
    assert len(told.splitlines()) == 1
