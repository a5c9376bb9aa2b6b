"""``kg check``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER

if TYPE_CHECKING:
    from kg.rdf.check import Violation


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.pass_context
def check(ctx: click.Context, folder: Path) -> None:
    """Check the graph of a workspace against its shapes, and its quotes against the articles.

    Prints a line for each broken rule with the article and the sentence; exits with 1 if any is.

    \b
    Example:
      kg check output/demo
    """
    from kg.rdf.check import check
    from kg.workspace import Workspace

    with Workspace(folder) as workspace:
        texts = {reading.article.id: reading.article.text for reading in workspace.readings()}
    violations = check(folder / "graph.ttl", texts)
    for violation in violations:
        click.echo(_line(violation))
    click.echo(f"{len(violations)} violations" if violations else "conforms", err=True)
    ctx.exit(1 if violations else 0)


def _line(violation: "Violation") -> str:
    where = violation.article or violation.thing
    value = f" ({violation.value})" if violation.value else ""
    quote = f": {violation.quote}" if violation.quote else ""
    return f"{where}: {violation.rule}{value}{quote}"
