"""A gate before a real store: refuses as it is told, lets only those in who know the password."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from tests.serving import in_thread

Refusal = tuple[int, dict[str, str]]


class Gate(ThreadingHTTPServer):
    """Passes requests on to ``target``; ``passed`` and ``refused`` count them."""

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.refusals: list[Refusal] = []  #: given to the next requests, the first one first
        self.wanted: str | None = None  #: what Authorization must be
        self.passed = 0
        self.refused = 0

    @property
    def url(self) -> str:
        """Where the gate listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Gate

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.refusals:
            self._refuse(*self.server.refusals.pop(0))
        elif self.server.wanted not in (None, self.headers.get("Authorization")):
            self._refuse(401, {"WWW-Authenticate": 'Basic realm="store", charset="UTF-8"'})
        else:
            self._pass(body)

    do_DELETE = do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the base class's names

    def _refuse(self, status: int, headers: dict[str, str]) -> None:
        self.server.refused += 1
        self._reply(status, headers, b"<html><title>no</title><p>Pintu&nbsp;tertutup</p></html>")

    def _pass(self, body: bytes) -> None:
        self.server.passed += 1
        kept = ("Content-Type", "Accept")
        headers = {name: self.headers[name] for name in kept if name in self.headers}
        target = self.server.target + self.path
        reply = requests.request(self.command, target, data=body, headers=headers, timeout=300)
        self._reply(
            reply.status_code,
            {"Content-Type": reply.headers.get("Content-Type", "text/plain")},
            reply.content,
        )

    def _reply(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def gate(target: str) -> Iterator[Gate]:
    """A gate that is open while the statement runs."""
    with in_thread(Gate(target)) as opened:
        yield opened
