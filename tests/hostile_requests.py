"""Requests and identifiers that nobody would send in good faith, and what must hold of them."""

import atexit
import contextlib
import functools
import socket
import tempfile
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph
from hypothesis import strategies as st
from rdflib import URIRef

from kg.errors import KgError
from kg.pipeline import build
from kg.rdf.terms import BASE, Terms, address, term, whole
from kg.web.api.operations import OPERATIONS
from tests.fakes import fake_stages
from tests.hostile import BROKEN_TEXT, PIECE, QUERIES, Target, named
from tests.serving import SECONDS, Server, started

_NEWS = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n"
_BUSY = 503


@functools.cache
def served() -> Server:
    """A server of a small workspace, which ends with this process."""
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    news = folder / "satu.txt"
    news.write_text(_NEWS, encoding="utf-8")
    build([str(news)], folder / "ws", stages=fake_stages())
    return stack.enter_context(started(folder / "ws", "--timeout", "5"))


def check_request(request: bytes) -> None:
    """It is answered, refused or hung up on, never with an error of the server's; others go on."""
    server = served()
    host = urlsplit(server.url).netloc
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=SECONDS) as connection:
        with contextlib.suppress(ConnectionError):  # it may refuse before all is said
            connection.sendall(request.replace(b"HOST", host.encode()))
            connection.shutdown(socket.SHUT_WR)
        told = _all(connection)
    if told:
        status = int(told.split(b" ", 2)[1])
        assert told.startswith(b"HTTP/1.1 ")
        assert status < 500 or status == _BUSY, told[:1000]
    assert server.query("ASK {}").status == 200


def _all(connection: socket.socket) -> bytes:
    told = b""
    with contextlib.suppress(ConnectionError):
        while piece := connection.recv(65_536):
            told += piece
    return told


def check_iris(example: tuple[str, str, str]) -> None:
    """Whatever a name is, its IRI is valid, and no two names have one."""
    base, *names = example
    try:
        terms = Terms(base)
    except KgError as error:
        named(error, "base")
        terms = Terms()
    for mint in (terms.thing, terms.article, term):
        one, other = (mint(name) for name in names)
        assert pyoxigraph.NamedNode(one).value == str(one)
        assert (one == other) == (whole(names[0]) == whole(names[1]))
    for found in map(address, example):
        if isinstance(found, URIRef):
            assert pyoxigraph.NamedNode(found).value == str(found)


def _request(parts: tuple[str, str, list[str], bytes]) -> bytes:
    method, path, headers, body = parts
    lines = [f"{method} {path} HTTP/1.1", "Host: HOST", "Connection: close", *headers, "", ""]
    head = "\r\n".join(lines).encode("utf-8", "surrogatepass")
    return head.replace(b"LENGTH", str(len(body)).encode()) + body


def _asked(name: str) -> st.SearchStrategy[str]:
    return st.one_of(QUERIES, BROKEN_TEXT).map(
        lambda text: urlencode({name: text.encode("utf-8", "surrogatepass")})
    )


BASES = st.one_of(st.sampled_from((BASE, "http://a/", "urn:a:", "http://[/", "a:")), BROKEN_TEXT)
NAMES = st.tuples(BASES, BROKEN_TEXT, BROKEN_TEXT)
QUOTED = BROKEN_TEXT.map(lambda text: quote(text.encode("utf-8", "surrogatepass")))
FIELDS = st.sampled_from(
    [f"{each.path}?{one.name}" for each in OPERATIONS.values() for one in fields(each.given)]
)
PATHS = st.one_of(
    _asked("query").map(lambda given: f"/sparql?{given}"),
    st.tuples(FIELDS, QUOTED).map(lambda given: f"/api/{given[0]}={given[1]}"),
    QUOTED.map(lambda text: f"/api/events/{text}"),
    QUOTED.map(lambda text: f"/simpul/id/{text}"),
    QUOTED.map(lambda text: f"/static/../{text}"),
    QUOTED.map(lambda text: f"/{text}"),
    PIECE.map(lambda text: f"/{text}"),
    st.sampled_from(("/", "*", "/static/%2e%2e/%2e%2e/app.py", "//a/b", "http://a/", "/%00")),
)
HEADERS = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "Content-Length: LENGTH", "Content-Length: 99", "Content-Length: -1",
                "Content-Type: application/sparql-query", "Transfer-Encoding: chunked",
                "Content-Type: application/x-www-form-urlencoded", "Accept: text/turtle;q=nan",
                "Accept: */*;q=1e999", "Accept: application/json", "Range: bytes=-1-", "Host: x",
                "Range: bytes=0-0,5-2", "Expect: 100-continue", "Upgrade: websocket", "x",
                "If-Modified-Since: 99", "If-None-Match: *", "Accept: text/html", "Origin: null",
            )
        ),
        PIECE.map(lambda text: f"Accept: {text}"),
        PIECE,
    ),
    max_size=4,
)  # fmt: skip
BODIES = st.one_of(
    st.just(b""),
    st.one_of(_asked("query"), QUERIES).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
)
METHODS = st.sampled_from(("GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "get", "\0"))
REQUESTS = st.one_of(
    st.tuples(METHODS, PATHS, HEADERS, BODIES).map(_request), st.binary(max_size=80)
)

TARGETS = (
    Target(name="request", examples=REQUESTS, check=check_request),
    Target(name="iris", examples=NAMES, check=check_iris),
)
