"""Ray reads as this process does, and what dies on a cluster takes nothing with it."""

import importlib.util
import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.engines import processes
from kg.errors import InputError, KgError, ModelError
from kg.model import Article
from kg.pipeline import Built, add
from kg.reader import Engine, Made, Options
from kg.stages import Stages
from kg.watch import Watch
from tests.engines.picklable import (
    Deadly,
    Dying,
    Marking,
    Missing,
    Noting,
    Picky,
    Stalling,
    Unfit,
    stages,
    with_parser,
)

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

from ray.cluster_utils import Cluster

from kg.engines import ray as rayed

ROOT = Path(__file__).parent.parent.parent

#: Starts a Ray of this machine, in a process of its own, and prints a line of a log.
LOG = """
import time
from pathlib import Path
from kg.engines._connection import connected
from kg.reader import Options
with connected(Options(jobs=1)):
    import ray
    folder = Path(ray._private.worker._global_node.get_session_dir_path())
    while not (told := (folder / "logs" / "dashboard.log").read_text().partition("Usage rep")[2]):
        time.sleep(0.1)
print("Usage rep" + told.splitlines()[0])
"""


@pytest.fixture(autouse=True)
def _here(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig", "turtle"))
    monkeypatch.setenv("RAY_ADDRESS", cluster.address)


def articles(count: int, **texts: str) -> list[Article]:
    return [
        Article(
            id=f"a{number}",
            text=texts.get(f"a{number}", f"Kim bertemu Putin{number % 7} di kota itu.\n" * 30),
            source=f"a{number}.txt",
        )
        for number in range(count)
    ]


def engine(jobs: int) -> Engine:
    return rayed.engine(Options(jobs=jobs, address=os.environ["RAY_ADDRESS"]))


def read(jobs: int, given: list[Article], steps: Stages) -> dict[str, Made | InputError]:
    found: dict[str, Made | InputError] = {}
    for article, made in engine(jobs).read(steps, given, Watch()):
        assert article.id not in found
        found[article.id] = made
    return found


def alone(given: list[Article]) -> dict[str, Made | InputError]:
    """What this process makes of them."""
    reads = processes.engine(Options()).read(stages(), given, Watch())
    return {article.id: made for article, made in reads}


def built(folder: Path, given: list[Article], engine: Engine, steps: Stages) -> Built:
    return add(given, folder, stages=steps, engine=engine)


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_the_graph_is_the_one_of_a_single_process_byte_for_byte(tmp_path: Path, jobs: int) -> None:
    given = articles(60)
    one = built(tmp_path / "one", given, processes.engine(Options()), stages())
    many = built(tmp_path / "many", given, engine(jobs), stages())
    assert (many.parsed, many.summary) == (60, one.summary)
    for path in one.files:
        assert (tmp_path / "many" / path.name).read_bytes() == path.read_bytes()


def test_files_are_read_on_the_cluster_as_they_are_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rayed, "_FEW", 3)
    text = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu di kota itu."
    for number in range(20):
        page = f"<html><body><article><h1>Kabar {number}</h1><p>{text}</p></article></body></html>"
        (tmp_path / f"a{number}.html").write_text(page)
    (tmp_path / "b.txt").write_bytes(f"– “{text}”\nMenteri Séjourné juga hadir.".encode("cp1252"))
    (tmp_path / "c.txt").write_text("")
    (tmp_path / "d.jsonl").write_text(f'{{"id": "a7", "text": "{text}"}}\n{{"id": "d"}}\n')
    told: tuple[list[str], list[str]] = ([], [])
    here = list(read_articles([str(tmp_path)], note=told[0].append))
    there = list(read_articles([str(tmp_path)], note=told[1].append, over=engine(2).over))
    assert [str(each) for each in there] == [str(each) for each in here]
    assert told[0] == told[1]
    assert sum(isinstance(each, InputError) for each in here) == 3


def test_an_actor_loads_its_models_once_and_has_one_core_and_one_thread(
    cluster: Cluster, tmp_path: Path
) -> None:
    assert len(read(99, articles(60), with_parser(Noting, tmp_path))) == 60
    notes = list(tmp_path.iterdir())
    assert 1 <= len(notes) <= 4
    assert {note.name.rpartition("-")[2] for note in notes} == {"0"}
    assert {note.read_text() for note in notes} == {"1"}


def test_batches_are_small_at_first_and_then_have_some_thousand_words() -> None:
    sizes = [
        sum(len(article.text.split()) for article in batch)
        for batch in rayed._batches(iter(articles(400)), 2)
    ]
    assert sizes[:2] == [540, 540]
    assert all(2_000 <= size <= 5_000 for size in sizes[10:-1])
    assert sum(sizes) == 400 * 180


def test_nothing_is_told_to_anybody() -> None:
    """Ray's own process for its statistics says in its log whether they are sent."""
    ran = subprocess.run([sys.executable, "-c", LOG], capture_output=True, text=True, cwd=ROOT)
    assert ran.stdout == "Usage reporting is disabled.\n", ran.stderr


def test_nothing_is_started_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ray.init", lambda **_: pytest.fail("a cluster was started"))
    assert read(2, [], stages()) == {}
    assert list(engine(2).over([])) == []


def test_an_actor_that_dies_takes_nothing_with_it(tmp_path: Path) -> None:
    given = articles(12, a5="Maut bertemu Kim.\n")
    found = read(2, given, with_parser(Deadly, tmp_path, 1))
    assert len(list(tmp_path.glob("died-*"))) == 1
    assert found == alone(given)


def test_an_article_at_which_actors_die_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    given = articles(8, a5="Maut bertemu Kim.\n")
    found = read(2, given, with_parser(Deadly, tmp_path))
    told = found.pop("a5")
    assert str(told).startswith("a5.txt: a5: actors that parsed it died")
    assert found == {id_: made for id_, made in alone(given).items() if id_ != "a5"}


def test_a_node_that_dies_takes_nothing_with_it(cluster: Cluster, tmp_path: Path) -> None:
    node = cluster.add_node(num_cpus=1, object_store_memory=2**27)

    def kill() -> None:
        while not (tmp_path / "stalled").exists():
            time.sleep(0.1)
        cluster.remove_node(node, allow_graceful=False)

    given = articles(60)  # more than the actors of the other nodes take before it is there
    killer = threading.Thread(target=kill)
    killer.start()
    found = read(5, given, with_parser(Stalling, tmp_path, node.node_id))
    killer.join()
    assert found == alone(given)


def test_what_is_lost_with_a_node_before_anybody_fetched_it_is_read_again(
    cluster: Cluster, tmp_path: Path
) -> None:
    """Large answers lie where they were made; then nothing else has room for another actor."""
    node = cluster.add_node(num_cpus=1, object_store_memory=2**27)
    given = articles(
        20, **{f"a{number}": "Kim bertemu Putin di kota.\n" * 1_500 for number in range(20)}
    )
    reads = engine(5).read(with_parser(Marking, tmp_path, node.node_id), given, Watch())
    found: dict[str, Made | InputError] = {}
    while not list(tmp_path.glob("parsed-*")):
        article, made = next(reads)
        found[article.id] = made
    cluster.remove_node(node, allow_graceful=False)
    for article, made in reads:
        assert article.id not in found
        found[article.id] = made
    assert found == alone(given)


def test_articles_are_taken_as_needed_and_one_that_is_refused_has_its_line() -> None:
    taken: list[str] = []

    def stream() -> Iterator[Article]:
        for article in articles(2_000, a3="Tolak ini.\n"):
            taken.append(article.id)
            yield article

    reads = engine(1).read(with_parser(Picky), stream(), Watch())
    first = {article.id: made for article, made in itertools.islice(reads, 5)}
    assert str(first["a3"]) == "a3 is refused"
    assert len(taken) < 200
    reads.close()  # type: ignore[attr-defined]


def test_models_that_are_missing_end_it_with_their_own_words() -> None:
    with pytest.raises(ModelError, match="no models there"):
        read(2, articles(6), with_parser(Missing))


def test_one_node_that_cannot_parse_alike_ends_it_with_its_own_words(cluster: Cluster) -> None:
    node = cluster.add_node(num_cpus=1, object_store_memory=2**27)
    try:
        with pytest.raises(ModelError, match="this processor cannot"):
            read(5, articles(60), with_parser(Unfit, node.node_id))
    finally:
        cluster.remove_node(node)


def test_an_article_alone_at_which_actors_die_is_refused(tmp_path: Path) -> None:
    found = read(1, articles(1, a0="Maut bertemu Kim.\n"), with_parser(Deadly, tmp_path))
    assert "actors that parsed it died" in str(found["a0"])


def test_actors_that_cannot_begin_end_it() -> None:
    with pytest.raises(ModelError, match="die before they can parse"):
        read(1, articles(1), with_parser(Dying))


def test_a_cluster_that_is_not_there_has_a_line() -> None:
    with pytest.raises(KgError, match=r"127\.0\.0\.1:1: no cluster to work on"):
        list(rayed.engine(Options(address="127.0.0.1:1")).read(stages(), articles(1), Watch()))
