"""``kg watch``."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import REFUSED
from kg.cli._log import LOG, logged, start
from kg.cli._settings import chosen, settings
from kg.cli._shared import FOLDER, TIMEOUT

if TYPE_CHECKING:  # importing these takes longer than printing the help may
    from kg.pipeline import Built
    from kg.questions import Question
    from kg.watching.news import Row

_TOKEN = "SIMPUL_TOKEN"
_OFTEN = 60  #: seconds; no feed is asked more often


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="FOLDER|FEED...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@click.option(
    "--on",
    "asked",
    nargs=2,
    multiple=True,
    type=(click.Choice(["new-event"]), str),
    metavar="new-event QUERY",
    help="Ask after each addition, and tell the rows that are new: SPARQL, a file with it or the"
    " name of a question; may be given again.",
)
@click.option("--post", metavar="URL", help="Send new rows there, instead of printing them.")
@click.option("--pages", is_flag=True, help="Fetch the pages of entries that are mere teasers.")
@click.option(
    "--pages-from",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="Fetch pages from there too, and not from a feed's own site alone; may be given again.",
)
@click.option(
    "--every",
    type=click.IntRange(_OFTEN),
    default=900,
    show_default=True,
    metavar="SECONDS",
    help="How often a feed is asked, unless it wants to be asked less often.",
)
@click.option("--contact", default="", metavar="TEXT", help="Tell servers whom to write to.")
@click.option("--once", is_flag=True, help="Look once and end, for cron.")
@settings
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that parse; 1 is usual.")
@TIMEOUT
@logged
def watch(
    places: tuple[str, ...],
    folder: Path,
    asked: tuple[tuple[str, str], ...],
    post: str | None,
    pages: bool,
    hosts: tuple[str, ...],
    every: int,
    contact: str,
    once: bool,
    models: str | None,
    own: str | None,
    base: str | None,
    formats: tuple[str, ...],
    fast: bool | None,
    jobs: int,
    seconds: float,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Add articles to a workspace as they come, and tell what is new.

    FOLDER is watched with all below it. FEED is the address of an RSS or Atom feed; entries that
    hold their whole article are read, and --pages fetches the others, from the feed's own site and
    as its robots.txt allows. New rows are printed as JSON, one a line. --post sends them as JSON,
    with the token in SIMPUL_TOKEN if there is one.

    \b
    Example:
      kg watch berita/ -o output/berita
      kg watch https://example.com/rss -o output/berita --pages --on new-event meetings
    """
    start(quiet=quiet, verbose=verbose, as_json=as_json)
    from kg.watching.clock import Clock
    from kg.watching.loop import Watcher
    from kg.watching.news import Listener, posting
    from kg.watching.sources import Manners, check, sources_of

    check(places)
    tell = posting(post, os.environ.get(_TOKEN, "")) if post else _print
    listeners = [Listener(question=_question(one), tell=tell, seconds=seconds) for _, one in asked]
    told = _Told()
    watcher = Watcher(folder=folder, listeners=listeners, jobs=jobs, added=told)
    watcher.start(chosen(models, own, base, formats, fast))
    manners = Manners(every=every, pages=pages or bool(hosts), hosts=hosts, contact=contact)
    watcher.go_on(sources_of(places, folder, manners, Clock()), once=once)
    if told.refused:
        click.get_current_context().exit(REFUSED)


class _Told:
    """Tells of every addition."""

    def __init__(self) -> None:
        self.refused = 0

    def __call__(self, built: "Built") -> None:
        for error in built.refused:
            LOG.error("refused: %s", error)
        for note in built.notes:
            LOG.warning("%s", note)
        self.refused += len(built.refused)
        events = sum(built.summary.events.values())
        LOG.info(
            "%d articles added; now %d, with %d events",
            built.parsed,
            built.summary.articles,
            events,
        )


def _print(question: "Question", rows: Sequence["Row"]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def _question(text: str) -> "Question":
    """A question that ships, a file, or SPARQL itself; the usual prefixes are known in it."""
    from dataclasses import replace

    from kg.questions import parsed, question, questions, read
    from kg.rdf.terms import PREFIXES

    if "{" in text:
        asked = parsed("SPARQL", text)
    else:
        is_file = text not in questions() and Path(text).is_file()
        asked = read(Path(text)) if is_file else question(text)
    missing = [name for name in PREFIXES if f"PREFIX {name}:" not in asked.text]
    before = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing)
    return replace(asked, text=before + asked.text)
