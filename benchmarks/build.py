"""Time of ``kg build``: cold, one article more, and unchanged; words a second; memory.

    python benchmarks/build.py examples/*.txt
    python benchmarks/build.py berita.jsonl --jobs 2 --models DIR

Every run is a process of its own, as a user's is.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.workspace import Workspace


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--models")
    given = parser.parse_args()
    options = ["--jobs", given.jobs, "--quiet"]
    if given.models:
        options += ["--models", given.models]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "workspace"
        cold = run([*given.paths, *options], folder)
        words, articles = size(folder)
        print(f"{articles} articles, {words} words, {given.jobs} processes, {os.cpu_count()} cores")
        report("cold", cold, folder)
        print(f"  {words / seconds(folder)['sentences']:.0f} words a second in the parser")
        report("unchanged", run([*given.paths, *options], folder), folder)
        Path(scratch, "baru.txt").write_text(
            "Presiden Budi bertemu Perdana Menteri Ani di Bogor.\n"
        )
        report("one more", run([f"{scratch}/baru.txt", *options], folder), folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process {peak / 1024:.0f} MB")


def run(arguments: list[str], folder: Path) -> float:
    """Seconds on the clock; refused inputs are no failure here."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "kg", "build", *arguments, "-o", str(folder)]
    code = subprocess.run(command, check=False).returncode
    if code not in (0, 3):
        sys.exit(code)
    return time.perf_counter() - started


def seconds(folder: Path) -> dict[str, float]:
    record: dict[str, dict[str, float]] = json.loads((folder / "run.json").read_text())
    return record["seconds"]


def report(name: str, total: float, folder: Path) -> None:
    steps = ", ".join(f"{step} {spent:.2f}" for step, spent in seconds(folder).items())
    print(f"{name:<10} {total:6.2f} s  ({steps})")


def size(folder: Path) -> tuple[int, int]:
    """Words and articles of a workspace."""
    with Workspace(folder) as workspace:
        texts = [reading.article.text for reading in workspace.readings()]
    return sum(len(text.split()) for text in texts), len(texts)


if __name__ == "__main__":
    main()
