"""What a request brings, and whether whoever sent it still waits."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from kg.errors import RequestError
from kg.web import guard

T = TypeVar("T")


async def while_there(request: Request, asking: Coroutine[Any, Any, T]) -> T:
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


async def body(request: Request) -> bytes:
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


def accepted(request: Request) -> str:
    """Its Accept headers as one."""
    return ",".join(request.headers.getlist("accept"))


def parameters(request: Request) -> Mapping[str, str]:
    """The parameters; RequestError 400 where one is given twice."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise RequestError(400, f"the parameter {name!r} is given twice")
        given[name] = value
    return given
