"""The formats for spreadsheets and graph tools: whole, told apart, and harmless when opened."""

import csv
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyarrow.parquet
import pytest
from rdflib import Dataset

import kg.views
from kg.found import found
from kg.model import Graph
from kg.rdf.slots import slots
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import claim, entity, event, mention
from tests.rdf.factory import graph as small

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")


@pytest.fixture(scope="module")
def gold() -> Graph:
    return graph_from_gold(SEEDS, CROSSDOC)


def write(name: str, graph: Graph, folder: Path) -> Path:
    path = folder / name
    found(kg.views)[name].write(graph, Dataset(), path)
    return path


def rows(name: str, graph: Graph, folder: Path) -> list[dict[str, str]]:
    with write(name, graph, folder).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(graph: Graph) -> set[tuple[str, str, str]]:
    return {
        (event.id, claim.slot, claim.value.text)
        for event in (*graph.offices, *graph.events)
        for claim in event.claims
        if claim.value.kind == "entity"
    }


def test_every_thing_is_a_node_and_every_filled_slot_an_edge(gold: Graph, tmp_path: Path) -> None:
    entities = [one.id for one in gold.entities]
    told_of = [one.id for one in (*gold.offices, *gold.events)]
    assert [row["id"] for row in rows("csv_nodes", gold, tmp_path)] == entities + told_of
    found_edges = rows("csv_edges", gold, tmp_path)
    assert {(row["source"], row["slot"], row["target"]) for row in found_edges} == told(gold)
    assert len(found_edges) == len(told(gold))


def test_neo4j_gets_the_same_nodes_and_edges(gold: Graph, tmp_path: Path) -> None:
    plain = rows("csv_nodes", gold, tmp_path)
    typed = rows("neo4j_nodes", gold, tmp_path)
    assert [row["id:ID"] for row in typed] == [row["id"] for row in plain]
    assert {"Entity;Person", "Event;Meeting", "Office"} <= {row[":LABEL"] for row in typed}
    ends = {
        (row[":START_ID"], row[":TYPE"], row[":END_ID"])
        for row in rows("neo4j_edges", gold, tmp_path)
    }
    assert ends == told(gold)


def test_neo4j_parts_names_at_semicolons_only_between_them(tmp_path: Path) -> None:
    made = small(entities=(entity("person/1", "Budi", mention("Budi; Jr"), mention("Budi")),))
    assert rows("neo4j_nodes", made, tmp_path)[0]["names:string[]"] == "Budi;Budi, Jr"


def test_graphml_has_the_same_nodes_and_edges(gold: Graph, tmp_path: Path) -> None:
    read = nx.read_graphml(write("graphml", gold, tmp_path), force_multigraph=True)
    assert list(read) == [row["id"] for row in rows("csv_nodes", gold, tmp_path)]
    assert {(s, about["slot"], t) for s, t, about in read.edges(data=True)} == told(gold)
    person = read.nodes[gold.entities[0].id]
    assert person["label"] == gold.entities[0].label
    assert isinstance(person["articles"], int)


def test_graphml_leaves_out_what_xml_cannot_say(tmp_path: Path) -> None:
    made = small(entities=(entity("person/1", "Bu\x00di \ud800<&>\U0001f1ee", mention("x")),))
    read = nx.read_graphml(write("graphml", made, tmp_path))
    assert read.nodes["person/1"]["label"] == "Bu\ufffddi \ufffd<&>\U0001f1ee"


def test_an_event_is_a_row_with_its_slots_by_name(gold: Graph, tmp_path: Path) -> None:
    events = rows("csv_events", gold, tmp_path)
    assert [row["id"] for row in events] == [event.id for event in gold.events]
    assert set(slots()) <= set(events[0])
    names = {entity.id: entity.label for entity in gold.entities}
    for row, one in zip(events, gold.events, strict=True):
        for said in one.claims:
            if said.slot in slots():
                value = names.get(said.value.text, said.value.text)
                assert value in row[said.slot].split(" | ")
    disputed = {(row["id"], slot) for row in events for slot in row["disputed"].split(" | ")}
    of_events = {event.id for event in gold.events}
    conflicts = {(c.subject, c.slot) for c in gold.conflicts if c.subject in of_events}
    assert conflicts
    assert conflicts == {(id_, slot) for id_, slot in disputed if slot}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    person = replace(entity("person/1", text, mention(text)), key=text)
    made = small(event("Transfer", claim("item", text), id_=f"{text}e"), entities=(person,))
    seen = 0
    for name in ("csv_nodes", "csv_edges", "csv_events"):
        for row in rows(name, made, tmp_path):
            assert not [cell for cell in row.values() if cell[:1] in {*"=+-@＝\t\r\n"}]
            seen += sum(cell == f"'{text}" for cell in row.values())
    assert seen >= 3


def test_parquet_has_the_rows_of_the_csv(gold: Graph, tmp_path: Path) -> None:
    table = pyarrow.parquet.read_table(write("parquet", gold, tmp_path))
    expected = rows("csv_events", gold, tmp_path)
    assert table.column_names == list(expected[0])
    joined = [{name: _as_in_csv(value) for name, value in row.items()} for row in table.to_pylist()]
    assert joined == expected


def _as_in_csv(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)


def test_parquet_keeps_numbers_as_numbers(tmp_path: Path) -> None:
    troops = [claim("troopsMin", number) for number in ("900", "11000", str(2**63))]
    table = pyarrow.parquet.read_table(
        write("parquet", small(event("Deployment", *troops)), tmp_path)
    )
    assert table.schema.field("troopsMin").type == pyarrow.list_(pyarrow.int64())
    assert table.column("troopsMin").to_pylist() == [[900, 11000, None]]
    assert pyarrow.parquet.read_table(write("parquet", small(), tmp_path)).schema == table.schema
