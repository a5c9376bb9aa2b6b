"""``kg remove``."""

from pathlib import Path

import click

from kg.cli._log import logged, start
from kg.cli._shared import FOLDER, Bar, echo_built
from kg.watch import Progress


@click.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@logged
def remove(
    article_ids: tuple[str, ...], folder: Path, quiet: bool, verbose: bool, as_json: bool
) -> None:
    """Take articles out of a workspace, with every fact that only they support.

    \b
    Example:
      kg remove seed-002 -o output/demo
    """
    start(quiet=quiet, verbose=verbose, as_json=as_json)
    from kg import pipeline

    built = pipeline.remove(article_ids, folder, progress=Progress() if quiet else Bar())
    echo_built(built, folder, quiet=quiet)
