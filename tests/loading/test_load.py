"""A workspace's graph in stores of others: whole, once, and without harm to what is there."""

import json
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph
import pytest

from kg.errors import EndpointError
from kg.loading import PROTOCOLS
from kg.loading.client import Client, Login, Reply
from kg.loading.load import Loaded, Target, load
from kg.loading.protocols import UpdateWriter
from kg.loading.reader import Reader
from kg.pipeline import remove
from kg.questions import questions
from kg.rdf.terms import BASE
from kg.stages import Stages
from kg.store import Store
from kg.watch import Progress
from kg.workspace import Workspace
from tests.loading.servers import Server
from tests.test_questions import GIVEN, HOSTILE

MERGED = f"{BASE}all"
REMOVED = "seed-002"
T = TypeVar("T")


def target(server: Server, protocol: str = "auto", **others: Any) -> Target:
    url = server.addresses["gsp" if protocol == "gsp" else "update"]
    return Target(url=url, query=server.query, protocol=protocol, login=server.login, **others)


def written(folder: Path) -> dict[str, int]:
    """How many statements each graph of a workspace has, by the name it has in a store."""
    quads = pyoxigraph.parse(path=folder / "graph.trig", format=pyoxigraph.RdfFormat.TRIG)
    return {
        getattr(name, "value", MERGED): len({quad.triple for quad in group})
        for name, group in groupby(quads, key=lambda quad: quad.graph_name)
    }


def insert(server: Server, graph: str, statement: str) -> None:
    with Client(server.login) as client:
        UpdateWriter(client, server.addresses["update"]).replace(graph, [[statement]])


def drop(server: Server, graph: str) -> None:
    with Client(server.login) as client:
        UpdateWriter(client, server.addresses["update"]).drop(graph)


def rows(told: Any) -> list[list[str | None]]:
    columns = told["head"]["vars"]
    bindings = told["results"]["bindings"]
    return [[row[name]["value"] if name in row else None for name in columns] for row in bindings]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_graph_arrives_whole(server: Server, folder: Path, protocol: str) -> None:
    loaded = load(folder, target(server, protocol))
    assert server.counts(BASE) == written(folder)
    assert len(written(folder)) == 6
    assert loaded == Loaded(
        graphs=6, quads=sum(written(folder).values()), unchanged=0, dropped=0, listed=True
    )


def test_auto_finds_an_address_for_whole_graphs(server: Server, folder: Path) -> None:
    found = Target(url=server.addresses["gsp"], query=server.query, login=server.login)
    assert load(folder, found).graphs == 6
    assert server.counts(BASE) == written(folder)


def test_all_questions_have_the_answers_of_the_embedded_store(server: Server, folder: Path) -> None:
    """With the defaults and with parameters, in the same order."""
    load(folder, target(server))
    own = Store(folder / "graph.trig")
    for name, asked in questions().items():
        for given in ({}, {one.name: GIVEN[one.name] for one in asked.parameters}):
            query = asked.filled(given)
            expected = rows(json.loads(own.query(query)))
            assert expected, name
            assert rows(server.ask(query)) == expected, f"{name} {given}"


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_any_text_and_shared_blank_nodes_survive_batches(
    server: Server, tmp_path: Path, protocol: str
) -> None:
    texts = [pyoxigraph.Literal(text, language="id") for text in HOSTILE]
    lines = [f"_:one <urn:says> {text} .\n" for text in texts]
    with Workspace(tmp_path / "hostile", create=True) as workspace:
        (workspace.folder / "graph.trig").write_text("".join(lines), encoding="utf-8")
    load(tmp_path / "hostile", target(server, protocol, batch=1))
    told = server.ask(f"SELECT ?who ?said {{ GRAPH <{MERGED}> {{ ?who <urn:says> ?said }} }}")
    assert sorted(str(said) for _, said in rows(told)) == sorted(HOSTILE)
    assert len({who for who, _ in rows(told)}) == 1


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_a_second_load_sends_nothing(server: Server, folder: Path, protocol: str) -> None:
    load(folder, target(server, protocol))
    again = load(folder, target(server, protocol))
    assert again == Loaded(graphs=0, quads=0, unchanged=6, dropped=0, listed=True)


def test_what_the_store_has_lost_is_sent_again(server: Server, folder: Path) -> None:
    load(folder, target(server))
    drop(server, f"{BASE}article/{REMOVED}")
    again = load(folder, target(server))
    assert (again.graphs, again.unchanged) == (1, 5)
    assert server.counts(BASE) == written(folder)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_a_removed_article_goes_and_what_is_not_ours_stays(
    server: Server, folder: Path, stages: Stages, protocol: str
) -> None:
    near = f"{BASE}article/catatan"  # named like an article, but nothing that Simpul writes
    foreign = {"https://example.org/lain": 1, near: 1}
    for graph in foreign:
        insert(server, graph, "<urn:a> <urn:b> <urn:c> .")
    load(folder, target(server, protocol))
    remove([REMOVED], folder, stages=stages)
    kept = load(folder, target(server, protocol))
    assert kept.dropped == 0
    assert f"{BASE}article/{REMOVED}" in server.counts(BASE)
    assert load(folder, target(server, protocol), replace=True).dropped == 1
    assert server.counts("http") == {
        **{graph: count for graph, count in server.counts("http").items() if "simpul" not in graph},
        **foreign,
        **written(folder),
    }
    drop(server, near)


def test_an_article_that_another_workspace_sent_goes_too(
    server: Server, folder: Path, stages: Stages, tmp_path: Path
) -> None:
    """The store tells by what it has, where the workspace has no memory of it."""
    load(folder, target(server))
    with Workspace(folder) as workspace:
        for name in workspace.settings("loaded "):
            workspace.drop_setting(f"loaded {name}")
    remove([REMOVED], folder, stages=stages)
    assert load(folder, target(server), replace=True).dropped == 1
    assert server.counts(BASE) == written(folder)


def test_without_a_list_what_this_workspace_sent_is_dropped(
    oxigraph: Server, folder: Path, stages: Stages
) -> None:
    blind = Target(url=oxigraph.addresses["update"])
    assert load(folder, blind) == load_again(folder, blind, sent=6)
    remove([REMOVED], folder, stages=stages)
    replaced = load(folder, blind, replace=True)
    assert (replaced.dropped, replaced.listed) == (1, False)
    assert oxigraph.counts(BASE) == written(folder)


def load_again(folder: Path, where: Target, *, sent: int) -> Loaded:
    """What the first load must have said, after a second one that sent nothing."""
    assert load(folder, where).unchanged == sent
    total = sum(written(folder).values())
    return Loaded(graphs=sent, quads=total, unchanged=0, dropped=0, listed=False)


def killed_at(number: int, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill the store before the request of this number."""
    real: Callable[..., Reply] = Client.ask
    asked = 0

    def ask(client: Client, *given: Any, **named: Any) -> Reply:
        nonlocal asked
        asked += 1
        if asked == number:
            server.kill()
        return real(client, *given, **named)

    monkeypatch.setattr(Client, "ask", ask)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_a_load_goes_on_after_the_store_was_killed(
    server: Server, folder: Path, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = target(server, protocol, batch=200)
    total = len(written(folder))
    with monkeypatch.context() as patch:
        killed_at(14, server, patch)  # in the middle of a graph: each needs several requests
        with pytest.raises(EndpointError, match=f"{where.url}: no answer: "):
            load(folder, where)
    server.start()
    again = load(folder, where)
    assert 0 < again.unchanged < total
    assert again.graphs + again.unchanged == total
    assert server.counts(BASE) == written(folder)
    assert load(folder, where).unchanged == total


def test_a_changed_graph_that_broke_off_is_not_taken_for_the_old_one(
    oxigraph: Server, folder: Path, stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = target(oxigraph, batch=100)
    load(folder, where)
    old = (folder / "graph.trig").read_bytes()
    remove([REMOVED], folder, stages=stages)
    with monkeypatch.context() as patch:
        killed_at(5, oxigraph, patch)
        with pytest.raises(EndpointError):
            load(folder, where)
    (folder / "graph.trig").write_bytes(old)
    oxigraph.start()
    assert load(folder, where).graphs > 0
    assert oxigraph.counts(BASE) == written(folder)


def test_names_of_graphs_come_in_pages(server: Server) -> None:
    names = {f"https://example.org/halaman/{number}" for number in range(5)}
    for name in names:
        insert(server, name, "<urn:a> <urn:b> <urn:c> .")
    with Client(server.login) as client:
        reader = Reader(client, server.query)
        for page in (1, 2, 5, 6):
            assert reader.graphs("https://example.org/halaman/", page=page) == names
    for name in names:
        drop(server, name)


def test_the_bar_counts_graphs(oxigraph: Server, folder: Path) -> None:
    seen: list[tuple[int, str]] = []

    class Noting(Progress):
        def over(
            self, steps: Iterable[T], total: int, what: str, size: Callable[[T], int] = lambda _: 1
        ) -> Iterable[T]:
            seen.append((total, what))
            return steps

    load(folder, target(oxigraph), progress=Noting())
    assert seen == [(6, "graphs")]


def test_a_wrong_password_is_told(virtuoso: Server, folder: Path) -> None:
    where = Target(url=virtuoso.addresses["update"], login=Login(user="dba", password="salah"))
    with pytest.raises(EndpointError, match=re.escape(f"{where.url}: not allowed; log in with")):
        load(folder, where)


def test_a_store_that_lets_strangers_only_read_says_why(virtuoso: Server, folder: Path) -> None:
    with pytest.raises(EndpointError, match=r"\(500\): .*No permission"):
        load(folder, Target(url=virtuoso.query))
