"""One contract for every output format, found by name; the RDF ones say the same in all of them."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

import kg.views
from kg.found import found, names
from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.rdf.terms import KG, PREFIXES
from tests.clients import node
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import article, claim, entity, event, mention
from tests.rdf.test_writing import HOSTILE

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

#: How rdflib and pyoxigraph call the formats, and whether these keep the graphs apart.
RDF_FORMATS = {
    "turtle": ("turtle", pyoxigraph.RdfFormat.TURTLE, False),
    "ntriples": ("nt", pyoxigraph.RdfFormat.N_TRIPLES, False),
    "trig": ("trig", pyoxigraph.RdfFormat.TRIG, True),
    "nquads": ("nquads", pyoxigraph.RdfFormat.N_QUADS, True),
    "jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD, True),
}


def hostile() -> Graph:
    """Every field that comes from outside, filled with text that tries to break out."""
    texts = [text for text in HOSTILE if text]
    people = tuple(
        entity(f"person/{number}", text, mention(text, number)) for number, text in enumerate(texts)
    )
    events = tuple(
        event(
            "Transfer", replace(claim("item", text), quote=text, reason=text), id_=f"event/{text}"
        )
        for text in texts
    )
    articles = tuple(
        article(text, title=text, publisher=text, source=text) for text in [*texts, "http://x/\n<"]
    )
    made = graph_from_gold(SEEDS[:1])
    return replace(
        made, articles=(*articles, article()), entities=people, events=events, offices=()
    )


GRAPHS = {"gold": lambda: graph_from_gold(SEEDS, CROSSDOC), "hostile": hostile}


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> Graph:
    return GRAPHS[request.param]()


@pytest.fixture(scope="module")
def rdf(graph: Graph) -> Dataset:
    return Dataset(graph)


def write(name: str, graph: Graph, rdf: Dataset, folder: Path) -> Path:
    view = found(kg.views)[name]
    path = folder / f"graph{view.SUFFIX}"
    view.write(graph, rdf, path)
    return path


def test_every_format_says_how_its_files_end_and_what_it_is_for() -> None:
    views = found(kg.views).values()
    suffixes = [view.SUFFIX for view in views]
    assert len(set(suffixes)) == len(suffixes) >= len(RDF_FORMATS)
    assert all(suffix.startswith(".") for suffix in suffixes)
    assert all(view.HELP and "\n" not in view.HELP for view in views)


@pytest.mark.parametrize("name", names(kg.views))
def test_equal_graphs_are_equal_files(
    name: str, graph: Graph, rdf: Dataset, tmp_path: Path
) -> None:
    first = write(name, graph, rdf, tmp_path).read_bytes()
    assert first
    assert write(name, graph, Dataset(graph), tmp_path).read_bytes() == first


def rdflib_quads(path: Path, name: str) -> set[tuple[str, ...]]:
    read = rdflib.Dataset()
    read.parse(path, format=RDF_FORMATS[name][0])
    return {
        (s.n3(), p.n3(), o.n3(), "" if g in {None, DATASET_DEFAULT_GRAPH_ID} else str(g))
        for s, p, o, g in read.quads()
    }


def told(rdf: Dataset, named: bool) -> set[tuple[str, ...]]:
    return {
        (s.n3(), p.n3(), o.n3(), str(graph) if named and graph else "")
        for graph, subjects in rdf.graphs()
        for triples in subjects
        for s, p, o in triples
    }


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_rdflib_reads_what_was_told(name: str, graph: Graph, rdf: Dataset, tmp_path: Path) -> None:
    path = write(name, graph, rdf, tmp_path)
    assert rdflib_quads(path, name) == told(rdf, RDF_FORMATS[name][2])


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_pyoxigraph_reads_the_same(name: str, graph: Graph, rdf: Dataset, tmp_path: Path) -> None:
    _, kind, named = RDF_FORMATS[name]
    reference = write("nquads" if named else "ntriples", graph, rdf, tmp_path)
    expected = pyoxigraph.parse(path=str(reference))
    path = write(name, graph, rdf, tmp_path)
    assert set(pyoxigraph.parse(path=str(path), format=kind)) == set(expected)


@pytest.mark.skipif(not shutil.which("rapper"), reason="raptor2-utils is not installed")
@pytest.mark.parametrize(
    ("name", "syntax"), [("turtle", "turtle"), ("ntriples", "ntriples"), ("nquads", "nquads")]
)
@pytest.mark.parametrize("graph", ["gold"], indirect=True)  # raptor cuts strings at a NUL
def test_raptor_reads_the_same_statements(
    name: str, syntax: str, rdf: Dataset, graph: Graph, tmp_path: Path
) -> None:
    path = write(name, graph, rdf, tmp_path)
    read = ["rapper", "-q", "-i", syntax, "-o", "ntriples", str(path), "http://x.org/"]
    lines = subprocess.run(read, capture_output=True, check=True).stdout
    parsed = [
        (q.subject, q.predicate, q.object)
        for q in pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES)
    ]
    told_quads = pyoxigraph.parse(path=str(path), format=RDF_FORMATS[name][1])
    expected = [(q.subject, q.predicate, q.object) for q in told_quads]
    assert set(parsed) == set(expected)


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("turtle", "text/turtle"),
        ("trig", "application/trig"),
        ("ntriples", "application/n-triples"),
        ("nquads", "application/n-quads"),
    ],
)
def test_n3js_reads_the_same_statements(
    name: str, media: str, rdf: Dataset, graph: Graph, tmp_path: Path
) -> None:
    """No node is blank, so equal sets are isomorphic graphs."""
    path = write(name, graph, rdf, tmp_path)
    command = [*node("parse.mjs"), media]
    done = subprocess.run(command, input=path.read_bytes(), capture_output=True, check=True)
    parsed = set(pyoxigraph.parse(done.stdout, pyoxigraph.RdfFormat.N_QUADS))
    assert parsed == set(pyoxigraph.parse(path=str(path), format=RDF_FORMATS[name][1]))
    ends = {end for quad in parsed for end in (quad.subject, quad.object)}
    assert not [end for end in ends if isinstance(end, pyoxigraph.BlankNode)]


@pytest.mark.parametrize("name", ["nquads", "ntriples"])
def test_lines_are_sorted_and_whole(name: str, graph: Graph, rdf: Dataset, tmp_path: Path) -> None:
    text = write(name, graph, rdf, tmp_path).read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines[:-1] == sorted(set(lines[:-1]))
    assert all(line.endswith(" .") for line in lines[:-1])


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_all_prefixes_are_declared(name: str, graph: Graph, rdf: Dataset, tmp_path: Path) -> None:
    head = write(name, graph, rdf, tmp_path).read_text(encoding="utf-8").split("\n\n")[0]
    assert head.splitlines() == [f"@prefix {p}: <{iri}> ." for p, iri in PREFIXES.items()]


def test_jsonld_needs_no_network_and_has_short_names(
    graph: Graph, rdf: Dataset, tmp_path: Path
) -> None:
    written = json.loads(write("jsonld", graph, rdf, tmp_path).read_text(encoding="utf-8"))
    assert isinstance(written["@context"], dict)
    assert PREFIXES.items() <= written["@context"].items()
    keys = {key for node in written["@graph"] for key in node}
    assert {"articleCount", "factuality", "rdfs:label", "@graph"} <= keys
    assert not any(key.startswith(("http", str(KG))) for key in keys)
