"""kg serve over real connections: what is answered, what is refused, what is stopped."""

import contextlib
import json
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from click.testing import CliRunner

from kg.cli import main
from kg.pipeline import build
from kg.web.guard import LONGEST_ADDRESS, LONGEST_BODY
from tests.fakes import fake_stages
from tests.web.conftest import SECONDS, Server, Start

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ROW = "SELECT ?a ?b { BIND('é' AS ?a) }"
HOLDS = "ASK {}"
BUILT = "CONSTRUCT { <a:a> <a:b> 'é' } {}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
EXAMPLE = "https://w3id.org/simpul/id/article/seed-000"


@pytest.fixture(scope="module")
def tight(start: Start, ws: Path) -> Iterator[Server]:
    options = ("--timeout", "5", "--rows", "3", "--cors", "https://example.org")
    with start(ws, *options) as server:
        yield server


def numbers(server: Server, text: str, **more: str) -> list[str]:
    """The values of ?n."""
    told = json.loads(server.query(text, **more).body)
    return [row["n"]["value"] for row in told["results"]["bindings"]]


@contextlib.contextmanager
def endless(server: Server) -> Iterator[HTTPConnection]:
    """A connection on which a query without end is under way."""
    with contextlib.closing(server.connect()) as connection:
        connection.request("POST", "/sparql", ENDLESS.encode(), {"Content-Type": QUERY})
        yield connection


def is_open(connection: HTTPConnection) -> bool:
    """Whether nothing has been said on it yet."""
    return not select.select([connection.sock], [], [], 0)[0]


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (ROW, "", "application/sparql-results+json"),
        (ROW, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROW, "application/json", "application/json"),
        (ROW, "text/csv, application/sparql-results+json;q=0.5", "text/csv"),
        (ROW, "text/tab-separated-values", "text/tab-separated-values"),
        (HOLDS, "", "application/sparql-results+json"),
        (HOLDS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (BUILT, "", "text/turtle"),
        (BUILT, "application/n-triples", "application/n-triples"),
        (BUILT, "application/trig", "application/trig"),
        (BUILT, "application/ld+json", "application/ld+json"),
        (BUILT, "application/sparql-results+xml, application/rdf+xml", "application/rdf+xml"),
        (f"DESCRIBE <{EXAMPLE}>", "text/*", "text/turtle"),
    ],
)
def test_the_answer_comes_in_the_form_asked_for(
    server: Server, query: str, accept: str, media: str
) -> None:
    reply = server.query(query, accept)
    assert (reply.status, reply.media) == (200, media)
    assert query == HOLDS or "é" in reply.text or EXAMPLE in reply.text
    assert "simpul-notice" not in reply.headers


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ROW, "text/turtle"), (BUILT, "text/csv"), (HOLDS, "image/png"), ("", "image/png")],
)
def test_a_form_that_there_is_not_is_told(server: Server, query: str, accept: str) -> None:
    path = f"/sparql?{urlencode({'query': query})}" if query else "/sparql"
    reply = server.ask(path, headers={"Accept": accept})
    assert reply.status == 406
    assert "text/csv" in reply.text


def test_rows_say_the_same_in_each_form(server: Server) -> None:
    json_ = json.loads(server.query(ROW).body)
    assert json_["head"]["vars"] == ["a", "b"]
    assert json_["results"]["bindings"] == [{"a": {"type": "literal", "value": "é"}}]
    assert server.query(ROW, "text/csv").body == "a,b\r\né,\r\n".encode()
    assert server.query(ROW, "text/tab-separated-values").body == '?a\t?b\n"é"\t\n'.encode()
    assert "<literal>é</literal>" in server.query(ROW, "application/sparql-results+xml").text


def test_triples_say_the_same_in_each_form(server: Server) -> None:
    forms = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}
    read = [
        set(rdflib.Graph().parse(data=server.query(BUILT, media).body, format=name))
        for media, name in forms.items()
    ]
    assert read[0] == read[1] == read[2] != set()


@pytest.mark.parametrize(
    ("method", "path", "media", "body", "status"),
    [
        ("GET", f"/sparql?{urlencode({'query': HOLDS})}", "", "", 200),
        ("HEAD", f"/sparql?{urlencode({'query': HOLDS})}", "", "", 200),
        ("POST", "/sparql", FORM, urlencode({"query": HOLDS}), 200),
        ("POST", "/sparql", QUERY, HOLDS, 200),
        ("GET", "/sparql?query=SELECT", "", "", 400),
        ("POST", "/sparql", QUERY, "INSERT DATA { <a:a> <a:b> <a:c> }", 400),
        ("POST", "/sparql", QUERY, "LOAD <http://127.0.0.1:1/>", 400),
        ("POST", "/sparql", QUERY, "ASK { SERVICE <http://127.0.0.1:1/> {} }", 400),
        ("GET", f"/sparql?{urlencode({'query': HOLDS, 'default-graph-uri': 'g'})}", "", "", 400),
        ("POST", "/sparql", FORM, urlencode({"update": "DROP ALL"}), 403),
        ("POST", "/sparql", "application/sparql-update", "DROP ALL", 403),
        ("POST", "/sparql", "text/plain", HOLDS, 415),
        ("PUT", "/sparql", QUERY, HOLDS, 405),
        ("DELETE", "/sparql", "", "", 405),
        ("OPTIONS", "/sparql", "", "", 405),
        ("POST", "/", "", "", 405),
        ("GET", "/nothing/here", "", "", 404),
        ("GET", "/../simpul.db", "", "", 404),
        ("GET", "/simpul.db", "", "", 404),
    ],
)
def test_every_way_of_asking_has_its_status(
    server: Server, method: str, path: str, media: str, body: str, status: int
) -> None:
    headers = {"Content-Type": media} if media else {}
    reply = server.ask(path, method=method, headers=headers, body=body.encode())
    assert reply.status == status
    assert len(reply.text.splitlines()) == (0 if method == "HEAD" else 1)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT *\n{ ?s ?p }", "line 2, column 10: not SPARQL: { ?s ?p }\n"),
        ("DROP ALL", "DROP is refused: the graph can be read, not changed\n"),
        ("ASK { SERVICE <a:a> {} }", "SERVICE is refused: a query may not call other machines\n"),
        ("", "there is no query in it\n"),
    ],
)
def test_a_refused_query_is_told_why(server: Server, query: str, why: str) -> None:
    reply = server.query(query)
    assert (reply.status, reply.media, reply.text) == (400, "text/plain", why)


def test_graphs_are_chosen_as_the_protocol_has_it(server: Server) -> None:
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    claims = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    everything, of_one = (
        numbers(server, COUNT),
        numbers(server, claims, **{"named-graph-uri": EXAMPLE}),
    )
    assert numbers(server, named) == ["5"]
    assert numbers(server, named, **{"named-graph-uri": EXAMPLE}) == ["1"]
    assert numbers(server, named, **{"default-graph-uri": EXAMPLE}) == ["0"]
    assert numbers(server, COUNT, **{"named-graph-uri": EXAMPLE}) == ["0"]
    assert numbers(server, COUNT, **{"default-graph-uri": EXAMPLE}) == of_one
    assert 0 < int(of_one[0]) < int(everything[0])
    from_another = COUNT.replace("{", "FROM <a:other> {", 1)
    assert numbers(server, from_another) == ["0"]
    assert numbers(server, from_another, **{"default-graph-uri": EXAMPLE}) == of_one


def test_the_endpoint_describes_itself(server: Server) -> None:
    reply = server.ask("/sparql")
    assert (reply.status, reply.media) == (200, "text/turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    told = rdflib.Graph().parse(data=reply.body, format="turtle")
    endpoint = rdflib.URIRef(f"{server.url}/sparql")
    assert (endpoint, sd.endpoint, endpoint) in told
    assert len(set(told.objects(predicate=sd.namedGraph))) == 5


def test_the_graph_is_described_in_figures(server: Server) -> None:
    reply = server.ask("/.well-known/void")
    assert (reply.status, reply.media) == (200, "text/turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    told = rdflib.Graph().parse(data=reply.body, format="turtle")
    dataset = rdflib.URIRef(f"{server.url}/.well-known/void#dataset")
    assert [str(n) for n in told.objects(dataset, void.triples)] == numbers(server, COUNT)
    (articles,) = told.subjects(void["class"], rdflib.URIRef("https://w3id.org/simpul/ns#Article"))
    assert int(str(told.value(articles, void.entities))) == 5
    uses = [int(str(n)) for n in told.objects(predicate=void.triples)]
    assert sum(uses) == 2 * max(uses)


def test_a_thing_lies_at_the_path_of_its_iri(server: Server) -> None:
    path = "/simpul/id/state/RUS"
    as_data = server.ask(path)
    assert (as_data.status, as_data.media) == (200, "text/turtle")
    thing = rdflib.URIRef("https://w3id.org/simpul/id/state/RUS")
    told = rdflib.Graph().parse(data=as_data.body, format="turtle")
    assert str(told.value(thing, rdflib.RDFS.label)) == "Rusia"
    assert (rdflib.URIRef(EXAMPLE), rdflib.SDO.mentions, thing) in told
    page = server.ask(path, headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (page.status, page.media) == (200, "text/html")
    assert "<td>Rusia" in page.text
    assert 'href="/simpul/id/article/seed-000"' in page.text
    assert server.ask(path, headers={"Accept": "text/csv"}).status == 406
    assert server.ask("/simpul/id/state/RUSSIA").status == 404
    assert server.ask("/simpul/id/%3Cx%3E").status == 404


def test_the_page_is_the_front_once_there_is_one(server: Server, ws: Path) -> None:
    assert 'href="sparql"' in server.ask("/").text
    page = ws / "graph.html"
    page.write_text("<!doctype html>halo", encoding="utf-8")
    try:
        reply = server.ask("/")
    finally:
        page.unlink()
    assert (reply.media, reply.text) == ("text/html", "<!doctype html>halo")


def test_an_endless_query_is_stopped_and_told(tight: Server) -> None:
    reply = tight.query(ENDLESS)
    assert (reply.status, reply.text[:15]) == (503, "stopped after 5")
    assert tight.query(HOLDS).status == 200


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
        assert numbers(server, articles) == ["1"]
        with endless(server) as hanging:
            assert numbers(server, articles) == ["1"]
            add("dua")
            assert numbers(server, articles) == ["2"]
            assert is_open(hanging)
        (folder / "graph.trig").unlink()
        reply = server.query(articles)
        assert (reply.status, "kg build writes it" in reply.text) == (503, True)
        (folder / "graph.trig").write_text("halo", encoding="utf-8")
        reply = server.query(articles)
        assert (reply.status, "broken" in reply.text) == (503, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_all_that_it_started(
    start: Start, ws: Path, how: signal.Signals
) -> None:
    with start(ws) as server, endless(server) as hanging:
        assert server.query(HOLDS).status == 200
        server.process.send_signal(how)
        reply = hanging.getresponse()
        assert (reply.status, reply.read()) == (503, b"the server is being stopped\n")
        told = server.process.communicate(timeout=SECONDS)[1]
    assert server.process.returncode == (0 if how == signal.SIGINT else -how)
    assert told in ("", "stopped\n")
    assert running(ws) == []


def running(ws: Path) -> list[str]:
    """The processes that have the workspace among their arguments, where the system tells."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            command = path.read_text(errors="replace").split("\0")
            found += [path.parent.name for word in command if word.startswith(f"{ws}/")]
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
