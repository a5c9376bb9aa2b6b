"""What several commands share: the folder they work on, a query's time, the bar, the summary."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.watch import Progress

if TYPE_CHECKING:  # importing these takes longer than printing a command's help may
    from kg.exports import Summary
    from kg.pipeline import Built

T = TypeVar("T")

FOLDER = click.Path(file_okay=False, path_type=Path)
TIMEOUT = click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    default=30,
    show_default=True,
    help="Seconds after which a query is stopped.",
)


class Bar(Progress):
    """A progress bar on standard error, where that is a terminal."""

    def over(self, steps: Iterable[T], total: int, what: str) -> Iterable[T]:
        """The same steps, with a bar that grows."""
        from tqdm import tqdm

        shown = total > 0 and sys.stderr.isatty()
        bar: Iterable[T] = tqdm(steps, total=total, unit=f" {what}", disable=not shown, leave=False)
        return bar


def echo_summary(summary: "Summary") -> None:
    """What is in a graph, a line for each kind of thing."""
    nothing: dict[str, int] = {}
    for name, count, parts in (
        ("articles", summary.articles, nothing),
        ("entities", sum(summary.entities.values()), summary.entities),
        ("offices", summary.offices, nothing),
        ("events", sum(summary.events.values()), summary.events),
        ("conflicts", summary.conflicts, nothing),
    ):
        by_type = ", ".join(f"{part} {number}" for part, number in parts.items())
        click.echo(f"{name:<10}{count:>5}   {by_type}".rstrip())


def echo_built(built: "Built", folder: Path, *, verbose: bool) -> None:
    """What there is now, where it lies, and what to try next."""
    echo_summary(built.summary)
    click.echo("\nWritten:")
    for path in built.files:
        click.echo(f"  {path}")
    if verbose:
        times = ", ".join(f"{step} {spent:.2f} s" for step, spent in built.seconds.items())
        click.echo(f"parsed {built.parsed}; {times}", err=True)
    click.echo("\nNext:")
    click.echo(f"  kg query meetings -d {folder}")
    click.echo(f"  kg view {folder} --open")
    click.echo("  kg query --list")
