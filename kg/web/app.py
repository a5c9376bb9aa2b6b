"""The server's answers over HTTP, by way of Starlette; what they say is worked out elsewhere."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError, QueryError, RequestError, StoppedError, WorkspaceError
from kg.exports import stored_settings
from kg.rdf.terms import BASE, PREFIXES
from kg.store import Asked, Written
from kg.web import described, guard, protocol, things
from kg.web.accept import HTML, SOLUTIONS, TRIPLES, chosen
from kg.web.pool import Pool
from kg.workspace import Workspace

GRAPH = "graph.trig"  #: of a workspace; it has what graph.ttl has, and the articles' graphs
PAGE = "graph.html"
NOTICE = "Simpul-Notice"  #: the header of an answer that is not whole

_PAGE_ROWS = 1000  # of a thing's page; what comes after that, nobody reads
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
            Route("/", server.front),
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
        self._pool = Pool(
            site.folder / GRAPH,
            {**PREFIXES, **described.PREFIXES},
            size=site.workers,
            seconds=site.seconds,
        )

    async def stop(self) -> None:
        """End the queries that are under way; their clients are told."""
        await self._pool.close()

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol."""
        wanted = protocol.operation(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            await _body(request),
        )
        if wanted.text is None:
            return await self._described(request, described.service(_root(request)))
        accept = _accept(request)
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

    async def front(self, _: Request) -> Response:
        """The workspace's page."""
        page = await run_in_threadpool(_read, self._site.folder / PAGE)
        if page is not None:  # it has a policy of its own
            return HTMLResponse(page, headers={"X-Content-Type-Options": "nosniff"})
        return HTMLResponse(things.front(self._site.folder), headers=_SAFE)

    async def thing(self, request: Request) -> Response:
        """A thing at the path of its IRI, as triples or as a page."""
        base = await run_in_threadpool(_base, self._site.folder)
        path = request.scope["raw_path"].decode("latin-1")
        iri = things.iri_at(path, base)
        media = chosen(_accept(request), (*TRIPLES, HTML))
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
        media = chosen(_accept(request), TRIPLES)
        return _response(await self._rows(request, text, media, self._site.rows))

    async def _rows(
        self, request: Request, text: str, media: str | None, rows: int
    ) -> Written | None:
        asked = Asked(text=text, solutions=media, triples=media, rows=rows)
        return await self._ask(request, asked)

    async def _ask(self, request: Request, asked: Asked) -> Written | None:
        return await _while_there(request, self._pool.ask(asked))


async def _while_there(
    request: Request, asking: Coroutine[Any, Any, Written | None]
) -> Written | None:
    """The answer; nothing goes on for a client that no longer waits (ClientDisconnect)."""
    answer = asyncio.create_task(asking)
    leaving = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({answer, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise ClientDisconnect
        return answer.result()
    finally:
        answer.cancel()
        leaving.cancel()
        await asyncio.gather(answer, leaving, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _body(request: Request) -> bytes:
    """The body; RequestError 413 for one that is too long.

    It is read on for a while: many clients hear no answer before they have said everything.
    """
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size <= guard.LONGEST_BODY:
            parts.append(part)
        elif size > 10 * guard.LONGEST_BODY:
            break
    if size > guard.LONGEST_BODY:
        raise RequestError(413, f"the body is longer than {guard.LONGEST_BODY} bytes")
    return b"".join(parts)


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


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
