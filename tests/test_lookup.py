"""A question about a name begins with what is called so; its answer is that of any other store."""

from pathlib import Path

import pytest

from kg import kept, lookup
from kg.errors import QueryError
from kg.keeping import Content, update
from kg.kept import Origin, pointer
from kg.lookup import Lookup
from kg.questions import LIMIT, parsed, questions
from kg.rdf.dataset import Dataset
from kg.rdf.terms import KG
from kg.store import Store
from kg.views import trig
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.storing import names_in

GIVEN = ("kim", "PUTIN", "in", "kcna", "radar", "shoigu", "2025", "event/", "menteri", "tidak ada")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seed articles in a store on disk, and as a file."""
    graph = graph_from_gold(SEEDS, CROSSDOC)
    made = tmp_path_factory.mktemp("ws")
    dataset = Dataset(graph)
    update(made, Content(dataset, None), Origin(content="", database="", maker=""))
    trig.write(graph, dataset, made / "graph.trig")
    return made


@pytest.fixture(scope="module")
def place(folder: Path) -> Path:
    found = kept.current(folder)
    assert found
    return folder / kept.FOLDER / str(found.generation)


@pytest.mark.parametrize("value", GIVEN)
def test_answers_are_those_of_a_store_without_names(folder: Path, value: str) -> None:
    quick, plain = Store(pointer(folder)), Store(folder / "graph.trig")
    for asked in questions().values():
        names = [each.name for each in asked.parameters if not each.default]
        for limit in ("1", "1000"):
            query = asked.filled({**dict.fromkeys(names, value), LIMIT: limit})
            assert quick.query(query) == plain.query(query), asked.name


def test_things_are_found_by_part_of_any_name_in_any_case(place: Path) -> None:
    names = Lookup(place)
    assert names.find("names", "SHOIGU") == ["<https://w3id.org/simpul/id/person/sergei-shoigu>"]
    assert names.find("names", "tidak ada") == []
    assert names.find("publishers", "radar") == ['"radarnalar.site"']
    everything = names.find("labels", "id/event/") or []
    assert [term for term in everything if "/event/meeting-seed-003" in term]


def test_a_query_says_where_names_may_stand(place: Path) -> None:
    text = """SELECT * {
  VALUES ?name { "shoigu" }
  # index: ?who names ?name
  ?who a ?type .
  FILTER(?type != "# index: ?who names ?name") # index: ?who nomina ?name
}"""
    found = "VALUES ?who { <https://w3id.org/simpul/id/person/sergei-shoigu> }"
    assert Lookup(place).narrowed(text) == text.replace("# index: ?who names ?name", found, 1)
    for other in (text.replace("shoigu", ""), text.replace("VALUES ?name", "VALUES ?nama")):
        assert Lookup(place).narrowed(other) == other


def test_a_name_that_is_in_many_names_is_not_looked_up(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.lookup._MOST", 2)
    assert Lookup(place).find("names", "a") is None


@pytest.mark.parametrize("value", ["\n", "a\tb", "\x00"])
def test_a_name_that_cannot_stand_in_a_line_is_not_looked_up(place: Path, value: str) -> None:
    assert Lookup(place).find("names", value) is None


def test_without_its_files_all_is_looked_at(tmp_path: Path) -> None:
    text = parsed("", questions()["meetings"].text).filled({"who": "kim"})
    assert Lookup(tmp_path).narrowed(text) == text


def test_entities_are_told_by_their_class(place: Path) -> None:
    assert {str(kind) for kind in lookup.ENTITIES} == {
        f"<{KG[name]}>" for name in ("Person", "State", "Organization", "Place")
    }
    assert "/event/" not in names_in(place)["names"]
    assert "/person/" not in names_in(place)["labels"]


MARKED = """PREFIX kg: <https://w3id.org/simpul/ns#>
SELECT ?thing ?type {{
  # first: {{ is not the group
  {{
    SELECT ?thing WHERE {{ ?thing kg:date ?day FILTER(STR(?day) = "2025-09-03") {} }}
  }}
  ?thing a ?type .
}}
ORDER BY ?thing ?type"""


@pytest.mark.parametrize(
    "more", ["", "FILTER('}' = \"}\")  # }\n", "FILTER(false)", "OPTIONAL { ?a ?b 7 }"]
)
def test_groups_that_a_query_marks_are_answered_first(folder: Path, more: str) -> None:
    text = MARKED.format(more)
    assert Store(pointer(folder)).query(text) == Store(folder / "graph.trig").query(text)


def test_a_marked_group_that_is_none_is_an_error_at_its_place(folder: Path) -> None:
    with pytest.raises(QueryError, match="not SPARQL"):
        Store(pointer(folder)).query(MARKED.format("?"))
    text = "SELECT * {\n# first: no query\n{ ?s a ?type } } LIMIT 1"
    assert Store(pointer(folder)).query(text)
