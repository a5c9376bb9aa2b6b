"""``kg decide``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.cli._shared import FOLDER, Bar, warn_of_waiting

if TYPE_CHECKING:
    from kg.resolve.ledger import Verb

F = TypeVar("F", bound=Callable[..., None])


@click.group()
def decide() -> None:
    """Say what is one, what is not, and what is wrong; it wins over every score.

    \b
    A decision is a line of DIR/decisions.txt; to undo it, delete the line. Things are named by
    IRI, by the end of it, or by article and local id as "kg explain" shows them.

    \b
    Examples:
      kg decide same person/sergei-lavrov person/s-lavrov -o DIR --why "one minister"
      kg decide different seed-001/e1 seed-004/e1 -o DIR --why "two visits"
    """


def _options(command: F) -> F:
    command = click.option("--why", default="", help="The reason, for those who read it later.")(
        command
    )
    return click.option(
        "-o", "--output", "folder", type=FOLDER, required=True, help="The workspace."
    )(command)


@decide.command()
@click.argument("left")
@click.argument("right")
@_options
def same(left: str, right: str, folder: Path, why: str) -> None:
    """Two entities, or two events, are one."""
    _append(folder, "same", (left, right), why)


@decide.command()
@click.argument("left")
@click.argument("others", nargs=-1, required=True)
@_options
def different(left: str, others: tuple[str, ...], folder: Path, why: str) -> None:
    """An entity, or an event, is not one with others."""
    _append(folder, "different", (left, *others), why)


@decide.command()
@click.argument("claim")
@_options
def wrong(claim: str, folder: Path, why: str) -> None:
    """A claim is wrong: it was misread, and leaves the graph."""
    _append(folder, "wrong", (claim,), why)


def _append(folder: Path, verb: "Verb", things: tuple[str, ...], why: str) -> None:
    from kg import pipeline
    from kg.resolve.ledger import DECISIONS, append
    from kg.workspace import Workspace

    with Workspace(folder) as workspace:
        workspace.lock()
        decision = append(folder / DECISIONS, verb, things, why)
    built = pipeline.build((), folder, progress=Bar())
    warn_of_waiting(built.summary)
    click.echo(f"{folder / DECISIONS}: {decision}")
