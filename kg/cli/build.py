"""``kg build``."""

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kg.engines
from kg.cli import REFUSED
from kg.cli._log import logged, start
from kg.cli._settings import chosen, settings
from kg.cli._shared import FOLDER, Bar, echo_built
from kg.errors import KgError
from kg.found import names
from kg.watch import Progress

if TYPE_CHECKING:  # importing these takes longer than printing the help may
    from kg.reader import Engine, Options


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@settings
@click.option(
    "--engine",
    type=click.Choice(names(kg.engines)),
    default="processes",
    show_default=True,
    help="Where articles are parsed and read: in processes of this machine, or by Ray.",
)
@click.option(
    "--address",
    metavar="ADDRESS",
    help="A Ray cluster (auto, HOST:PORT); without it, this machine.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Processes that parse; by default one a core, for more than a few articles.",
)
@logged
def build(
    paths: tuple[str, ...],
    folder: Path,
    models: str | None,
    own: str | None,
    base: str | None,
    formats: tuple[str, ...],
    fast: bool | None,
    engine: str,
    address: str | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Add articles to a workspace and write its graph.

    PATH is a text, HTML, JSON Lines, Parquet or WARC file, packed or not, a folder of such files,
    an address of an object store (s3://…), or - for standard input. Only what is new or changed is
    parsed; the graph is the same as if all had been built at once, whatever the engine. Without
    PATH the workspace is brought up to date, after a decision say.

    \b
    Example:
      kg build berita/ -o output/berita
      cat berita.jsonl | kg build - -o output/berita
    """
    start(quiet=quiet, verbose=verbose, as_json=as_json)
    from kg import pipeline
    from kg.database import DATABASE
    from kg.reader import Options

    if not paths and not (folder / DATABASE).is_file():
        raise click.UsageError(f"no PATH is given, and {folder} is no workspace yet")
    built = pipeline.build(
        paths,
        folder,
        chosen=chosen(models, own, base, formats, fast, here=engine == "processes"),
        stdin=sys.stdin.buffer,
        engine=_engine(engine, Options(jobs=jobs, address=address)),
        progress=Progress() if quiet else Bar(),
    )
    echo_built(built, folder, quiet=quiet)
    if built.refused:
        click.get_current_context().exit(REFUSED)


def _engine(name: str, options: "Options") -> "Engine":
    """An engine; KgError, with what to install, where its library is not there."""
    if name == "ray" and importlib.util.find_spec("ray") is None:
        raise KgError(
            "--engine ray needs ray, which is not installed: pip install 'simpul[cluster]'"
        )
    if options.address and name != "ray":
        raise click.UsageError("--address is for --engine ray")
    made: Engine = importlib.import_module(f"kg.engines.{name}").engine(options)
    return made
