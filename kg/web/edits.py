"""Corrections over HTTP: from this server's own page, and from nobody else's."""

import secrets
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import RequestError
from kg.web.asking import body
from kg.web.desk import Desk, Wanted, Withdrawn

TOKEN = "Simpul-Token"  #: the header that proves that a request comes from the page
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

T = TypeVar("T")


class Edits:
    """The paths under which decisions are read, written, taken back and obeyed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.token = secrets.token_urlsafe(32)  #: stands in the page, which only it can read
        self.routes = [
            Route("/api/decisions", self._listed, methods=["GET"]),
            Route("/api/decisions", self._decide, methods=["POST"]),
            Route("/api/decisions", self._undo, methods=["DELETE"]),
            Route("/api/build", self._build, methods=["POST"]),
        ]

    async def _listed(self, _: Request) -> Response:
        return await self._answer()

    async def _decide(self, request: Request) -> Response:
        await run_in_threadpool(self._desk.decide, await self._said(request, Wanted))
        return await self._answer()

    async def _undo(self, request: Request) -> Response:
        await run_in_threadpool(self._desk.undo, await self._said(request, Withdrawn))
        return await self._answer()

    async def _build(self, request: Request) -> Response:
        self._check(request)
        await self._desk.build()
        return await self._answer()

    async def _answer(self) -> Response:
        """All decisions as they are now."""
        listed = await run_in_threadpool(self._desk.listed)
        content = msgspec.json.encode(listed)
        return Response(content, media_type="application/json", headers=_HEADERS)

    async def _said(self, request: Request, kind: type[T]) -> T:
        """The record in the body; RequestError where it is none, or not from the page."""
        self._check(request)
        try:
            return msgspec.json.decode(await body(request), type=kind)
        except msgspec.DecodeError as error:
            raise RequestError(400, f"the body does not fit: {error}") from error

    def _check(self, request: Request) -> None:
        """RequestError 403 or 415 for what a page of another site can have a browser send.

        Such a page cannot read the token, nor send JSON without asking first, which nobody
        answers; and browsers say where a request comes from.
        """
        headers = request.headers
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers["host"]:
            raise RequestError(403, f"Origin {origin[:100]!r} is another site")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise RequestError(403, "a page of another site cannot correct anything here")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise RequestError(415, "a correction must be application/json")
        if not secrets.compare_digest(headers.get(TOKEN, "").encode(), self.token.encode()):
            raise RequestError(403, f"the header {TOKEN} is not this server's; load the page again")
