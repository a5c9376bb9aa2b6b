"""A Ray of this machine that cannot start ends a build with a line, whatever the cause."""

import importlib.util
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.engines import anew

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

PATIENCE = 300  #: seconds for a build


@pytest.fixture
def build(tmp_path: Path) -> list[str | Path]:
    (tmp_path / "a.txt").write_text("Kim bertemu Putin di kota itu.\n", encoding="utf-8")
    return ["build", tmp_path / "a.txt", "-o", tmp_path / "ws", "--engine", "ray", "--jobs", "1"]


def raylet(folder: Path, script: str) -> Path:
    made = folder / "raylet"
    made.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def ended(build: list[str | Path], variables: Mapping[str, str | Path]) -> str:
    """The one line that is told."""
    process = anew.start(build, variables)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, told
    (line,) = told.splitlines()
    return line


def test_a_node_that_dies_at_once_is_told(build: list[str | Path], tmp_path: Path) -> None:
    """Ray raises an Exception of no kind."""
    dying = raylet(tmp_path, "exit 1")
    line = ended(build, {anew.RAYLET: dying, "RAY_raylet_start_wait_time_s": "1"})
    assert line.startswith("Error: ray: no cluster to work on: The current node timed out")


def test_too_few_files_that_may_be_open_are_told(build: list[str | Path]) -> None:
    """The head dies, and Ray raises a RuntimeError."""
    line = ended(build, {anew.FILES: "30", "RAY_gcs_server_port_wait_time_s": "3"})
    assert line.startswith("Error: ray: no cluster to work on: Timed out waiting for file")


def test_a_folder_with_too_long_a_name_is_told(build: list[str | Path], tmp_path: Path) -> None:
    """Ray raises an OSError."""
    line = ended(build, {"RAY_TMPDIR": tmp_path / ("x" * 120)})
    assert line.startswith("Error: ray: no cluster to work on:")
    assert "path length" in line


def test_a_build_that_is_terminated_while_ray_starts_says_so(
    build: list[str | Path], tmp_path: Path
) -> None:
    waiting = tmp_path / "waiting"
    hanging = raylet(tmp_path, f"touch '{waiting}'; exec sleep 1000")
    process = anew.start(build, {anew.RAYLET: hanging})
    while not waiting.exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + signal.SIGTERM
    assert told.startswith("terminated; what was finished is kept")
    assert len(told.splitlines()) == 1
