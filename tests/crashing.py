"""``kg`` in a process of its own, with stages that cost nothing, which can be stopped anywhere."""

import functools
import multiprocessing
import multiprocessing.process
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.database import DATABASE
from kg.model import Article, Sentence
from kg.workspace import Workspace
from tests.fakes import LineParser, fake_stages
from tests.storing import stored_quads

_SERVER = multiprocessing.get_context("forkserver")
_PRELOADED = (
    "kg.cli.build",
    "kg.repair",
    "kg.status",
    "kg.rdf.check",
    "kg.articles.kinds.html",
    "kg.watching.loop",
)
_SERVER.set_forkserver_preload([__name__, *_PRELOADED])
_EVENTS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "sqlite3.connect"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """When a process is stopped, or what it is refused."""

    step: int | None = None  #: before this one it gets the signal: a file, a folder or a statement
    signal: int = signal.SIGKILL
    seconds: float | None = None  #: it is killed after these
    largest: int | None = None  #: bytes of a file
    user: int | None = None  #: whose rights it has


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a process ended."""

    code: int
    told: str  #: on standard error
    steps: int
    seconds: float


def kg(arguments: Sequence[str | Path], scratch: Path, stop: Stop | None = None) -> Ended:
    """Run ``kg`` with ``arguments``; ``scratch`` is an empty folder of the test's."""
    stop = stop or Stop()
    given = [str(each) for each in arguments]
    if given[0] == "build" and "--jobs" not in given:
        given += ["--jobs", "1"]  # the steps that are counted are those of one process
    process = _SERVER.Process(target=_run, args=(given, scratch, stop))
    started = time.monotonic()
    process.start()
    process.join(stop.seconds)
    process.kill()
    process.join()
    return _ended(process, scratch, started)


def interrupted(arguments: Sequence[str | Path], scratch: Path, number: int) -> Ended:
    """Run ``kg`` with a parser that never ends, and send a signal once it is at work."""
    process = _SERVER.Process(target=_run, args=([str(each) for each in arguments], scratch, None))
    started = time.monotonic()
    process.start()
    while not list(scratch.glob("parsing-*")) and process.is_alive():
        time.sleep(0.01)
    os.kill(process.pid or 0, number)
    process.join()
    return _ended(process, scratch, started)


def _ended(process: multiprocessing.process.BaseProcess, scratch: Path, started: float) -> Ended:
    steps = scratch / "steps"
    told = scratch / "told"
    return Ended(
        code=process.exitcode or 0,
        told=told.read_text(encoding="utf-8") if told.exists() else "",
        steps=steps.stat().st_size if steps.exists() else 0,
        seconds=time.monotonic() - started,
    )


class Endless(LineParser):
    """Tells in which process it is, and parses for ever."""

    def __init__(self, scratch: Path) -> None:
        super().__init__()
        self.scratch = scratch

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        (self.scratch / f"parsing-{os.getpid()}").touch()
        time.sleep(1e6)
        return ()


def _run(arguments: list[str], scratch: Path, stop: Stop | None) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)

    told = os.open(scratch / "told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)

    import kg.exports
    import kg.pipeline
    import kg.repair
    import kg.watching.loop
    import kg.workspace
    from kg.cli import main

    kg.exports.ALWAYS = ("trig", "turtle")  # type: ignore[assignment]
    stages = fake_stages()
    if stop is None:
        stages = replace(stages, make_parser=functools.partial(Endless, scratch))
    for module in (kg.pipeline, kg.watching.loop):
        module.real_stages = lambda *_: stages  # type: ignore[attr-defined]
    stop = stop or Stop()
    _count(scratch / "steps", stop)
    if stop.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (stop.largest, stop.largest))
    if stop.user:
        os.setuid(stop.user)
    main(arguments)


def _count(path: Path, stop: Stop) -> None:
    """Write a byte for each step, and send this process a signal before the last one."""
    counter = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    done = 0

    def step(*_: object) -> None:
        nonlocal done
        done += 1
        os.write(counter, b".")
        if done == stop.step:
            os.kill(os.getpid(), stop.signal)

    def connect(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=2, isolation_level=None)
        if stop.signal == signal.SIGKILL:  # what is raised inside of a callback is lost
            database.set_trace_callback(step)
        return database

    import kg.workspace

    kg.workspace.connect = connect  # type: ignore[attr-defined]
    sys.addaudithook(lambda event, _: step() if event in _EVENTS else None)


def state(folder: Path) -> dict[str, object]:
    """All of a workspace but the clock in run.json."""
    with Workspace(folder) as workspace:
        assert list(workspace.faults()) == []
        stored: dict[str, object] = {name: workspace.stored(name) for name in articles(folder)}
        stored["settings"] = workspace.settings("")
        stored["exports"] = [workspace.export(name) for name in ("trig", "turtle")]
    names = [path for path in folder.iterdir() if not path.name.startswith((".lock", DATABASE))]
    files = {path.name: path.read_bytes() for path in names if path.is_file()}
    del files["run.json"]
    return stored | files | {"store": stored_quads(folder)}


def articles(folder: Path) -> list[str]:
    """The identifiers of all articles in a workspace."""
    with Workspace(folder) as workspace:
        return workspace.article_ids()


def is_running(pid: str) -> bool:
    """Whether there is a process of that number, which is not just waited for."""
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    status = Path("/proc", pid, "stat")  # of a process that nobody waited for
    return not (status.is_file() and ") Z " in status.read_text(encoding="ascii"))
