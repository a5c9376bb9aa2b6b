"""kg query as a user calls it: quick, for people and for programs, one line for a mistake."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli._table import lines
from kg.questions import questions
from kg.rdf.dataset import Dataset
from kg.views import trig
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold

BROKEN = "PREFIX a: <a:>\nSELECT * { ?s ?p }"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ws")
    graph = graph_from_gold(SEEDS, CROSSDOC)
    trig.write(graph, Dataset(graph), folder / "graph.trig")
    return folder


def ask(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(
        main, ["query", *map(str, arguments)], input=stdin, env={"COLUMNS": "80"}
    )


def refused(*arguments: object, stdin: str | bytes | None = None, code: int = 1) -> str:
    """What is told: nothing but one line on standard error, after the usage if that was wrong."""
    result = ask(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (code, "")
    told = result.stderr.splitlines()
    assert len(told) == 1 or code == 2
    return told[-1].removeprefix("Error: ")


def test_the_list_has_every_question_in_both_languages_with_its_parameters() -> None:
    result = ask("--list")
    assert (result.exit_code, result.stderr) == (0, "")
    for name, asked in questions().items():
        assert f"{name}\n  {asked.id}\n  {asked.en}\n" in f"{result.stdout}\n"
    assert "  --param language=…  of the names of events, id or en (default: id)" in result.stdout


def test_the_list_of_one_name_is_that_one() -> None:
    assert ask("--list", "treaties").stdout.splitlines()[0] == "treaties"
    assert refused("--list", "treatis").startswith("no question or file 'treatis'; did you mean")


@pytest.mark.parametrize("name", questions())
def test_every_question_is_answered(ws: Path, name: str) -> None:
    result = ask(name, "-d", ws)
    assert result.exit_code == 0
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_a_table_is_for_people(ws: Path) -> None:
    result = ask("treaties", "-d", ws)
    assert "name" in result.stdout.splitlines()[0]
    assert "Strategis Komprehensif" in result.stdout
    assert result.stderr == "2 rows\n"


def test_csv_is_as_the_rfc_has_it(ws: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text('SELECT ?a ?b { VALUES (?a ?b) { ("x, \\"y\\"\\nz" "é") (UNDEF 1) } }', "utf-8")
    result = ask(path, "-d", ws, "--format", "csv")
    assert result.stdout_bytes == 'a,b\r\n"x, ""y""\nz",é\r\n,1\r\n'.encode()
    assert result.stderr == ""
    rows = list(csv.reader(io.StringIO(result.stdout, newline="")))
    assert rows == [["a", "b"], ['x, "y"\nz', "é"], ["", "1"]]


def test_json_is_that_of_sparql(ws: Path) -> None:
    told = json.loads(ask("meetings", "-d", ws, "--format", "json").stdout)
    assert told["head"]["vars"] == ["date", "participants", "place", "factuality", "articles"]
    first = told["results"]["bindings"][0]
    assert first["factuality"] == {"type": "literal", "value": "Certain"}


def test_a_query_comes_from_standard_input(ws: Path) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    result = ask("-", "-d", ws, "--format", "csv", stdin=query)
    assert result.stdout.splitlines() == ["n", "5"]


def test_a_graph_without_a_workspace_can_be_asked(ws: Path) -> None:
    there = ask("articles", "-d", ws / "graph.trig", "--format", "csv")
    assert there.stdout == ask("articles", "-d", ws, "--format", "csv").stdout
    assert len(there.stdout.splitlines()) == 6


def test_a_name_goes_before_a_file_and_a_path_never_does(
    ws: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").write_text("ASK {}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask("articles", "-d", ws, "--format", "csv").stdout.startswith("article,")
    assert ask("./articles", "-d", ws, "--format", "csv").stdout == "answer\ntrue\n"


def test_parameters_are_given_by_name(ws: Path) -> None:
    result = ask("person", "-d", ws, "--param", "name=SHOIGU", "--param", "language=en")
    assert "Meeting: Kim" in result.stdout
    assert "Putin" not in result.stdout


def test_a_hostile_parameter_is_only_a_name_that_nobody_has(ws: Path) -> None:
    result = ask("person", "-d", ws, "--param", 'name=" } DROP ALL #', "--format", "csv")
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["meting"], "no question or file 'meting'; did you mean meetings"),
        (["none.rq"], "no question or file 'none.rq'"),
        (["meetings", "--param", "x=1"], "meetings: no parameter 'x'; there is: who"),
        (["-"], "standard input: line 2, column 19: not SPARQL: SELECT * { ?s ?p }"),
    ],
)
def test_a_mistake_is_one_clear_line(ws: Path, arguments: list[str], told: str) -> None:
    assert refused(*arguments, "-d", ws, stdin=BROKEN).startswith(told)


def test_what_may_not_run_is_refused(ws: Path) -> None:
    told = refused("-", "-d", ws, stdin="ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert told == "standard input: SERVICE is refused: a query may not call other machines"
    assert refused("-", "-d", ws, stdin="DROP ALL").startswith("standard input: DROP is refused")
    assert refused("-", "-d", ws, stdin=b"\xff") == "standard input: not UTF-8 at byte 0"


def test_a_query_without_end_is_stopped(ws: Path) -> None:
    endless = f"SELECT (COUNT(*) AS ?n) {{ {'?a ?b ?c . ?d ?e ?f . ?g ?h ?i .'} }}"
    told = refused("-", "-d", ws, "--timeout", "0.5", stdin=endless)
    assert told.startswith("standard input: stopped after 0.5 s")


def test_a_missing_graph_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused("meetings", "-d", tmp_path).startswith(f"{tmp_path / 'graph.trig'}: no graph")
    monkeypatch.chdir(tmp_path)
    told = refused("meetings")
    assert told.startswith("output/demo: no graph there")
    assert "kg build" in told


@pytest.mark.parametrize("arguments", [[], ["meetings", "--param", "who"]])
def test_wrong_usage_has_its_own_code(ws: Path, arguments: list[str]) -> None:
    refused(*arguments, "-d", ws, code=2)


def test_nothing_heavy_is_imported(ws: Path) -> None:
    heavy = ("torch", "stanza", "rdflib", "pyvis", "pyshacl", "networkx")
    code = (
        "import sys; from kg.cli import main\n"
        f"try: main(['query', 'meetings', '-d', {str(ws)!r}])\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({heavy!r}) & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("width", [20, 30, 40, 80, 200])
def test_a_table_fits_and_loses_no_word(width: int) -> None:
    rows = [("satu dua tiga", "2025-01-01", "kata " * 12), (None, "", "seed-000; seed-001")]
    shown = list(lines(("first", "date", "words"), rows, width))
    assert max(map(len, shown)) <= width
    text = " ".join(shown)
    assert text.count("kata") == 12
    assert all(word in text for word in ("satu", "dua", "tiga", "2025-01-01", "seed-001"))


def test_columns_stand_under_their_names() -> None:
    shown = list(lines(("a", "b"), [("北京", "x"), ("é", "y")], 80))
    assert shown == ["a     b", "────  ─", "北京  x", "é     y"]


def test_a_narrow_terminal_gets_a_block_for_each_row() -> None:
    shown = list(lines(("one", "three"), [("a" * 12, "b"), ("c", "d" * 12)], 20))
    assert shown == [
        "one    aaaaaaaaaaaa",
        "three  b",
        "",
        "one    c",
        "three  dddddddddddd",
    ]


def test_a_cell_cannot_command_the_terminal() -> None:
    shown = "\n".join(lines(("a",), [("\x1b[31mmerah\x07\u202e\n\tbaris",)], 80))
    assert shown.splitlines()[-1] == "�[31mmerah�� baris"
