"""Programs that others wrote get from the server what kg query gives."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.questions import questions
from kg.store import Store
from tests.web.conftest import Server

# They call what rdflib deprecates.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper"),
]

LABELS = "SELECT ?label { ?s a <https://w3id.org/simpul/ns#State> ; rdfs:label ?label }"
PREFIX = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
STATES = f"{PREFIX}{LABELS} ORDER BY ?label"


@pytest.fixture(scope="module")
def store(ws: Path) -> Store:
    return Store(ws / "graph.trig")


@pytest.fixture(scope="module")
def states(store: Store) -> list[str]:
    found = json.loads(store.query(STATES))["results"]["bindings"]
    return [row["label"]["value"] for row in found]


@pytest.mark.parametrize("name", questions())
def test_a_question_has_the_rows_of_kg_query(server: Server, store: Store, name: str) -> None:
    text = questions()[name].text
    told = json.loads(server.query(text).body)
    assert told == json.loads(store.query(text))
    assert told["results"]["bindings"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_sparqlwrapper(server: Server, states: list[str], method: str, form: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="the extra test is not installed")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    client.setMethod(method)
    client.setQuery(STATES)
    told = client.queryAndConvert()
    if form == "json":
        found = [row["label"]["value"] for row in told["results"]["bindings"]]
    else:
        found = [node.firstChild.data for node in told.getElementsByTagName("literal")]
    assert found == states


def test_sparqlwrapper_reads_graphs_and_hears_errors(server: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="the extra test is not installed")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("CONSTRUCT { ?s a ?c } { ?s a ?c } LIMIT 7")
    assert len(client.queryAndConvert()) == 7
    client.setQuery("SELECT")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1"):
        client.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib(server: Server, states: list[str], method: str, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method, returnFormat=form))
    assert [str(row[0]) for row in graph.query(STATES)] == states  # type: ignore[index]


def test_rdflib_walks_over_the_graph(server: Server, states: list[str]) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    state = rdflib.URIRef("https://w3id.org/simpul/ns#State")
    found = [
        str(graph.value(thing, rdflib.RDFS.label))
        for thing in graph.subjects(rdflib.RDF.type, state)
    ]
    assert sorted(found) == states
    built = graph.query("CONSTRUCT { ?s a ?c } { ?s a ?c } LIMIT 7")
    assert len(built) == 7


def test_curl(server: Server, states: list[str], tmp_path: Path) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    path = tmp_path / "states.rq"
    path.write_text(STATES, encoding="utf-8")
    command = [curl, "-sf", "--noproxy", "*", f"{server.url}/sparql", "-H", "Accept: text/csv"]
    for more in (
        ["--data-urlencode", f"query@{path}"],
        ["--get", "--data-urlencode", f"query@{path}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", f"@{path}"],
    ):
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == ["label", *states]
