"""``kg export``."""

import os
import shutil
import stat
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
    from kg.exports import export_into, export_one

    if target and target != Path("-"):
        export_one(folder, name, target)
        return
    if pipe := _pipe():
        export_into(folder, name, pipe)
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / name
        export_one(folder, name, path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def _pipe() -> Path | None:
    """The name of standard output where it is a pipe; under its name a file would begin anew."""
    try:
        number = sys.stdout.fileno()
    except OSError:  # no file at all
        return None
    path = Path(f"/dev/fd/{number}")
    return path if stat.S_ISFIFO(os.fstat(number).st_mode) and path.exists() else None
