"""``kg`` in a process of its own, with stages that cost nothing, which can be stopped anywhere."""

import multiprocessing
import os
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_PRELOADED = ("kg.cli.build", "kg.repair", "kg.status", "kg.rdf.check", "kg.articles.kinds.html")
_SERVER.set_forkserver_preload([__name__, *_PRELOADED])
_EVENTS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "sqlite3.connect"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """When a process is stopped, or what it is refused."""

    step: int | None = None  #: it kills itself before this step: a file, a folder or a statement
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
    process = _SERVER.Process(target=_run, args=([str(each) for each in arguments], scratch, stop))
    started = time.monotonic()
    process.start()
    process.join(stop.seconds)
    process.kill()
    process.join()
    steps = scratch / "steps"
    told = scratch / "told"
    return Ended(
        code=process.exitcode or 0,
        told=told.read_text(encoding="utf-8") if told.exists() else "",
        steps=steps.stat().st_size if steps.exists() else 0,
        seconds=time.monotonic() - started,
    )


def _run(arguments: list[str], scratch: Path, stop: Stop) -> None:
    from tests.fakes import fake_stages

    told = os.open(scratch / "told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)

    import kg.exports
    import kg.pipeline
    import kg.repair
    import kg.workspace
    from kg.cli import main

    kg.exports.ALWAYS = ("trig", "turtle")  # type: ignore[assignment]
    kg.pipeline.real_stages = lambda *_: fake_stages()  # type: ignore[attr-defined]
    _count(scratch / "steps", stop.step)
    if stop.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (stop.largest, stop.largest))
    if stop.user:
        os.setuid(stop.user)
    main(arguments)


def _count(path: Path, last: int | None) -> None:
    """Write a byte for each step, and kill this process before the last one."""
    counter = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    done = 0

    def step(*_: object) -> None:
        nonlocal done
        done += 1
        os.write(counter, b".")
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=2, isolation_level=None)
        database.set_trace_callback(step)
        return database

    import kg.workspace

    kg.workspace.connect = connect  # type: ignore[attr-defined]
    sys.addaudithook(lambda event, _: step() if event in _EVENTS else None)
