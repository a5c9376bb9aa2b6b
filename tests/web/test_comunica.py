"""Comunica, a query engine of others that runs in Node and in browsers, asks the endpoint."""

import json
import subprocess
from pathlib import Path

import pytest

from kg.questions import questions
from kg.store import Store
from tests.clients import node
from tests.web.conftest import Server

QUESTIONS = ("meetings", "person", "offices")
CONSTRUCT = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 7"


def asked(server: Server, query: str, media: str) -> str:
    told = subprocess.run(
        [*node("query.mjs"), f"{server.url}/sparql", query, media],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def rows(document: str) -> list[str]:
    """The solutions in their order, each as text; plain strings with or without their type."""
    found = json.loads(document)["results"]["bindings"]
    for row in found:
        for term in row.values():
            if term.get("datatype", "").endswith("XMLSchema#string"):
                del term["datatype"]
    return [json.dumps(row, sort_keys=True, ensure_ascii=False) for row in found]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_rows_of_kg_query(server: Server, ws: Path, name: str) -> None:
    text = questions()[name].text
    told = rows(asked(server, text, "application/sparql-results+json"))
    assert told == rows(Store(ws / "graph.trig").query(text))
    assert told


def test_a_graph_is_built(server: Server) -> None:
    told = asked(server, CONSTRUCT, "application/n-triples")
    assert len(told.splitlines()) == 7
