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


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    extras = project["optional-dependencies"]
    wanted = [
        *project["dependencies"],
        *(each for extra in ("test", "watch", "web") for each in extras[extra]),
    ]
    names = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in wanted}
    assert [name for name in names - {project["name"]} if f"\n{name}==" not in pins] == []
    assert "\ntorch==2.13.0\n" in pins


def test_the_installed_version_is_the_programs() -> None:
    from importlib.metadata import version

    assert version("simpul") == kg.__version__
