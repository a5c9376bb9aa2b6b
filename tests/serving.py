"""``kg serve`` in a process of its own, and how to ask it."""

import contextlib
import http.client
import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

SECONDS = 120  # that a test waits for an answer before it gives up


Http = TypeVar("Http", bound=http.server.HTTPServer)


@contextlib.contextmanager
def in_thread(server: Http) -> Iterator[Http]:
    """A server that answers while the statement runs."""
    with server as opened:
        thread = threading.Thread(target=opened.serve_forever)
        thread.start()
        try:
            yield opened
        finally:
            opened.shutdown()
            thread.join()


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    url: str
    process: subprocess.Popen[str]

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        with contextlib.closing(self.connect()) as connection:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, names, response.read())

    def query(self, text: str, accept: str = "", **more: str) -> Reply:
        path = f"/sparql?{urlencode({'query': text, **more})}"
        return self.ask(path, headers={"Accept": accept} if accept else {})

    def numbers(self, text: str, **more: str) -> list[str]:
        """The values of ?n."""
        told = json.loads(self.query(text, **more).body)
        return [row["n"]["value"] for row in told["results"]["bindings"]]


Start = Callable[..., contextlib.AbstractContextManager[Server]]


@contextlib.contextmanager
def started(folder: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        try:
            assert line, process.stderr.read()
            yield Server(line.split("/sparql")[0], process)
        finally:
            process.terminate()
