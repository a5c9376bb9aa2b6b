"""``kg query``."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import TIMEOUT
from kg.errors import WorkspaceError

if TYPE_CHECKING:  # importing these takes longer than printing the help may
    from kg.questions import Question
    from kg.store import Answer

_STDIN = "-"


@click.command()
@click.argument("name", required=False, metavar="[NAME|FILE|-]")
@click.option(
    "-d",
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("output/demo"),
    show_default=True,
    help="The workspace, or a Turtle, TriG, N-Triples or N-Quads file.",
)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A value for a parameter."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@TIMEOUT
@click.option("--list", "listed", is_flag=True, help="List the questions, or describe NAME alone.")
def query(
    name: str | None,
    folder: Path,
    params: tuple[str, ...],
    shape: str,
    seconds: float,
    listed: bool,
) -> None:
    """Ask the graph of a workspace: a question by its name, or SPARQL from a file or - .

    Queries only read, and only this graph: updates, LOAD and SERVICE are refused. csv is as
    RFC 4180 has it, json is SPARQL 1.1 Query Results JSON. Where a question is about more than
    its parameter limit allows, you are told so.

    \b
    Example:
      kg query --list
      kg query person --param name=lavrov
      kg query my-question.rq -d output/berita --format csv
    """
    from kg.questions import ask, question, questions

    if listed:
        known = [question(name)] if name else list(questions().values())
        click.echo("\n\n".join("\n".join(_described(each)) for each in known))
    elif name:
        asked, given = _question(name), dict(map(_param, params))
        answer = ask(asked, _graph(folder), given, seconds)
        _print(answer, shape)
        if notice := asked.notice(given, len(answer.rows)):
            click.echo(f"{notice}; see --param limit=N", err=True)
    else:
        raise click.UsageError("name a question or a file; kg query --list shows the questions")


def _question(name: str) -> "Question":
    """A question that ships, standard input, or a file: in this order."""
    from kg.questions import decoded, question, questions, read

    if name == _STDIN:
        return decoded("standard input", sys.stdin.buffer.read())
    if name not in questions() and Path(name).is_file():
        return read(Path(name))
    return question(name)


def _graph(folder: Path) -> Path:
    """The file to ask; WorkspaceError, with what to do, where there is none."""
    from kg.store import graph_of

    path = graph_of(folder) if folder.is_dir() else folder
    if not path.is_file():
        raise WorkspaceError(
            f"{path}: no graph there; make one with kg build PATH... -o DIR (or make demo),"
            " and name it with -d DIR"
        )
    return path


def _param(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--param")
    return name, value


def _described(asked: "Question") -> Iterator[str]:
    """A question in both languages, with its parameters."""
    yield asked.name
    yield from (f"  {text}" for text in (asked.id, asked.en) if text)
    for parameter in asked.parameters:
        default = f" (default: {parameter.default})" if parameter.default else ""
        yield f"  --param {parameter.name}=…  {parameter.meaning}{default}"


def _print(answer: "Answer", shape: str) -> None:
    """Bytes for programs, as their formats want them; text for people."""
    if shape == "table":
        from kg.cli._table import lines

        for line in lines(answer.columns, answer.rows, shutil.get_terminal_size().columns):
            click.echo(line)
        count = len(answer.rows)
        click.echo(f"{count} row{'' if count == 1 else 's'}", err=True)
    else:
        text = answer.document + "\n" if shape == "json" else _csv(answer)
        click.echo(text.encode(), nl=False)


def _csv(answer: "Answer") -> str:
    import csv
    import io

    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return written.getvalue()
