"""``kg build``."""

import sys
from pathlib import Path

import click

import kg.views
from kg.cli import REFUSED
from kg.cli._log import logged, start
from kg.cli._shared import FOLDER, Bar, echo_built
from kg.found import names
from kg.watch import Progress

_NONE, _USUAL = "none", "usual"  #: in the place of formats
_NO_NAMES = "none"  #: takes names of one's own out of a workspace


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="The workspace.")
@click.option(
    "--models",
    envvar="SIMPUL_MODELS",
    metavar="DIR|stanford",
    help="Language models other than the bundled ones.",
)
@click.option(
    "--names",
    "own",
    metavar="DIR|none",
    help="Names of your own, beside those that ship, now and from now on; none forgets them.",
)
@click.option("--base", metavar="IRI", help="Begin the IRIs of things with this.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([_NONE, _USUAL, *names(kg.views)]),
    help="Write this format too, now and from now on; may be given again. With none, no file is"
    " written but in the formats named beside it: enough for a large workspace, since questions"
    " are asked of its store. usual: page, trig and turtle again.",
)
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
    chosen: dict[str, object] = {"models": _absolute(models), "base": base}
    chosen["formats"] = tuple(name for name in formats if name not in (_NONE, _USUAL))
    chosen = {name: value for name, value in chosen.items() if value}
    if _NONE in formats or _USUAL in formats:
        chosen["usual"] = _NONE not in formats
    if own:
        chosen["names"] = None if own == _NO_NAMES else str(Path(own).resolve())
    built = pipeline.build(
        paths,
        folder,
        chosen=chosen,
        stdin=sys.stdin.buffer,
        jobs=jobs,
        progress=Progress() if quiet else Bar(),
    )
    echo_built(built, folder, quiet=quiet)
    if built.refused:
        click.get_current_context().exit(REFUSED)


def _absolute(models: str | None) -> str | None:
    """A folder of models however the workspace is reached later; "stanford" stays a name."""
    from kg.sentences.models import STANFORD

    return models if models in (None, STANFORD) else str(Path(str(models)).resolve())
