"""``kg view``."""

from pathlib import Path

import click

from kg.cli._shared import FOLDER


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
def view(folder: Path, opened: bool) -> None:
    """Write the page to look at, one file that needs no network, and print where it is.

    \b
    Example:
      kg view output/demo --open
    """
    from kg.exports import export_one

    page = folder / "graph.html"
    export_one(folder, "page", page)
    click.echo(page)
    if opened:
        click.launch(page.resolve().as_uri())
