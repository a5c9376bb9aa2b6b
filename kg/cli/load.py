"""``kg load``."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER, Bar
from kg.loading import AUTO, BATCH, PROTOCOLS
from kg.watch import Progress

if TYPE_CHECKING:  # importing it takes longer than printing the help may
    from kg.loading.client import Login

_PASSWORD = "SIMPUL_PASSWORD"
_TOKEN = "SIMPUL_TOKEN"


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("endpoint")
@click.option(
    "--protocol",
    type=click.Choice(PROTOCOLS),
    default=AUTO,
    show_default=True,
    help="Whole graphs (Graph Store HTTP Protocol) or SPARQL Update; auto asks the store.",
)
@click.option("--query", metavar="URL", help="Where the store answers queries, if not at ENDPOINT.")
@click.option("--user", metavar="NAME", help="Log in, with the password in SIMPUL_PASSWORD.")
@click.option(
    "--replace", is_flag=True, help="Drop graphs of articles that the workspace no longer has."
)
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=BATCH,
    show_default=True,
    metavar="N",
    help="Statements in one request.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def load(
    folder: Path,
    endpoint: str,
    protocol: str,
    query: str | None,
    user: str | None,
    replace: bool,
    batch: int,
    quiet: bool,
) -> None:
    """Put the graph of a workspace into a triple store at the address ENDPOINT.

    Each article becomes a named graph, the merged facts the graph …/id/all; graphs of others are
    left alone. What was sent and has not changed is not sent again, so a load that broke off can
    be repeated. Where SIMPUL_PASSWORD is not set, the password is asked for; a store that wants
    a token instead gets the one in SIMPUL_TOKEN.

    \b
    Example:
      kg load output/demo http://localhost:3030/demo
      kg load output/demo http://localhost:8890/sparql-auth --user dba --replace
    """
    from kg.loading.load import Target, load

    target = Target(url=endpoint, query=query, protocol=protocol, login=_login(user), batch=batch)
    loaded = load(folder, target, replace=replace, progress=Progress() if quiet else Bar())
    if not quiet:
        told = (
            f"{endpoint}: {loaded.graphs} graphs sent ({loaded.quads} quads),"
            f" {loaded.unchanged} unchanged, {loaded.dropped} dropped"
        )
        blind = replace and not loaded.listed
        click.echo(f"{told}; others' could not be listed, see --query" if blind else told)


def _login(user: str | None) -> "Login":
    from kg.loading.client import Login

    if user is None:
        return Login(token=os.environ.get(_TOKEN, ""))
    password = os.environ.get(_PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            raise click.UsageError(f"no password for {user}: set {_PASSWORD}")
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    return Login(user=user, password=password)
