"""What goes back: answers, piece by piece and not for ever to who does not take them; refusals."""

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.errors import DecisionError, QueryError, RequestError, StoppedError, WorkspaceError
from kg.store import Written
from kg.web.accept import SOLUTIONS, TRIPLES

NOTICE = "Simpul-Notice"  #: the header of an answer that is not whole
SAFE = {  #: headers of all that is not the page
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}

_PIECE = 65_536  # bytes
_PATIENCE = 20  # seconds in which a client must take a piece


class Answer(Response):
    """A response whose client takes it with some speed, or loses it.

    A server that hands over everything at once keeps all of it for as long as a client likes.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; where the client is too slow, leave off, which ends the connection."""
        start = {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }
        await send(start)
        content = memoryview(self.body)
        for begin in range(0, max(len(content), 1), _PIECE):
            is_last = begin + _PIECE >= len(content)
            piece = bytes(content[begin : begin + _PIECE])
            part = {"type": "http.response.body", "body": piece, "more_body": not is_last}
            try:
                async with asyncio.timeout(_PATIENCE):
                    await send(part)
            except TimeoutError:
                return


def response(written: Written | None) -> Response:
    """An answer of the graph; RequestError 406 where the client takes no such kind."""
    if written is None:
        offers = ", ".join((*SOLUTIONS[:4], *TRIPLES))
        raise RequestError(406, f"not acceptable to the client; rows or graphs come as {offers}")
    headers = dict(SAFE)
    if written.is_cut:
        headers[NOTICE] = f"only the first {written.rows} rows; kg serve --rows N allows more"
    return Answer(written.content, media_type=written.media, headers=headers)


def refused(_: Request, error: Exception) -> Response:
    """One line that says why."""
    match error:
        case RequestError(status=status):
            pass
        case StoppedError() | WorkspaceError():
            status = 503
        case QueryError() | DecisionError():
            status = 400
        case _:
            status = 500
    return PlainTextResponse(f"{error}\n", status_code=status, headers=SAFE)


def gone(_: Request, __: Exception) -> Response:
    """For nobody."""
    return Response(status_code=400)
