"""``kg`` in a process that knows nothing of Ray yet, with stages that cost nothing."""

import functools
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import kg.exports
import kg.pipeline
from kg.cli import main
from tests.engines.picklable import Stuck
from tests.fakes import fake_stages

ROOT = Path(__file__).parent.parent.parent
STUCK = "SIMPUL_TEST_STUCK"  #: the folder in which parsers that are stuck tell it
FILES = "SIMPUL_TEST_FILES"  #: how many may be open
RAYLET = "SIMPUL_TEST_RAYLET"  #: a program in the place of the one that Ray starts on each node


def start(
    arguments: Sequence[str | Path], variables: Mapping[str, str | Path]
) -> subprocess.Popen[str]:
    """``kg`` with these arguments and variables of the environment."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {name: str(value) for name, value in variables.items()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _main() -> None:
    stages = fake_stages()
    if folder := os.environ.get(STUCK):
        stages = replace(stages, make_parser=functools.partial(Stuck, Path(folder)))
    kg.exports.ALWAYS = ("trig", "turtle")  # type: ignore[assignment]
    kg.pipeline.real_stages = lambda *_: stages  # type: ignore[attr-defined]
    if files := os.environ.get(FILES):
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
    if raylet := os.environ.get(RAYLET):
        from ray._private import node, services

        services.RAYLET_EXECUTABLE = raylet
        # Ray asks for half a minute whether it is there, which no setting changes.
        node.time = SimpleNamespace(  # type: ignore[assignment, attr-defined]
            time=time.time, sleep=time.sleep, monotonic=lambda: 10 * time.monotonic()
        )
    main(prog_name="kg")


if __name__ == "__main__":
    _main()
