"""``kg remove``."""

from pathlib import Path

import click

from kg.cli._shared import FOLDER, Bar, echo_built
from kg.watch import Progress


@click.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def remove(article_ids: tuple[str, ...], folder: Path, quiet: bool) -> None:
    """Take articles out of a workspace, with every fact that only they support.

    \b
    Example:
      kg remove seed-002 -o output/demo
    """
    from kg import pipeline

    built = pipeline.remove(article_ids, folder, progress=Progress() if quiet else Bar())
    if not quiet:
        echo_built(built, folder, verbose=False)
