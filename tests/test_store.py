"""Queries are answered over files of any format, only read, stay here, and can be stopped."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.errors import QueryError, WorkspaceError
from kg.statements import statements
from kg.store import Asked, Store, Written, answer, graph_of

GRAPHS = {
    "graph.ttl": '<a:budi> <a:name> "Budi"@id, "B\\n\\"x\\"" . <a:one> <a:age> 7 .',
    "graph.nt": '<a:budi> <a:name> "Budi"@id .\n<a:budi> <a:name> "B\\n\\"x\\"" .\n'
    '<a:one> <a:age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    "graph.trig": '<a:one> <a:age> 7 . <a:g> { <a:budi> <a:name> "Budi"@id, "B\\n\\"x\\"" . }',
    "graph.nq": '<a:budi> <a:name> "Budi"@id <a:g> .\n<a:budi> <a:name> "B\\n\\"x\\"" <a:g> .\n'
    '<a:one> <a:age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
}
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { "
    + "?a ?b ?c . ?d ?e ?f . ".join(
        f"VALUES ?x{number} {{ {' '.join(map(str, range(500)))} }} " for number in range(6)
    )
    + "}"
)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return written(tmp_path, "graph.ttl")


def written(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(GRAPHS[name], encoding="utf-8")
    return path


@pytest.mark.parametrize("name", GRAPHS)
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str) -> None:
    found = answer(written(tmp_path, name), "SELECT ?s ?o ?z { ?s ?p ?o } ORDER BY ?s ?o")
    assert found.columns == ("s", "o", "z")
    rows = (("a:budi", 'B\n"x"', None), ("a:budi", "Budi", None), ("a:one", "7", None))
    assert found.rows == rows


def test_named_graphs_can_be_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "graph.trig")
    found = answer(path, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert found.rows == (("a:g",),)
    found = answer(path, "SELECT DISTINCT ?s FROM <a:g> { ?s ?p ?o }")
    assert found.rows == (("a:budi",),)


def test_the_document_keeps_languages_and_types(graph: Path) -> None:
    found = answer(graph, 'SELECT ?o { ?s ?p ?o FILTER(?o != "B") } ORDER BY ?s DESC(?o)')
    bindings = json.loads(found.document)["results"]["bindings"]
    assert {"type": "literal", "value": "Budi", "xml:lang": "id"} in [b["o"] for b in bindings]
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert bindings[-1] == {"o": {"type": "literal", "value": "7", "datatype": integer}}


@pytest.mark.parametrize(("pattern", "holds"), [("?s ?p 7", "true"), ("?s ?p 8", "false")])
def test_ask_is_one_row(graph: Path, pattern: str, holds: str) -> None:
    found = answer(graph, f"ASK {{ {pattern} }}")
    assert (found.columns, found.rows) == (("answer",), ((holds,),))
    assert json.loads(found.document) == {"head": {}, "boolean": holds == "true"}


def test_construct_gives_sorted_triples(graph: Path) -> None:
    found = answer(graph, "CONSTRUCT { ?o_ <a:of> ?s . ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert found.columns == ("subject", "predicate", "object")
    assert found.rows == (
        ("a:budi", "a:name", 'B\n"x"'),
        ("a:budi", "a:name", "Budi"),
        ("a:one", "a:age", "7"),
    )
    last = json.loads(found.document)["results"]["bindings"][-1]
    assert last["object"]["datatype"].endswith("#integer")
    assert last["subject"] == {"type": "uri", "value": "a:one"}


@pytest.mark.parametrize(
    ("query", "place", "why"),
    [
        ("SELECT ?x WHERE {", "line 1, column 18", "not SPARQL"),
        ("SELECT *\n{ ?x foo:bar ?y }", "line 2, column 13", "Prefix not found"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?p ?y }", "line 1", "a variable that is unbound"),
        ("SELECT ?x { ?x <a:p> 'abc }", "line 1, column 28", "'abc"),
        ("halo", "line 1, column 5", "halo"),
    ],
)
def test_a_broken_query_is_told_with_its_place(
    graph: Path, query: str, place: str, why: str
) -> None:
    with pytest.raises(QueryError) as caught:
        answer(graph, query)
    assert str(caught.value).startswith(place)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def asked(text: str, rows: int = 9, **more: object) -> Asked:
    media = {"solutions": "text/csv", "triples": "text/turtle"}
    return Asked(**{"text": text, "rows": rows, **media, **more})  # type: ignore[arg-type]


def test_an_answer_is_written_in_the_form_of_its_kind(graph: Path) -> None:
    store = Store(graph)
    rows = store.write(asked("SELECT ?o { <a:one> ?p ?o }"), {})
    assert rows == Written(content=b"o\r\n7\r\n", media="text/csv", rows=1, is_cut=False)
    triples = store.write(asked("DESCRIBE <a:one>"), {"a": "a:", "unused": "b:"})
    told = b"@prefix a: <a:> .\na:one a:age 7 .\n"
    assert triples == Written(content=told, media="text/turtle", rows=1, is_cut=False)
    holds = store.write(asked("ASK {}", solutions="application/json"), {})
    assert holds is not None
    assert json.loads(holds.content) == {"head": {}, "boolean": True}
    assert store.write(asked("ASK {}", solutions=None), {}) is None
    assert store.write(asked("DESCRIBE <a:one>", triples=None), {}) is None


@pytest.mark.parametrize(
    ("query", "rows", "is_cut"),
    [
        ("SELECT * { ?s ?p ?o }", 2, True),
        ("SELECT * { ?s ?p ?o }", 3, False),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 2, True),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 3, False),
        ("CONSTRUCT { <a:a> <a:b> <a:c> } WHERE { ?s ?p ?o }", 1, False),
    ],
)
def test_an_answer_that_is_too_long_is_cut(
    graph: Path, query: str, rows: int, is_cut: bool
) -> None:
    written = Store(graph).write(asked(query, rows), {})
    assert written is not None
    assert (written.rows, written.is_cut) == (rows, is_cut)


def test_a_row_may_hold_any_kind_of_term(graph: Path) -> None:
    query = """SELECT ?a ?b ?c ?d {
      BIND('x'@ar--rtl AS ?a) BIND(<<( <a:a> <a:b> 'c'@id )>> AS ?b) BIND(BNODE() AS ?c) }"""
    store = Store(graph)
    written = store.write(asked(query, solutions="application/sparql-results+json"), {})
    (row,) = json.loads(written.content if written else b"")["results"]["bindings"]
    (same,) = json.loads(store.query(query))["results"]["bindings"]
    assert row.pop("c")["type"] == same.pop("c")["type"] == "bnode"
    assert row == same
    assert set(row) == {"a", "b"}


def test_what_is_no_iri_names_no_graph(graph: Path) -> None:
    with pytest.raises(QueryError, match="IRI"):
        Store(graph).write(asked("ASK {}", named_graphs=("x y",)), {})


@pytest.mark.parametrize("query", ["", "  \n", "# only a comment", "PREFIX a: <a:b>"])
def test_no_query_is_told(graph: Path, query: str) -> None:
    with pytest.raises(QueryError, match="there is no query"):
        answer(graph, query)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX a: <a:#>\n# DELETE?\ndelete where { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:1/>",
        "BASE <a:b> DROP ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_such(graph: Path, query: str) -> None:
    with pytest.raises(QueryError, match="the graph can be read, not changed"):
        answer(graph, query)


def test_an_update_behind_a_query_is_refused(graph: Path) -> None:
    with pytest.raises(QueryError, match="line 1"):
        answer(graph, "SELECT * { ?s ?p ?o } ; DROP ALL")


@pytest.fixture
def calls() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what was asked of it."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the base class names them so

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { # no\nSERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p '#' SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''x''y''' SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\"" . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { FILTER(1<2) SERVICE ?g { ?s ?p ?o } VALUES ?g { <URL> } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    # The store reads a keyword where others would read a name.
    "PREFIX : <URL> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <URL> PREFIX SERVICE: <a:> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICESILENTe:x { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { ?s ?p ?o.SERVICE:x { ?s ?p ?o } }",
    "PREFIX a: <a:> SELECT * { ?s a: a:.SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { OPTIONAL { ?s <a:\\u0062#> ?o } SERVICE <URL> { ?s ?p ?o }\n}",
    "SELECT * { SERVICE#{\n#?\n<URL>#}\n{ ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_and_nobody_is_called(
    graph: Path, query: str, calls: tuple[str, list[str]]
) -> None:
    url, asked = calls
    with pytest.raises(QueryError, match="SERVICE is refused"):
        answer(graph, query.replace("URL", url))
    assert asked == []


@pytest.mark.parametrize("query", ["SELECT * FROM <URL> { ?s ?p ?o }", "DESCRIBE <URL>"])
def test_an_address_in_a_query_is_not_followed(
    graph: Path, query: str, calls: tuple[str, list[str]]
) -> None:
    url, asked = calls
    assert answer(graph, query.replace("URL", url)).rows == ()
    assert asked == []


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_the_process_of_a_query_cannot_connect_whatever_the_query_says(
    kind: str, graph: Path, demo_folder: Path, calls: tuple[str, list[str]]
) -> None:
    """The name SERVICE is looked for first; this is what stands behind that."""
    pytest.importorskip("resource", reason="Windows has no such limits")
    if kind == "disk" and sys.platform != "linux":
        pytest.skip("only Linux can forbid connections to a process that opens files")
    url, asked = calls
    path = graph if kind == "memory" else graph_of(demo_folder)
    code = (
        "import sys; from pathlib import Path; import kg.store as s\n"
        "store = s.Store(Path(sys.argv[1])); s.refuse = lambda text: None\n"
        "if sys.argv[3] == 'confined': s.confine(Path(sys.argv[1]))\n"
        "try: store.query('ASK { SERVICE <%s> { ?s ?p ?o } }' % sys.argv[2])\n"
        "except s.QueryError as error: sys.stdout.write('refused')\n"
        "sys.stdout.write(str(len(store.query('SELECT * { ?s ?p ?o }')) > 99))\n"
    )

    def run(how: str) -> str:
        command = [sys.executable, "-c", code, str(path), url, how]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert (run("confined"), asked) == ("refusedTrue", [])
    assert (run("free"), len(asked)) == ("refusedTrue", 1)  # by the server's 404


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service <a:SERVICE> 'SERVICE' }",
        "PREFIX service: <a:> SELECT * { ?s service:SERVICE ?o } # SERVICE",
        'SELECT * { ?s ?p """a " SERVICE """@service }',
        'SELECT $service { $service <a:load> "LOAD \'SERVICE\' \\" SERVICE" }',
    ],
)
def test_the_word_service_is_no_call(graph: Path, query: str) -> None:
    assert answer(graph, query).rows == ()


def test_a_query_that_takes_too_long_is_stopped(graph: Path) -> None:
    with pytest.raises(QueryError, match=r"stopped after 0\.5 s"):
        answer(graph, ENDLESS, seconds=0.5)


def test_a_query_that_breaks_the_store_is_an_error_of_the_query(graph: Path) -> None:
    with pytest.raises(QueryError, match="broke the store"):
        answer(graph, "SELECT * {" + "{" * 300_000)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.ttl", None, "no such file"),
        ("graph.ttl", "<a:a> <a:b> halo .", "broken: .*line 1"),
        ("graph.rdf", "<rdf/>", r"not one of \.ttl, \.trig"),
        ("graph.ttl", b"\xff\xfe", "broken"),
    ],
)
def test_a_file_that_is_no_graph_is_told(
    tmp_path: Path, name: str, content: str | bytes | None, why: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(WorkspaceError, match=why):
        answer(path, "ASK {}")
    with pytest.raises(WorkspaceError, match=why):
        Store(path)


def test_the_current_folder_cannot_slip_code_in(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "pyoxigraph", "kg"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert answer(graph, "ASK {}").rows == (("true",),)


def test_statements_come_by_graph_sorted_and_each_once(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    path.write_text("<a:b> <a:p> 2, 1, 2 . <a:g> { <a:b> <a:p> 'x'@id }", encoding="utf-8")
    number = "<http://www.w3.org/2001/XMLSchema#integer>"
    assert list(statements(path, "b:")) == [
        (None, [f'<a:b> <a:p> "1"^^{number} .', f'<a:b> <a:p> "2"^^{number} .']),
        ("a:g", ['<a:b> <a:p> "x"@id .']),
    ]


def test_a_blank_node_is_one_thing_in_all_graphs(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    path.write_text("_:x <a:p> <a:o> . <a:g> { <a:s> <a:p> _:x }", encoding="utf-8")
    assert list(statements(path, "urn:blank:")) == [
        (None, ["<urn:blank:x> <a:p> <a:o> ."]),
        ("a:g", ["<a:s> <a:p> <urn:blank:x> ."]),
    ]


def test_no_backslash_of_a_text_can_be_taken_for_a_code(tmp_path: Path) -> None:
    """SPARQL lets a store read codes before it reads strings."""
    path = tmp_path / "graph.trig"
    path.write_text(r'<a:s> <a:p> "\\u0022 \\\\U00000022 \n\u0041" .', encoding="utf-8")
    ((_, (line,)),) = statements(path, "b:")
    assert line == r'<a:s> <a:p> "\\\U000000750022 \\\\\U0000005500000022 \nA" .'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "no such file; kg build writes it"),
        ("<a:s> <a:p> .", "broken: .*kg build writes it anew"),
        ("<a:g> { <a:s> <a:p> 1 } <a:s> <a:p> 1 . <a:g> { <a:s> <a:p> 2 }", "a:g is in two places"),
    ],
)
def test_a_file_without_statements_is_told(tmp_path: Path, content: str | None, why: str) -> None:
    path = tmp_path / "graph.trig"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=why):
        list(statements(path, "b:"))
