"""Shards go into triple stores by the stores' own bulk loaders, with all that is in them."""

import shutil
import subprocess
from pathlib import Path

import pyoxigraph
import pytest

from kg.exports import export_one
from kg.shards import writing
from kg.shards.writing import shard
from kg.stages import Stages
from tests.loading.servers import Oxigraph, Virtuoso

ALL = "https://w3id.org/simpul/id/all"


@pytest.fixture
def shards(folder: Path, tmp_path: Path, stages: Stages, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The statements of the example articles in several files."""
    monkeypatch.setattr(writing, "_LINES", (2_000, 5_000))
    made = shard(folder, str(tmp_path / "shards"), stages=stages)
    assert len(made.manifest.statements) > 3
    return tmp_path / "shards" / "statements"


@pytest.fixture
def expected(folder: Path, stages: Stages, tmp_path: Path) -> dict[str, int]:
    """How many statements each named graph has."""
    counts: dict[str, int] = {}
    whole = tmp_path / "whole.nq"
    export_one(folder, "nquads", whole, stages=stages)
    for quad in pyoxigraph.parse(path=str(whole), format=pyoxigraph.RdfFormat.N_QUADS):
        name = getattr(quad.graph_name, "value", ALL)
        counts[name] = counts.get(name, 0) + 1
    return counts


def test_oxigraph_loads_them(shards: Path, expected: dict[str, int], tmp_path: Path) -> None:
    (tmp_path / "oxigraph").mkdir()
    server = Oxigraph(tmp_path / "oxigraph")
    program, data = server.program, tmp_path / "oxigraph" / "data"
    subprocess.run(
        [program, "load", "--location", data, "--file", *sorted(shards.glob("*.nq"))],
        check=True,
        capture_output=True,
    )
    server.start()
    try:
        named = {name: count for name, count in expected.items() if name != ALL}
        assert server.counts("") == named
        (row,) = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")["results"]["bindings"]
        assert int(row["n"]["value"]) <= sum(expected.values())
    finally:
        server.kill()


def test_virtuoso_loads_them(shards: Path, expected: dict[str, int], tmp_path: Path) -> None:
    isql = shutil.which("isql-vt")
    (tmp_path / "virtuoso").mkdir()
    server = Virtuoso(tmp_path / "virtuoso")
    if isql is None:
        pytest.skip("no isql-vt: Debian has it in virtuoso-opensource-7-bin")
    server.allow(shards)
    server.start()
    try:
        subprocess.run(
            [
                isql,
                f"127.0.0.1:{server.sql}",
                "dba",
                "dba",
                f"exec=ld_dir('{shards}', '*.nq', '{ALL}'); rdf_loader_run(); checkpoint;",
            ],
            check=True,
            capture_output=True,
        )
        assert server.counts("https://w3id.org/simpul/id/") == expected
    finally:
        server.kill()
