"""``kg check``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER

if TYPE_CHECKING:
    from kg.rdf.check import Violation


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--repair",
    is_flag=True,
    help="First save what can be read of a broken database, and make the rest anew.",
)
@click.pass_context
def check(ctx: click.Context, folder: Path, repair: bool) -> None:
    """Check a workspace: its database, its store, its graph against the shapes, its quotes.

    Prints a line for each broken rule with the article and the sentence, and for each article
    that is lost; exits with 1 if any is. What a repair replaces stays as simpul.db.broken.

    \b
    Example:
      kg check output/demo
      kg check output/demo --repair
    """
    from kg.exports import export_file
    from kg.rdf.check import check
    from kg.repair import faults, store_faults
    from kg.workspace import Workspace

    lost = _repaired(folder) if repair else ()
    for what, look in (("database", faults), ("store", store_faults)):
        if found := look(folder):
            click.echo("\n".join(found))
            click.echo(f"{len(found)} faults in the {what}; see --repair", err=True)
            ctx.exit(1)
    with Workspace(folder) as workspace:
        texts = {reading.article.id: reading.article.text for reading in workspace.readings()}
        with export_file(workspace, "turtle") as path:
            violations = check(path, texts)
    for violation in violations:
        click.echo(_line(violation))
    click.echo(f"{len(violations)} violations" if violations else "conforms", err=True)
    ctx.exit(1 if violations or lost else 0)


def _repaired(folder: Path) -> tuple[str, ...]:
    """Repair, and tell what was wrong; the articles that are lost."""
    from kg.repair import repair

    repaired = repair(folder)
    for fault in repaired.faults:
        click.echo(f"was broken: {fault}", err=True)
    for article_id in repaired.lost:
        click.echo(f"{article_id}: lost; give it to kg build again")
    return repaired.lost


def _line(violation: "Violation") -> str:
    where = violation.article or violation.thing
    value = f" ({violation.value})" if violation.value else ""
    quote = f": {violation.quote}" if violation.quote else ""
    return f"{where}: {violation.rule}{value}{quote}"
