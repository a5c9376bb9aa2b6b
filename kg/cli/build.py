"""``kg build``."""

import sys
from pathlib import Path

import click

from kg.cli import REFUSED
from kg.cli._log import logged, start
from kg.cli._settings import chosen, settings
from kg.cli._shared import FOLDER, Bar, echo_built
from kg.watch import Progress


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@settings
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that parse; 1 is usual.")
@logged
def build(
    paths: tuple[str, ...],
    folder: Path,
    models: str | None,
    own: str | None,
    base: str | None,
    formats: tuple[str, ...],
    jobs: int,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Add articles to a workspace and write its graph.

    PATH is a text, HTML or JSON Lines file, a folder of such files, or - for standard input. Only
    what is new or changed is parsed; the graph is the same as if all had been built at once.
    Without PATH the workspace is brought up to date, after a decision say.

    \b
    Example:
      kg build berita/ -o output/berita
      cat berita.jsonl | kg build - -o output/berita
    """
    start(quiet=quiet, verbose=verbose, as_json=as_json)
    from kg import pipeline
    from kg.database import DATABASE

    if not paths and not (folder / DATABASE).is_file():
        raise click.UsageError(f"no PATH is given, and {folder} is no workspace yet")
    built = pipeline.build(
        paths,
        folder,
        chosen=chosen(models, own, base, formats),
        stdin=sys.stdin.buffer,
        jobs=jobs,
        progress=Progress() if quiet else Bar(),
    )
    echo_built(built, folder, quiet=quiet)
    if built.refused:
        click.get_current_context().exit(REFUSED)
