"""``kg status``."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER, echo_summary, warn_of_waiting

if TYPE_CHECKING:
    from kg.status import Status


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(folder: Path, as_json: bool) -> None:
    """Show what is in a workspace: its articles, its graph in figures, its files.

    \b
    Example:
      kg status output/demo
    """
    from kg.status import status

    found = status(folder)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _echo(found)


def _as_json(found: "Status") -> dict[str, object]:
    return {
        "articles": [
            {
                "id": article.id,
                "title": article.title,
                "published": article.published,
                "publisher": article.publisher,
                "source": article.source,
            }
            for article in found.articles
        ],
        "graph": asdict(found.summary) if found.summary else None,
        "files": [str(path) for path in found.files],
        "settings": asdict(found.settings),
        "outdated": found.outdated,
    }


def _echo(found: "Status") -> None:
    for article in found.articles:
        about = "  ".join(part or "-" for part in (article.published, article.publisher))
        click.echo(f"{article.id}  {about}  {article.title or ''}".rstrip())
    click.echo()
    if found.summary:
        echo_summary(found.summary)
        warn_of_waiting(found.summary)
    for path in found.files:
        click.echo(f"file      {path}")
    click.echo(f"models    {found.settings.models or 'bundle'}")
    if found.settings.fast:
        click.echo("parsing   fast (--exact ends it)")
    if found.settings.names:
        click.echo(f"names     {found.settings.names}")
    if found.outdated:
        click.echo(f"{found.outdated} articles were read by another version; kg build renews them")
