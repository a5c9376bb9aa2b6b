"""The questions that ship say what they ask, and any SPARQL store gives the same answers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.knowledge.files import shipped
from kg.questions import LIMIT, decoded, parsed, question, questions, read
from kg.rdf.dataset import Dataset
from kg.rdf.terms import PREFIXES
from kg.sparql import literal
from kg.store import Store
from kg.views import trig, turtle
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold

# rdflib's own readers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

QUESTIONS = questions()
Rows = list[tuple[str | None, ...]]

#: What fits some of the rows, for every parameter of every question.
GIVEN = {
    "about": "shoigu",
    "from": "2025-03",
    "language": "en",
    "limit": "2",
    "name": "IN",
    "stance": "support",
    "to": "2025",
    "who": "kim",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seed articles as annotated, with the events that they share as one."""
    graph = graph_from_gold(SEEDS, CROSSDOC)
    quads = Dataset(graph)
    made = tmp_path_factory.mktemp("graph")
    turtle.write(graph, quads, made / "graph.ttl")
    trig.write(graph, quads, made / "graph.trig")
    return made


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store(folder / "graph.trig")


@pytest.fixture(scope="module")
def other(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "graph.ttl")


def rows(store: Store, asked: str, /, **given: str) -> Rows:
    return rows_of(store, QUESTIONS[asked].filled(given))


def rows_of(store: Store, text: str) -> Rows:
    told = json.loads(store.query(text))
    solutions = told["results"]["bindings"]
    return [
        tuple(solution.get(name, {}).get("value") for name in told["head"]["vars"])
        for solution in solutions
    ]


def rows_by_rdflib(graph: rdflib.Graph, text: str) -> Rows:
    solutions = graph.query(text)
    return [tuple(None if cell is None else str(cell) for cell in row) for row in solutions]  # type: ignore[union-attr]


def test_what_the_issue_of_asking_needs_is_there() -> None:
    assert set(QUESTIONS) >= {
        "articles",
        "conflicts",
        "coverage",
        "deployments",
        "evidence",
        "meetings",
        "offices",
        "outlet",
        "person",
        "stances",
        "timeline",
        "treaties",
        "uncertain",
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_in_both_languages_in_its_first_lines(name: str) -> None:
    first, second = QUESTIONS[name].text.splitlines()[:2]
    assert first == f"# id: {QUESTIONS[name].id}"
    assert second == f"# en: {QUESTIONS[name].en}"
    assert first[-1] == second[-1] == "?"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_parameter_is_explained(name: str) -> None:
    asked = QUESTIONS[name]
    explained = re.findall(r"(?m)^# param: (\w+): .+", asked.text)
    assert explained == [parameter.name for parameter in asked.parameters]
    assert all(parameter.meaning for parameter in asked.parameters)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_declares_the_prefixes_that_it_uses_and_no_others(name: str) -> None:
    text = "\n".join(line for line in QUESTIONS[name].text.splitlines() if line[:1] != "#")
    declared = dict(re.findall(r"(?m)^PREFIX (\w+): <(.+)>$", text))
    used = set(re.findall(r"\b([a-z]+):[A-Za-z]", re.sub(r'<[^>]*>|"[^"]*"', "", text)))
    assert set(declared) == used
    assert declared.items() <= PREFIXES.items()


@pytest.mark.parametrize("name", QUESTIONS)
def test_rdflib_gives_the_same_rows_with_the_defaults(
    store: Store, other: rdflib.Graph, name: str
) -> None:
    found = rows(store, name)
    assert found
    assert found == rows_by_rdflib(other, QUESTIONS[name].text)


@pytest.mark.parametrize("name", [name for name, asked in QUESTIONS.items() if asked.parameters])
def test_rdflib_gives_the_same_rows_with_parameters(
    store: Store, other: rdflib.Graph, name: str
) -> None:
    given = {parameter.name: GIVEN[parameter.name] for parameter in QUESTIONS[name].parameters}
    found = rows(store, name, **given)
    assert found
    assert found == rows_by_rdflib(other, QUESTIONS[name].filled(given))


@pytest.mark.parametrize("name", QUESTIONS)
def test_turtle_and_trig_give_the_same_rows(store: Store, folder: Path, name: str) -> None:
    assert rows(store, name) == rows(Store(folder / "graph.ttl"), name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_cells_are_bound_and_for_people(store: Store, name: str) -> None:
    """Names and dates, no IRIs; an empty cell is an empty string in every store."""
    cells = [cell for row in rows(store, name) for cell in row]
    assert None not in cells
    assert not [cell for cell in cells if cell and "w3id.org" in cell]


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_names_inside_a_cell_are_sorted(store: Store, name: str) -> None:
    for row in rows(store, name):
        for cell in row:
            parts = (cell or "").split("; ")
            assert parts == sorted(set(parts))


def test_meetings(store: Store) -> None:
    assert rows(store, "meetings", who="putin") == [
        (
            "2025-09-03",
            "Kim Jong Un; Vladimir Putin",
            "Beijing; Moskow",
            "Certain",
            "seed-000; seed-003",
        ),
        ("2025-09-03", "Kim Jong Un; Vladimir Putin; Xi Jinping", "Beijing", "Certain", "seed-003"),
    ]


def test_treaties(store: Store) -> None:
    assert (
        "Traktat Kemitraan Strategis Komprehensif",
        "Korea Utara; Rusia",
        "2024-06-18",
        "Pyongyang",
        "2024-12",
        "Certain",
        "seed-003",
    ) in rows(store, "treaties")


def test_deployments_have_the_figures_of_each_article(store: Store) -> None:
    figures = [(*row[3:6], row[7]) for row in rows(store, "deployments") if row[3]]
    assert figures == [
        ("1000", "3000", "Possible", "seed-002"),
        ("10000", "12000", "Certain", "seed-002"),
        ("14000", "14000", "Certain", "seed-003"),
        ("1000", "1000", "Certain", "seed-003"),
        ("6000", "6000", "Planned", "seed-003"),
    ]


def test_conflicts_show_both_sides(store: Store) -> None:
    sides = {(row[1], row[2], row[6]) for row in rows(store, "conflicts")}
    assert {("place", "Moskow", "seed-000"), ("place", "Beijing", "seed-003")} <= sides


def test_a_person_is_found_by_any_spelling_in_any_case(store: Store) -> None:
    found = rows(store, "person", name="SHOIGU")
    assert {row[0] for row in found} == {"Sergei Shoigu"}
    assert {row[1] for row in found} >= {"name", "office", "participant", "visitor"}


def test_an_outlet_is_found_as_publisher_and_an_agency_as_source(store: Store) -> None:
    assert {row[:2] for row in rows(store, "outlet", name="radarnalar")} == {
        ("radarnalar.site", "publishes")
    }
    found = {row[:2] for row in rows(store, "outlet", name="kcna")}
    assert ("KCNA", "is cited") in found
    assert {role for _, role in found} == {"is cited"}
    by_other_name = {row[:2] for row in rows(store, "outlet", name="isw")}
    assert by_other_name == {("Institute for the Study of War", "is cited")}


def test_uncertain_leaves_out_what_is_certain(store: Store) -> None:
    assert {row[0] for row in rows(store, "uncertain")} == {"Planned", "Possible"}


def test_stances_can_be_chosen(store: Store) -> None:
    assert {row[1] for row in rows(store, "stances", stance="condemn")} == {"Condemn"}
    assert {row[1] for row in rows(store, "stances")} == {"Condemn", "Support", "Warn"}


@pytest.mark.parametrize(
    ("bounds", "first", "last"),
    [
        ({"from": "2025", "to": "2025-07"}, "2025-03-21", "2025-07-12"),
        ({"from": "2025-07-12", "to": "2025-07-12"}, "2025-07-12", "2025-07-12"),
        ({"from": "2025-04"}, "2025-07-12", "2025-09-03"),
        ({"to": "2022"}, "2022", "2022; 2022-02-24"),
    ],
)
def test_bounds_of_the_timeline_are_as_precise_as_given(
    store: Store, bounds: Mapping[str, str], first: str, last: str
) -> None:
    dates = [row[0] for row in rows(store, "timeline", **bounds)]
    assert (dates[0], dates[-1]) == (first, last)


def test_evidence_stands_where_it_says(store: Store) -> None:
    texts = {article.id: article.text for article in graph_from_gold().articles}
    for row in rows(store, "evidence"):
        _, _, _, article, start, end, quote = map(str, row)
        assert texts[article][int(start) : int(end)] == quote


ECHO = 'SELECT ?given WHERE {\n  VALUES ?given { "default" }\n}\n'
HOSTILE = [
    "",
    '"',
    "\\",
    '\\"',
    "\\\\",
    '" } DROP ALL #',
    '"@id . ?s ?p "',
    "\n} SELECT * {",
    "\r\t\b\f\x01",
    "\\u0022 } #",
    "\\U00000022 } #",
    "\\\\u00224444",
    "\\n",
    "?given $given {} <a:b>",
    "\\1\\g<0>",
    "İstanbul ß 核 👍",
    "\u2028\ufeff",
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("empty") / "graph.ttl"
    path.touch()
    return Store(path)


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_stays_one_string(empty: Store, value: str) -> None:
    filled = parsed("echo", ECHO).filled({"given": value})
    assert rows_of(empty, filled) == [(value,)]
    assert filled.count("\n") == ECHO.count("\n")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_one_string_in_every_store(empty: Store, value: str) -> None:
    filled = parsed("echo", ECHO).filled({"given": value})
    assert rows_of(empty, filled) == [(value,)]
    assert rows_by_rdflib(rdflib.Graph(), filled) == [(value,)]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["person", "outlet", "evidence"])
def test_a_hostile_value_finds_nothing_it_does_not_name(
    store: Store, name: str, value: str
) -> None:
    parameters = (parameter.name for parameter in QUESTIONS[name].parameters)
    given = {parameter: value for parameter in parameters if parameter != LIMIT}
    assert rows(store, name, **given) == [] or value == ""


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_has_a_limit_that_its_answer_tells(store: Store, name: str) -> None:
    asked = QUESTIONS[name]
    some, whole = rows(store, name, limit="1"), rows_of(store, asked.unlimited())
    # Of a person some names may be left out, of what an outlet claims what other articles say.
    assert set(some) <= set(whole) or name in ("person", "outlet")
    assert asked.notice({LIMIT: "1"}, len(some)) == "there may be more than limit=1 gives"
    assert asked.notice({LIMIT: str(len(whole) + 1)}, len(whole)) is None


def test_the_newest_are_those_within_the_limit(store: Store) -> None:
    dates = [row[0] for row in rows_of(store, QUESTIONS["timeline"].unlimited())]
    assert [row[0] for row in rows(store, "timeline", limit="1")] == [dates[-1]]


@pytest.mark.parametrize("value", ["", "-1", "1.5", "1 }", "٣", "99999999999"])
def test_a_limit_is_a_number(value: str) -> None:
    with pytest.raises(QueryError, match="not a number"):
        QUESTIONS["meetings"].filled({LIMIT: value})


def test_a_query_of_the_users_has_a_limit_if_it_explains_one(empty: Store) -> None:
    text = "SELECT * {\n  VALUES ?a { 1 2 3 }\n}\nLIMIT 2\n"
    assert parsed("mine", text).parameters == ()
    assert parsed("mine", text).unlimited() == text
    mine = parsed("mine", f"# param: limit: at most\n{text}")
    assert [(p.name, p.default, p.meaning) for p in mine.parameters] == [("limit", "2", "at most")]
    assert len(rows_of(empty, mine.filled({LIMIT: "1"}))) == 1
    assert len(rows_of(empty, mine.unlimited())) == 3


def test_a_value_that_is_no_text_is_refused() -> None:
    with pytest.raises(QueryError, match="not UTF-8"):
        literal("\udcff")


def test_what_is_not_given_keeps_its_default(empty: Store) -> None:
    text = 'SELECT * {\n  VALUES ?a { "x" }\n  VALUES ?b { "y\\n\\"" }\n}'
    two = parsed("two", text)
    assert [(p.name, p.default) for p in two.parameters] == [("a", "x"), ("b", 'y\n"')]
    assert two.filled({}) == text
    assert rows_of(empty, two.filled({"a": "z"})) == [("z", 'y\n"')]


def test_an_unknown_parameter_is_told_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="no parameter 'nam'; there is: name, language, limit"):
        QUESTIONS["person"].filled({"nam": "Kim"})
    with pytest.raises(QueryError, match="no parameter 'x'; there is: none"):
        parsed("none", ECHO.replace("VALUES", "#")).filled({"x": ""})


@pytest.mark.parametrize(("name", "near"), [("meting", "meetings"), ("persons", "person")])
def test_an_unknown_question_is_told_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(QueryError, match=f"did you mean {near}"):
        question(name)


def test_an_unknown_question_with_nothing_near_is_told() -> None:
    with pytest.raises(QueryError, match=r"^no question or file 'xyzzy'; kg query --list"):
        question("xyzzy")


def test_a_query_of_the_users_needs_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(f"\ufeff{ECHO}", encoding="utf-8")
    mine = read(path)
    assert (mine.id, mine.en, mine.text) == ("", "", ECHO)
    assert [parameter.name for parameter in mine.parameters] == ["given"]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        read(tmp_path)
    with pytest.raises(QueryError, match="x: not UTF-8 at byte 1"):
        decoded("x", b"a\xff")


def test_the_folder_holds_nothing_else() -> None:
    assert {path.suffix for path in shipped("queries").iterdir()} == {".rq"}
