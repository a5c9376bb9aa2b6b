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
    PlainTextResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError, QueryError, RequestError, StoppedError, WorkspaceError
from kg.exports import stored_settings
from kg.rdf.terms import BASE, PREFIXES
from kg.store import Asked, Written, graph_of
from kg.web import described, guard, protocol, reader, things, worker
from kg.web.accept import HTML, SOLUTIONS, TRIPLES, chosen
from kg.web.api import openapi
from kg.web.asking import accepted, body, parameters, while_there
from kg.web.pool import Pool
from kg.workspace import Workspace

DRAWING = "graph.html"  #: the same in one file
STATIC = Path(__file__).parent / "static"  #: the page, as web/build.mjs makes it
NOTICE = "Simpul-Notice"  #: the header of an answer that is not whole

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
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
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


def application(site: Site) -> Starlette:
    """The server of a workspace as an ASGI application. It changes nothing in the workspace.

    It starts processes; ``state.stop`` is the coroutine function that ends them for good.
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
            Route("/", _front),
            Route(f"/{DRAWING}", server.drawing),
            Mount("/static", _Static(directory=STATIC)),
            Route("/api/openapi.json", _openapi),
            Route("/api/{path:path}", server.records),
            Route("/sparql", server.sparql, methods=["GET", "POST"]),
            Route("/.well-known/void", server.void),
            Route("/{path:path}", server.thing),
        ],
        middleware=middleware,
        exception_handlers={KgError: _refused, ClientDisconnect: _gone},
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
                await _refused(request, error)(scope, receive, send)
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
            json.dumps({**PREFIXES, **described.PREFIXES}),
            size=site.workers,
            seconds=site.seconds,
        )
        self._reader = Pool(
            graph,
            reader.__name__,
            str(site.folder),
            str(site.seconds),
            size=1,  # its answers take milliseconds, its start seconds
            seconds=site.seconds,
        )

    async def stop(self) -> None:
        """End the queries that are under way; their clients are told."""
        await self._pool.close()
        await self._reader.close()

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
        return _response(await self._ask(request, asked))

    async def void(self, request: Request) -> Response:
        """What the graph is, in figures."""
        base = await run_in_threadpool(_base, self._site.folder)
        return await self._described(request, described.dataset(_root(request), base))

    async def records(self, request: Request) -> Response:
        """The JSON API."""
        line = reader.encoded(request.path_params["path"], parameters(request))
        content = reader.decoded(*await self._reader.ask(line))
        return Response(content, media_type="application/json", headers=_STRICT)

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
            return _response(written)
        found = json.loads(written.content)["results"]["bindings"]
        page = things.page(iri, base, found, is_cut=written.is_cut)
        return HTMLResponse(page, headers=_SAFE)

    async def _described(self, request: Request, text: str) -> Response:
        media = chosen(accepted(request), TRIPLES)
        return _response(await self._rows(request, text, media, self._site.rows))

    async def _rows(
        self, request: Request, text: str, media: str | None, rows: int
    ) -> Written | None:
        asked = Asked(text=text, solutions=media, triples=media, rows=rows)
        return await self._ask(request, asked)

    async def _ask(self, request: Request, asked: Asked) -> Written | None:
        said = await while_there(request, self._pool.ask(worker.encoded(asked)))
        return worker.decoded(*said)


class _Static(StaticFiles):
    """The files of the page."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(_PAGE)
        return response


def _front(_: Request) -> Response:
    """The page."""
    return FileResponse(STATIC / "index.html", headers=_PAGE)


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


def _response(written: Written | None) -> Response:
    if written is None:
        offers = ", ".join((*SOLUTIONS[:4], *TRIPLES))
        raise RequestError(406, f"not acceptable to the client; rows or graphs come as {offers}")
    headers = dict(_SAFE)
    if written.is_cut:
        headers[NOTICE] = f"only the first {written.rows} rows; kg serve --rows N allows more"
    return Response(written.content, media_type=written.media, headers=headers)


def _refused(_: Request, error: Exception) -> Response:
    """One line that says why."""
    match error:
        case RequestError(status=status):
            pass
        case StoppedError() | WorkspaceError():
            status = 503
        case QueryError():
            status = 400
        case _:
            status = 500
    return PlainTextResponse(f"{error}\n", status_code=status, headers=_SAFE)


def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)
