"""A news site on this machine: what lies at its paths, and what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kg.watching.clock import Clock
from tests.serving import in_thread


@dataclass
class Reply:
    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Request:
    method: str
    path: str
    headers: Message
    body: bytes


class Site(ThreadingHTTPServer):
    """Answers with ``replies``; a list of them is given one after the other, the last for ever."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def asked(self) -> list[str]:
        """The paths asked for since the last call."""
        paths = [request.path for request in self.requests]
        self.requests.clear()
        return paths


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append(Request(self.command, self.path, self.headers, body))
        found = self.server.replies.get(self.path, Reply(status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if found.headers.get("ETag", "none") == self.headers.get("If-None-Match"):
            found = Reply(status=304, headers=found.headers)
        self.send_response(found.status)
        for name, value in {"Content-Length": str(len(found.content)), **found.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(found.content)

    do_GET = do_POST = _answer  # noqa: N815 - the base class's names

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[Site]:
    with in_thread(Site()) as opened:
        yield opened


class TestClock(Clock):
    """Time that passes only while somebody waits."""

    __test__ = False

    def __init__(self) -> None:
        self.time = 1_757_000_000.0  # 4 September 2025
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
