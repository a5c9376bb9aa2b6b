"""``kg serve``."""

import errno
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER, TIMEOUT
from kg.errors import ServeError

if TYPE_CHECKING:  # an extra, which other commands do without
    from kg.web.app import Site

_ORIGIN = re.compile(r"\*|https?://[^/\s,]+")
_OWN = ("127.0.0.1", "localhost", "::1")  # addresses that only this machine reaches
_FAREWELL = 3  # seconds for answers that are being sent when it is stopped
CONNECTIONS = 200  # at once; see Connection
_LONGEST_HEAD = 1_000_000  # bytes up to which a request that is too long is told so


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on, and the name to answer to; 0.0.0.0 answers to any.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@TIMEOUT
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    help="Rows, or triples, of one answer at most.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Queries at once, each in a process of its own.",
)
@click.option("--cors", metavar="ORIGIN", help="Let web pages of this origin read, * of any.")
@click.option(
    "--edit", is_flag=True, help="Let the page write decisions.txt and start builds that obey it."
)
def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    seconds: float,
    rows: int,
    workers: int,
    cors: str | None,
    edit: bool,
) -> None:
    """Serve a workspace over HTTP, to be read only unless --edit is given, until Ctrl-C.

    / is a page to look at everything, /api/openapi.json describes the JSON API, /sparql speaks the
    SPARQL 1.1 Protocol, /.well-known/void describes the graph, and a thing lies at the path of its
    IRI. A build in the meantime is served when it is done.
    Needs the extra web: pip install "simpul[web]".

    \b
    Example:
      kg serve output/demo
      curl http://127.0.0.1:8000/sparql --data-urlencode query@queries/meetings.rq
    """
    _check_open(host, cors, edit=edit)
    try:
        import uvicorn  # noqa: F401 - to say now that it is missing

        from kg.web.app import Site
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in ("starlette", "uvicorn"):
            raise
        raise ServeError(
            f'{missing} is not installed; get it with pip install "simpul[web]"'
        ) from error
    _check(folder)
    site = Site(
        folder=folder,
        host=host,
        seconds=seconds,
        rows=rows,
        workers=workers,
        cors=cors,
        edit=edit,
    )
    with _bound(host, port) as bound:
        name = f"[{host}]" if ":" in host else host
        click.echo(f"http://{name}:{bound.getsockname()[1]}/sparql answers; Ctrl-C stops it")
        _run(site, bound)


def _check_open(host: str, cors: str | None, *, edit: bool) -> None:
    """A usage error where those may ask, or write, who should not."""
    if cors and not _ORIGIN.fullmatch(cors):
        raise click.BadParameter(f"{cors!r} is not like https://example.org", param_hint="--cors")
    if edit and host not in _OWN:
        raise click.UsageError("with --edit, all who reach it could write; leave --host out")
    if edit and cors:
        raise click.UsageError("--edit and --cors exclude each other")


def _check(folder: Path) -> None:
    """WorkspaceError for a folder that is no workspace of ours."""
    from kg.workspace import Workspace

    with Workspace(folder):
        pass


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens; ServeError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = "the port is in use" if error.errno == errno.EADDRINUSE else error.strerror
        raise ServeError(f"cannot listen on {host} port {port}: {why}; see --port") from error


def _run(site: "Site", bound: socket.socket) -> None:
    """Until Ctrl-C, which is how a server is meant to end."""
    import uvicorn

    from kg.web.app import application
    from kg.web.connection import Connection

    served = application(site)

    class Server(uvicorn.Server):
        """Does not wait for queries that may take long."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await served.state.stop()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        served,
        loop="asyncio",
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_graceful_shutdown=_FAREWELL,
    )
    try:
        Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
