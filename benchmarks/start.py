"""Seconds until a command answers, and until the first sentence is parsed.

    python benchmarks/start.py output/demo

Each is the quickest of a few processes of its own, as users' are, on the clock and of the
processor: on a busy machine the latter tells more.
"""

import argparse
import os
import resource
import subprocess
import sys
import time

TRIES = 3
_FIRST_PARSE = """
from kg.knowledge.files import shipped
from kg.model import Article
from kg.sentences.parsers.stanza import StanzaParser
text = "Presiden Prabowo bertemu Presiden Putin di Moskow."
assert StanzaParser(shipped("models")).parse(Article(id="a", text=text, source="a.txt"))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("workspace")
    given = parser.parse_args()
    kg = ["-m", "kg"]
    for name, arguments in (
        ("kg --help", [*kg, "--help"]),
        ("kg query --list", [*kg, "query", "--list"]),
        ("kg query meetings", [*kg, "query", "meetings", "-d", given.workspace]),
        ("import to first parse", ["-c", _FIRST_PARSE]),
    ):
        tries = [_run(arguments) for _ in range(TRIES)]
        clock, processor = (min(column) for column in zip(*tries, strict=True))
        print(f"{name:<24} {clock:5.2f} s on the clock, {processor:5.2f} s of the processor")


def _run(arguments: list[str]) -> tuple[float, float]:
    before, started = _processor(), time.perf_counter()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - started, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
