"""``kg record``."""

from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import click

from kg.cli._shared import FOLDER, Bar


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", "folder", type=FOLDER, required=True, help="Where to write them.")
@click.option(
    "--models",
    envvar="SIMPUL_MODELS",
    metavar="DIR|stanford",
    help="Language models other than the bundled ones.",
)
@click.option("--frames", is_flag=True, help="Record the example sentences of the frames too.")
def record(paths: tuple[str, ...], folder: Path, models: str | None, frames: bool) -> None:
    """Store the parses of articles, a CoNLL-U file for each, to be read without any model.

    kg evaluate --parses and kg explain --parses read them, and so do Simpul's own tests.

    \b
    Example:
      kg record examples --frames -o tests/claims/parses
    """
    if not paths and not frames:
        raise click.UsageError("nothing to record: name articles, or --frames")
    from kg.articles import read_articles
    from kg.evaluation.examples import cases
    from kg.model import Article
    from kg.sentences.models import models_folder
    from kg.sentences.parsers.recorded import SUFFIX, write

    where = models_folder(models)
    from kg.sentences.parsers.stanza import StanzaParser  # imports torch: seconds

    articles: list[Article] = []
    for found in read_articles(paths, note=lambda told: click.echo(f"note: {told}", err=True)):
        if not isinstance(found, Article):
            raise found
        articles.append(found)
    parser = StanzaParser(where)
    for article in Bar().over(articles, len(articles), "articles"):
        path = folder / f"{quote(article.id, safe='')}{SUFFIX}"
        write(path, [(article.id, parser.parse(article))])
        click.echo(path)
    if frames:
        for name, sentences in groupby(cases(), key=lambda case: case.frame.name):
            path = folder / "frames" / f"{name.lower()}{SUFFIX}"
            write(path, [(case.article.id, parser.parse(case.article)) for case in sentences])
            click.echo(path)
