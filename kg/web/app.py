"""The server's answers over HTTP, by way of Starlette; what they say is worked out elsewhere."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError, RequestError
from kg.exports import stored_settings
from kg.rdf.context import shipped_context
from kg.rdf.terms import BASE
from kg.store import Asked, Written, graph_of
from kg.web import described, guard, protocol, reader, things, worker
from kg.web.accept import HTML, SOLUTIONS, TRIPLES, chosen
from kg.web.api import openapi
from kg.web.asking import accepted, body, parameters, while_there
from kg.web.cache import Cache
from kg.web.desk import Desk
from kg.web.edits import Edits
from kg.web.pool import Pool
from kg.web.sending import NOTICE, SAFE, Answer, gone, refused, response
from kg.workspace import Workspace

DRAWING = "graph.html"  #: the same in one file
STATIC = Path(__file__).parent / "static"  #: the page, as web/build.mjs makes it

_NO_TOKEN = '<meta name="edit" content="">'  # as the page has it where nothing can be corrected
_PAGE_ROWS = 1000  # of a thing's page; what comes after that, nobody reads
_STRICT = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_PAGE = {  # asks for nothing but what is served here
    **_STRICT,
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is served, and within which limits."""

    folder: Path
    host: str  #: that the server listens on
    seconds: float = 30
    rows: int = 100_000  #: of one answer
    workers: int = 4  #: queries at once
    cors: str | None = None  #: an origin whose pages may read the answers
    edit: bool = False  #: whether the page can correct; for this machine's own users only


def application(site: Site) -> Starlette:
    """The server of a workspace as an ASGI application.

    It changes nothing in the workspace, but for decisions and what they change where ``site.edit``
    is set. It starts processes; ``state.stop`` is the coroutine function that ends them for good.
    """
    server = _Server(site)
    middleware = [Middleware(_Guard, names=guard.names(site.host))]
    if site.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=[site.cors],
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type"],
                expose_headers=[NOTICE],
            )
        )
    application = Starlette(
        routes=[
            Route("/", server.front),
            Route(f"/{DRAWING}", server.drawing),
            Mount("/static", _Static(directory=STATIC)),
            Route("/api/openapi.json", _openapi),
            *(server.edits.routes if server.edits else ()),
            Route("/api/{path:path}", server.records),
            Route("/sparql", server.sparql, methods=["GET", "POST"]),
            Route("/.well-known/void", server.void),
            Route("/{path:path}", server.thing),
        ],
        middleware=middleware,
        exception_handlers={KgError: refused, ClientDisconnect: gone},
    )
    application.state.stop = server.stop
    return application


class _Guard:
    """Refuses requests that are for another server, or too long."""

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            length = len(scope["raw_path"]) + len(scope["query_string"])
            try:
                guard.check(request.headers.get("host", ""), length, self._names)
            except RequestError as error:
                await refused(request, error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class _Server:
    def __init__(self, site: Site) -> None:
        self._site = site
        graph = graph_of(site.folder)
        self._pool = Pool(
            graph,
            worker.__name__,
            str(graph),
            str(site.seconds),
            json.dumps({**described.PREFIXES, **shipped_context()}),
            size=site.workers,
            seconds=site.seconds,
            is_fair=True,
        )
        self._cache = Cache()
        self._reader = Pool(
            graph,
            reader.__name__,
            str(site.folder),
            str(site.seconds),
            size=1,  # its answers take milliseconds, its start seconds
            seconds=site.seconds,
        )

        self._desk = Desk(site.folder)
        self.edits = Edits(self._desk) if site.edit else None

    async def stop(self) -> None:
        """End the queries, and the build, that are under way; their clients are told."""
        await self._desk.close()
        await self._pool.close()
        await self._reader.close()

    async def front(self, _: Request) -> Response:
        """The page; it can correct where it is given the token for that."""
        if self.edits is None:
            return FileResponse(STATIC / "index.html", headers=_PAGE)
        page = await run_in_threadpool((STATIC / "index.html").read_text, encoding="utf-8")
        written = page.replace(_NO_TOKEN, f'<meta name="edit" content="{self.edits.token}">')
        return HTMLResponse(written, headers={**_PAGE, "Cache-Control": "no-store"})

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol."""
        wanted = protocol.operation(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            await body(request),
        )
        if wanted.text is None:
            return await self._described(request, described.service(_root(request)))
        accept = accepted(request)
        asked = Asked(
            text=wanted.text,
            solutions=chosen(accept, SOLUTIONS),
            triples=chosen(accept, TRIPLES),
            rows=self._site.rows,
            default_graphs=wanted.default_graphs,
            named_graphs=wanted.named_graphs,
        )
        return response(await self._ask(request, asked))

    async def void(self, request: Request) -> Response:
        """What the graph is, in figures."""
        base = await run_in_threadpool(_base, self._site.folder)
        return await self._described(request, described.dataset(_root(request), base))

    async def records(self, request: Request) -> Response:
        """The JSON API."""
        line = reader.encoded(request.path_params["path"], parameters(request))
        content = reader.decoded(*await self._reader.ask(line))
        return Answer(content, media_type="application/json", headers=_STRICT)

    async def drawing(self, _: Request) -> Response:
        """The workspace's one-file page."""
        page = await run_in_threadpool(_read, self._site.folder / DRAWING)
        if page is None:
            raise RequestError(404, f"there is no {DRAWING}; kg build writes it")
        return HTMLResponse(page, headers=_STRICT)  # it has a policy of its own

    async def thing(self, request: Request) -> Response:
        """A thing at the path of its IRI, as triples or as a page."""
        base = await run_in_threadpool(_base, self._site.folder)
        path = request.scope["raw_path"].decode("latin-1")
        iri = things.iri_at(path, base)
        media = chosen(accepted(request), (*TRIPLES, HTML))
        if iri is None:
            raise RequestError(404, f"{path}: nothing there")
        if media == HTML:
            written = await self._rows(request, things.rows(iri), "application/json", _PAGE_ROWS)
        else:
            written = await self._rows(request, things.about(iri), media, self._site.rows)
        if written is not None and not written.rows:
            raise RequestError(404, f"{iri}: not in this graph")
        if written is None or media != HTML:
            return response(written)
        found = json.loads(written.content)["results"]["bindings"]
        page = things.page(iri, base, found, is_cut=written.is_cut)
        return HTMLResponse(page, headers=SAFE)

    async def _described(self, request: Request, text: str) -> Response:
        media = chosen(accepted(request), TRIPLES)
        return response(await self._rows(request, text, media, self._site.rows))

    async def _rows(
        self, request: Request, text: str, media: str | None, rows: int
    ) -> Written | None:
        asked = Asked(text=text, solutions=media, triples=media, rows=rows)
        return await self._ask(request, asked)

    async def _ask(self, request: Request, asked: Asked) -> Written | None:
        stamp = self._pool.stamp()
        kept = self._cache.get(stamp, asked)
        if kept is not None:
            return kept
        said = await while_there(request, self._pool.ask(worker.encoded(asked)))
        written = worker.decoded(*said)
        if written is not None and stamp == self._pool.stamp():
            self._cache.put(stamp, asked, written)
        return written


class _Static(StaticFiles):
    """The files of the page."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(_PAGE)
        return response


def _openapi(_: Request) -> Response:
    """The JSON API, described."""
    return JSONResponse(openapi.document(), headers=_STRICT)


def _root(request: Request) -> str:
    """The address that the client knows the server by; its host has been checked."""
    return f"{request.url.scheme}://{request.headers['host']}"


def _base(folder: Path) -> str:
    with Workspace(folder) as workspace:
        return stored_settings(workspace).base or BASE


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
