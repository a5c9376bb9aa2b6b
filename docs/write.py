"""Writes what the docs take from the program: commands, events, questions, JSON API, the plan.

python docs/write.py
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.plan import tables
from kg.cli import main
from kg.knowledge.frames import frames
from kg.questions import Question, questions
from kg.web.api.openapi import document

DOCS = Path(__file__).parent
WIDTH = 88
TABLE = re.compile(r"(?<=<!-- from ontology/frames -->\n)\|.*?(?=\n\n|\Z)", re.DOTALL)
PLAN = re.compile(r"(?<=<!-- from benchmarks/plan.py -->\n)\|.*?(?=\n\n|\Z)", re.DOTALL)
QUESTIONS = re.compile(r"(?<=<!-- from queries -->\n).*", re.DOTALL)


def pages() -> dict[str, str]:
    """The texts of the pages that are made, or partly made, by their names."""
    graph = (DOCS / "graph.md").read_text(encoding="utf-8")
    queries = (DOCS / "queries.md").read_text(encoding="utf-8")
    scale = (DOCS / "scale.md").read_text(encoding="utf-8")
    made = tables()
    return {
        "cli.md": _commands(),
        "openapi.json": json.dumps(document(), indent=1, ensure_ascii=False) + "\n",
        "graph.md": TABLE.sub(lambda _: _events(), graph),
        "scale.md": PLAN.sub(lambda _: next(made), scale),
        "queries.md": QUESTIONS.sub(lambda _: _questions(), queries, count=1),
    }


def _commands() -> str:
    parts = ["# Commands\n", "Made from the commands by `python docs/write.py`.\n"]
    for name, text in _helps(main, "kg"):
        parts.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _helps(
    command: click.Command, name: str, above: click.Context | None = None
) -> Iterator[tuple[str, str]]:
    """Name and help of a command and of all below it."""
    context = click.Context(
        command,
        parent=above,
        info_name=name,
        max_content_width=WIDTH,
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None, below
            yield from _helps(found, below, context)


def _events() -> str:
    rows = ["| class | in Indonesian | slots |", "|---|---|---|"]
    for name, frame in frames().items():
        slots = ", ".join(f"`{role.slot}`" for role in frame.roles)
        rows.append(f"| `kg:{name}` | {frame.label['id']} | {slots} |")
    return "\n".join(rows)


def _questions() -> str:
    return "".join("\n".join(("", *_question(asked), "")) for asked in questions().values())


def _question(asked: Question) -> Iterator[str]:
    """What a question asks, its columns and its parameters."""
    yield f"## [{asked.name}](../queries/{asked.name}.rq)\n"
    yield f"{asked.id} *{asked.en}*\n"
    select = asked.text.partition("SELECT")[2].partition("WHERE")[0]
    columns = re.findall(r"^\s*\?(\w+)$|AS \?(\w+)\)", select, re.MULTILINE)
    yield "Columns: " + ", ".join(f"`{one or other}`" for one, other in columns) + "."
    for number, parameter in enumerate(asked.parameters):
        default = f" (default: `{parameter.default}`)" if parameter.default else ""
        above = "" if number else "\n"
        yield f"{above}- `--param {parameter.name}=…`: {parameter.meaning}{default}"


if __name__ == "__main__":
    for page_name, text in pages().items():
        (DOCS / page_name).write_text(text, encoding="utf-8", newline="\n")
