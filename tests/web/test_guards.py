"""kg serve over real connections: what is refused, what is stopped, and what stops the server."""

import contextlib
import json
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.cli.serve import CONNECTIONS
from kg.kept import pointer
from kg.pipeline import build
from kg.web.guard import LONGEST_ADDRESS, LONGEST_BODY
from tests.fakes import fake_stages
from tests.web.conftest import HOLDS, QUERY, SECONDS, Server, Start

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def tight(start: Start, ws: Path) -> Iterator[Server]:
    options = ("--timeout", str(SECONDS), "--rows", "3", "--cors", "https://example.org")
    with start(ws, *options) as server:
        yield server


@contextlib.contextmanager
def endless(server: Server) -> Iterator[HTTPConnection]:
    """A connection on which a query without end is under way."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("POST", "/sparql", ENDLESS.encode(), {"Content-Type": QUERY})
        yield connection


def is_open(connection: HTTPConnection) -> bool:
    """Whether nothing has been said on it yet."""
    return not select.select([connection.sock], [], [], 0)[0]


def test_an_endless_query_is_stopped_and_told(start: Start, ws: Path) -> None:
    with start(ws, "--timeout", "5", "--workers", "1") as server:
        reply = server.query(ENDLESS)
        assert (reply.status, reply.text[:15]) == (503, "stopped after 5")
        assert server.query(HOLDS).status == 200


def test_others_are_answered_while_a_query_hangs(server: Server) -> None:
    with endless(server) as hanging:
        assert server.query(HOLDS).status == 200
        assert server.ask("/").status == 200
        assert is_open(hanging)


def test_nobody_computes_for_a_client_that_has_left(start: Start, ws: Path) -> None:
    """Else the one worker would not be free before the time limit, and this answer be a 503."""
    with start(ws, "--workers", "1", "--timeout", str(SECONDS)) as server:
        with endless(server):
            pass
        assert server.query(HOLDS).status == 200


def test_who_finds_no_room_is_told(start: Start, ws: Path) -> None:
    with (
        start(ws, "--workers", "1", "--timeout", "1") as server,
        contextlib.ExitStack() as stack,
    ):
        waiting = [stack.enter_context(endless(server)) for _ in range(5)]
        replies = [connection.getresponse() for connection in waiting]
        told = [reply.read().decode() for reply in replies]
    assert {reply.status for reply in replies} == {503}
    assert [line for line in told if "too many queries at once" in line]


def test_connections_that_wait_for_their_client_make_room(server: Server) -> None:
    """Those that say nothing, and those that stop in the middle of a request."""
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
    address = urlsplit(server.url)
    with contextlib.ExitStack() as stack:
        idle = []
        for number in range(CONNECTIONS + 20):
            there = socket.create_connection((address.hostname, address.port or 80), SECONDS)
            idle.append(stack.enter_context(there))
            there.sendall((b"", head, head + b"\r\nquery")[number % 3])
        assert server.query(HOLDS).status == 200
        assert idle[0].recv(1) == b""


def test_a_query_that_breaks_the_store_leaves_the_server_up(server: Server) -> None:
    body = b"SELECT * {" + b"{" * 300_000
    reply = server.ask("/sparql", method="POST", headers={"Content-Type": QUERY}, body=body)
    assert (reply.status, reply.text[:20]) == (503, "the query broke the ")
    assert server.query(HOLDS).status == 200


def test_an_answer_that_is_cut_says_so(tight: Server) -> None:
    for query, rows in (("SELECT * { ?s ?p ?o }", 3), ("SELECT * { ?s ?p ?o } LIMIT 3", 3)):
        reply = tight.query(query)
        assert reply.status == 200
        assert len(json.loads(reply.body)["results"]["bindings"]) == rows
        assert ("simpul-notice" in reply.headers) == ("LIMIT" not in query)
    reply = tight.query("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert len(reply.text.splitlines()) == 3
    assert reply.headers["simpul-notice"].startswith("only the first 3 rows")


def test_an_answer_has_a_largest_size(server: Server) -> None:
    body = f"SELECT ('{'x' * 14_000}' AS ?x) {{ ?s ?p ?o }}".encode()
    reply = server.ask("/sparql", method="POST", headers={"Content-Type": QUERY}, body=body)
    assert (reply.status, reply.text[:20]) == (503, "the answer is larger")


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 414)])
def test_an_address_has_a_longest_length(server: Server, more: int, status: int) -> None:
    path = f"/sparql?query={HOLDS.replace(' ', '+')}+%23"
    path += "x" * (LONGEST_ADDRESS + 1 - len(path) + more)
    assert server.ask(path).status == status


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
def test_a_body_has_a_longest_length(server: Server, more: int, status: int) -> None:
    body = f"{HOLDS} #".encode().ljust(LONGEST_BODY + more, b"x")
    reply = server.ask("/sparql", method="POST", headers={"Content-Type": QUERY}, body=body)
    assert reply.status == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
    ],
)
def test_only_this_machine_is_served(server: Server, host: str, status: int) -> None:
    """A page of another site must not read the graph by leading its own name here."""
    assert server.ask("/", headers={"Host": host}).status == status


def test_a_server_for_everybody_answers_to_any_name(start: Start, ws: Path) -> None:
    with start(ws, "--host", "0.0.0.0") as server:
        there = Server(server.url.replace("0.0.0.0", "127.0.0.1"), server.process)
        assert there.ask("/", headers={"Host": "news.example"}).status == 200
        assert there.ask("/", headers={"Host": "<news>"}).status == 421


def test_other_sites_may_read_only_if_told_so(server: Server, tight: Server) -> None:
    allowed = "access-control-allow-origin"
    headers = {"Origin": "https://example.org"}
    asking = {**headers, "Access-Control-Request-Method": "POST"}
    assert allowed not in server.ask("/sparql", headers=headers).headers
    assert tight.ask("/sparql", headers=headers).headers[allowed] == "https://example.org"
    assert allowed not in tight.ask("/sparql", headers={"Origin": "https://evil.org"}).headers
    reply = tight.ask("/sparql", method="OPTIONS", headers=asking)
    assert (reply.status, reply.headers[allowed]) == (200, "https://example.org")


def test_a_build_is_served_when_it_is_done(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig",))  # the page takes longer than all else
    texts = {
        "satu": "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n",
        "dua": "Kim dan Lavrov akan bertemu lagi di kota itu pada bulan depan.\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    folder = tmp_path / "ws"
    articles = "SELECT (COUNT(?a) AS ?n) { ?a a <https://w3id.org/simpul/ns#Article> }"

    def add(name: str) -> None:
        build([str(tmp_path / f"{name}.txt")], folder, stages=fake_stages())

    add("satu")
    with start(folder) as server:
        assert server.numbers(articles) == ["1"]
        with endless(server) as hanging:
            assert server.numbers(articles) == ["1"]
            add("dua")
            assert server.numbers(articles) == ["2"]
            assert is_open(hanging)
        pointer(folder).unlink()
        reply = server.query(articles)
        assert (reply.status, "kg build writes it" in reply.text) == (503, True)
        pointer(folder).write_text("halo", encoding="utf-8")
        reply = server.query(articles)
        assert (reply.status, "broken" in reply.text) == (503, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_all_that_it_started(
    start: Start, ws: Path, tmp_path: Path, how: signal.Signals
) -> None:
    own = shutil.copytree(ws, tmp_path / "own")
    with start(own) as server, endless(server) as hanging:
        assert server.query(HOLDS).status == 200
        server.process.send_signal(how)
        reply = hanging.getresponse()
        assert (reply.status, reply.read()) == (503, b"the server is being stopped\n")
        told = server.process.communicate(timeout=SECONDS)[1]
    assert server.process.returncode == (0 if how == signal.SIGINT else -how)
    assert told in ("", "stopped\n")
    assert running(own) == []


def running(folder: Path) -> list[str]:
    """The processes that were given a file of the folder, where the system tells."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            command = path.read_text(errors="replace").split("\0")
            found += [path.parent.name for word in command if word.startswith(f"{folder}/")]
    return found


def refused(*arguments: object, code: int = 1) -> str:
    result = CliRunner().invoke(main, ["serve", *map(str, arguments)])
    assert (result.exit_code, result.stdout) == (code, "")
    assert len(result.stderr.splitlines()) == 1 or code == 2
    return result.stderr


def test_what_keeps_it_from_starting_is_one_line(ws: Path, tmp_path: Path) -> None:
    assert "no workspace" in refused(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refused(ws, "--port", port)
    assert (
        told == f"Error: cannot listen on 127.0.0.1 port {port}: the port is in use; see --port\n"
    )
    assert "cannot listen on 192.0.2.1" in refused(ws, "--host", "192.0.2.1")
    assert "is not like https://example.org" in refused(ws, "--cors", "example.org", code=2)


@pytest.mark.parametrize("name", ["uvicorn", "starlette"])
def test_a_missing_extra_is_told(ws: Path, name: str) -> None:
    code = f"import sys; sys.modules[{name!r}] = None; from kg.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(ws)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.endswith('is not installed; get it with pip install "simpul[web]"\n')
    assert len(done.stderr.splitlines()) == 1
