"""A workspace of generated readings: resolved, stored, exported, added to, asked.

    python benchmarks/store.py 1000 10000 100000
    python benchmarks/store.py 10000 --folder /tmp/big  # keeps it; --steps ask asks it again

Nothing is parsed: the readings of ``benchmarks/resolve.py`` are put into the database as if they
had been read. Every step runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.resolve import World, readings
from kg.database import DATABASE, connect, encoded
from kg.errors import QueryError
from kg.exports import export_one
from kg.pipeline import build
from kg.questions import LIMIT, Question, ask, parsed, questions
from kg.stages import Settings, real_stages
from kg.store import graph_of
from kg.workspace import Stored, Workspace

FAME = 4  # who is asked for stands at the end of the first such part of all, the famous first
DAY = "2023-01-02"
FORMATS = ("nquads", "turtle", "trig")
SECONDS = 120.0  # that a question may take here

Line = tuple[str, float, str]


def fill(folder: Path, articles: int) -> Iterator[Line]:
    started = time.perf_counter()
    stages = real_stages(Settings(), folder)
    with Workspace(folder, create=True), closing(connect(folder / DATABASE)) as database:
        database.execute("BEGIN")  # one transaction, where a build has one for each article
        for reading in readings(articles):
            row = (reading.article.id, stages.parser, encoded(()), stages.reader, encoded(reading))
            database.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", row)
        database.execute("COMMIT")
    yield "database", time.perf_counter() - started, ""
    started = time.perf_counter()
    built = build([], folder, chosen={"usual": False})
    yield "build", time.perf_counter() - started, _steps(built.seconds)
    files = [path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file()]
    yield "store, MB", sum(files) / 2**20, f"{len(files)} files"


def add(folder: Path, articles: int) -> Iterator[Line]:
    """An article more, of the last day, which tells of events that others tell of, too."""
    stages = real_stages(Settings(), folder)
    *_, reading = readings(articles + 1)
    with Workspace(folder) as workspace:
        workspace.store(
            Stored(parser=stages.parser, sentences=(), reader=stages.reader, reading=reading)
        )
    started = time.perf_counter()
    built = build([], folder)
    yield "one article more", time.perf_counter() - started, _steps(built.seconds)


def export(folder: Path, articles: int) -> Iterator[Line]:
    for name in FORMATS:
        path = folder / f"export-{name}"
        started = time.perf_counter()
        export_one(folder, name, path)
        spent = time.perf_counter() - started
        yield name, spent, f"{path.stat().st_size / 2**20:.0f} MB"
        path.unlink()


def answer(folder: Path, articles: int) -> Iterator[Line]:
    """Each question about somebody who is not quite unknown, or a day; then about everything."""
    people = World(articles).people
    who = people[len(people) // FAME][0]
    asked_for = {"about": who, "from": DAY, "language": "id", "name": who, "to": DAY, "who": who}
    asked_for["stance"] = "Support"
    yield _asked(folder, parsed("start", "ASK {}"), {})
    for each in questions().values():
        if _chooses(each):
            names = (parameter.name for parameter in each.parameters)
            given = {name: asked_for[name] for name in names if name in asked_for}
            yield _asked(folder, each, given)
    for each in questions().values():
        yield _asked(folder, each, {})


def _chooses(asked: Question) -> bool:
    """Whether it asks for something only."""
    return any(parameter.name not in ("language", LIMIT) for parameter in asked.parameters)


def _asked(folder: Path, asked: Question, given: dict[str, str]) -> Line:
    started = time.perf_counter()
    try:
        told = f"{len(ask(asked, graph_of(folder), given, SECONDS).rows)} rows"
    except QueryError as error:
        told = str(error)
    spent = time.perf_counter() - started
    about = " ".join(f"{name}={value}" for name, value in given.items() if name != "language")
    return f"{asked.name} {about}".strip(), spent, told


def _steps(seconds: dict[str, float]) -> str:
    return ", ".join(f"{step} {spent:.1f}" for step, spent in seconds.items() if spent > 0.05)


STEPS = {"fill": fill, "export": export, "add": add, "ask": answer}


def run(step: str, folder: Path, articles: int) -> None:
    """Do a step, and print its lines."""
    used = cpu()
    for what, spent, more in STEPS[step](folder, articles):
        before, used = used, cpu()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        figures = f"{spent:>9.2f} {used - before:>9.2f} {peak:>8.0f}"
        print(f"{articles:>9,} {what:<40} {figures}  {more}", flush=True)


def cpu() -> float:
    """Seconds that this process and those that it has waited for have had of a processor."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    times = [resource.getrusage(kind) for kind in kinds]
    return sum(time.ru_utime + time.ru_stime for time in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, help="make the workspace here, and keep it")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    given = parser.parse_args()
    print(f"{'articles':>9} {'what':<40} {'seconds':>9} {'of CPU':>9} {'MB peak':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = given.folder or Path(scratch) / "ws"
            for step in given.steps:
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    pool.apply(run, (step, folder, size))


if __name__ == "__main__":
    main()
