"""What several commands share: the folder they work on, a query's time, the bar, the summary."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.cli._log import LOG, is_json
from kg.watch import Progress

if TYPE_CHECKING:  # importing these takes longer than printing a command's help may
    from kg.latest import Summary
    from kg.pipeline import Built

T = TypeVar("T")

_PAUSE = 10  #: seconds between lines on how far a run is

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
    """How far a run is, how fast it is, and how long it will take: a bar, or now and then a line.

    The bar is for a terminal; elsewhere, and among lines of JSON, a line is told every ten seconds
    to those who want to know every step.
    """

    def over(
        self, steps: Iterable[T], total: int, what: str, size: Callable[[T], int] = lambda _: 1
    ) -> Iterator[T]:
        """The same steps, with a bar that grows."""
        if not total or is_json() or not sys.stderr.isatty():
            yield from _told(steps, total, what, size)
            return
        from tqdm import tqdm

        with tqdm(total=total, unit=f" {what}", leave=False, dynamic_ncols=True) as bar:
            for step in steps:
                yield step
                bar.update(size(step))


def _told(steps: Iterable[T], total: int, what: str, size: Callable[[T], int]) -> Iterator[T]:
    started = last = time.monotonic()
    done = 0
    for step in steps:
        yield step
        done += size(step)
        now = time.monotonic()
        if now - last >= _PAUSE and done:
            last, rate = now, done / (now - started)
            left = round((total - done) / rate)
            fields = {"done": done, "total": total, "rate": round(rate, 1), "left": left}
            told = f"{done} of {total} {what}, {rate:.0f} a second, {left} s left"
            LOG.info(told, extra={"fields": fields})


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


def warn_of_waiting(summary: "Summary") -> None:
    """A line for each decision that speaks of what is not in the graph."""
    from kg.resolve.ledger import DECISIONS

    for each in summary.decided:
        if not each.is_obeyed:
            LOG.warning(
                "%s:%d: waits, since nothing in the graph is meant: %s",
                DECISIONS,
                each.line,
                each.text,
            )


def echo_built(built: "Built", folder: Path, *, quiet: bool) -> None:
    """What was refused; and, unless ``quiet``, what there is now, where, and what to try next."""
    for error in built.refused:
        LOG.error("refused: %s", error)
    for note in built.notes:
        LOG.warning("%s", note)
    warn_of_waiting(built.summary)
    times = ", ".join(f"{step} {spent:.2f} s" for step, spent in built.seconds.items())
    seconds = {step: round(spent, 3) for step, spent in built.seconds.items()}
    LOG.info("parsed %d; %s", built.parsed, times, extra={"fields": {"seconds": seconds}})
    if quiet:
        return
    echo_summary(built.summary)
    if built.files:
        click.echo("\nWritten:")
    for path in built.files:
        click.echo(f"  {path}")
    click.echo("\nNext:")
    click.echo(f"  kg query meetings -d {folder}")
    click.echo(f"  kg view {folder} --open")
    click.echo("  kg query --list")
