"""kg serve over real connections: every way of asking has its answer."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib

from tests.web.conftest import COUNT, HOLDS, QUERY, Server

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ROW = "SELECT ?a ?b { BIND('é' AS ?a) }"
BUILT = "CONSTRUCT { <a:a> <a:b> 'é' } {}"
FORM = "application/x-www-form-urlencoded"
EXAMPLE = "https://w3id.org/simpul/id/article/seed-000"


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


FORMS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/trig": "trig",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


@pytest.mark.parametrize("query", [BUILT, f"DESCRIBE <{EXAMPLE}>"])
def test_triples_say_the_same_in_each_form(server: Server, query: str) -> None:
    read = [
        {row[:3] for row in rdflib.Dataset().parse(data=body, format=name)}
        for media, name in FORMS.items()
        for body in [server.query(query, media).body]
    ]
    assert all(one == read[0] for one in read)
    assert read[0]


def test_json_ld_has_the_short_names_of_our_context(server: Server) -> None:
    for reply in (
        server.query(f"DESCRIBE <{EXAMPLE}>", "application/ld+json"),
        server.ask("/simpul/id/article/seed-000", headers={"Accept": "application/ld+json"}),
    ):
        document = json.loads(reply.body)
        assert document["@context"]["articleCount"] == {"@id": "kg:articleCount"}
        (article,) = (thing for thing in document["@graph"] if thing["@id"] == EXAMPLE)
        assert "kg:Article" in article["@type"]
        assert not any(key.startswith("http") for key in article)


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
        server.numbers(COUNT),
        server.numbers(claims, **{"named-graph-uri": EXAMPLE}),
    )
    assert server.numbers(named) == ["5"]
    assert server.numbers(named, **{"named-graph-uri": EXAMPLE}) == ["1"]
    assert server.numbers(named, **{"default-graph-uri": EXAMPLE}) == ["0"]
    assert server.numbers(COUNT, **{"named-graph-uri": EXAMPLE}) == ["0"]
    assert server.numbers(COUNT, **{"default-graph-uri": EXAMPLE}) == of_one
    assert 0 < int(of_one[0]) < int(everything[0])
    from_another = COUNT.replace("{", "FROM <a:other> {", 1)
    assert server.numbers(from_another) == ["0"]
    assert server.numbers(from_another, **{"default-graph-uri": EXAMPLE}) == of_one


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
    assert [str(n) for n in told.objects(dataset, void.triples)] == server.numbers(COUNT)
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


def test_the_drawing_is_served_once_there_is_one(server: Server, ws: Path) -> None:
    assert server.ask("/graph.html").status == 404
    page = ws / "graph.html"
    page.write_text("<!doctype html>halo", encoding="utf-8")
    try:
        reply = server.ask("/graph.html")
    finally:
        page.unlink()
    assert (reply.media, reply.text) == ("text/html", "<!doctype html>halo")
