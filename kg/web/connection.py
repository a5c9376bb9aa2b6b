"""A connection to the server, which is closed for others while it waits for its client."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Connection(H11Protocol):
    """Where all connections are in use, a new one takes the place of a waiting one.

    Waiting are those without a request, or with part of one; whoever has said nothing for longest
    goes first. Without any, the new one is answered with 503.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._heard = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Be one more, in the place of another if need be."""
        super().connection_made(transport)
        there = [one for one in self.connections if isinstance(one, Connection) and one.is_there]
        waiting = [one for one in there if one is not self and one.is_waiting]
        if self.limit_concurrency and len(there) >= self.limit_concurrency and waiting:
            min(waiting, key=lambda one: one._heard).transport.close()

    def data_received(self, data: bytes) -> None:
        """Hear what the client says."""
        self._heard = self.loop.time()
        super().data_received(data)

    @property
    def is_there(self) -> bool:
        """Whether it is not being closed."""
        return not self.transport.is_closing()

    @property
    def is_waiting(self) -> bool:
        """Whether the client has to say something before it can be answered."""
        return not self.cycle or self.cycle.response_complete or self.cycle.more_body
