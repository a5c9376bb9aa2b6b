"""What the docs say is true: the help of commands, the files and options that are named."""

import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kg
from kg.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMES = [path.name for path in PAGES]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
SHOWN = re.compile(r"^(?:\.venv/bin/)?kg (.+?)(?:\s+#.*)?$", re.MULTILINE)


def test_what_docs_take_from_the_program_is_up_to_date() -> None:
    """If not: python docs/write.py."""
    made = runpy.run_path(str(ROOT / "docs" / "write.py"))["pages"]()
    assert set(made) == {"cli.md", "graph.md", "openapi.json", "queries.md", "scale.md"}
    for name, text in made.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def shown_commands() -> Iterator[tuple[str, list[str]]]:
    for path in PAGES:
        for line in SHOWN.findall(path.read_text(encoding="utf-8")):
            if "…" not in line:
                yield path.name, shlex.split(re.split(r"[|>]", line)[0])


@pytest.mark.parametrize(("page", "arguments"), list(shown_commands()))
def test_a_shown_command_has_these_options(page: str, arguments: list[str]) -> None:
    command: click.Command = main
    while isinstance(command, click.Group) and arguments:
        name = arguments.pop(0)
        if name.startswith("-"):
            return
        found = command.get_command(click.Context(command), name)
        assert found, f"{page}: no command {name}"
        command = found
    with click.Context(command, resilient_parsing=True) as context:
        command.make_parser(context).parse_args(arguments)


def test_the_readme_begins_with_the_two_commands() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:8]
    assert [word for word in ("make demo", "make test") if any(word in line for line in top)] == [
        "make demo",
        "make test",
    ]


def test_the_licence_of_every_package_of_an_installation_is_listed() -> None:
    """If not: python docs/licences.py."""
    made = runpy.run_path(str(ROOT / "docs" / "licences.py"))["packages"]()
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert [name for name in made if f"| {name} | " not in page] == []
    assert [name for name, licence in made.items() if licence == "unknown"] == []


def pinned(name: str) -> dict[str, str]:
    """The lines of each package in a file of requirements/."""
    read = runpy.run_path(str(ROOT / "docs" / "pins.py"))["pins"]
    found: dict[str, str] = read((ROOT / "requirements" / f"{name}.txt").read_text("utf-8"))
    return found


def test_every_dependency_is_pinned() -> None:
    """If not: python docs/pins.py."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = {"demo": [*project["dependencies"], *extras["web"]]}
    needed["test"] = [
        *needed["demo"],
        *(each for extra in ("test", "watch", "cluster") for each in extras[extra]),
    ]
    demo, test = pinned("demo"), pinned("demo") | pinned("test")
    for wanted, pins in ((needed["demo"], demo), (needed["test"], test)):
        names = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in wanted}
        assert names - {project["name"], "torch"} - set(pins) == set()
    assert pinned("torch")["torch"].startswith("torch==2.13.0 ")
    assert pinned("torch-cpu")["torch"].startswith("torch==2.13.0+cpu ")


@pytest.mark.parametrize("name", ["demo", "test", "torch", "torch-cpu"])
def test_nothing_is_pinned_without_its_digest(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).lstrip("\n")
    assert "".join(pinned(name).values()) == lines
    block = re.compile(r"[a-z0-9._-]+==[^ ]+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n")
    assert [lines for lines in pinned(name).values() if not block.fullmatch(lines)] == []


def test_the_installed_version_is_the_programs() -> None:
    from importlib.metadata import version

    assert version("simpul") == kg.__version__
