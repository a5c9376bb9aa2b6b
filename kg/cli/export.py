"""``kg export``."""

import shutil
import sys
import tempfile
from pathlib import Path

import click

import kg.views
from kg.cli._shared import FOLDER
from kg.found import names


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--format", "name", type=click.Choice(names(kg.views)), required=True, help="The format."
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write; - or nothing for standard output.",
)
def export(folder: Path, name: str, target: Path | None) -> None:
    """Write the graph of a workspace in one format.

    \b
    Example:
      kg export output/demo --format nquads | gzip > demo.nq.gz
    """
    from kg.exports import export_one

    if target and target != Path("-"):
        export_one(folder, name, target)
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / name
        export_one(folder, name, path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
