"""Memory of a build while it reads and stores, on generated articles; of the parser, on a long one.

    python benchmarks/memory.py 1000 10000       # the rest of a build, without any parser
    python benchmarks/memory.py --parser 20 200  # the parser: kilobytes without a sentence end

Every size runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kg.knowledge.files import shipped
from kg.model import Article
from kg.pipeline import build
from kg.watch import Progress
from tests.fakes import fake_stages

T = TypeVar("T")
WORDS = ["presiden", "bertemu", "di", "kota", "dengan", "delegasi", "untuk", "membahas", "ekonomi"]
NAMES = ["Kim", "Putin", "Lavrov", "Shoigu", "Wang", "Trump", "Subianto", "Macron"]
SOON = 500  #: articles


class Noting(Progress):
    """Notes the peak soon after the start, and when all is stored."""

    def __init__(self) -> None:
        self.peaks: list[float] = []

    def over(self, steps: Iterable[T], total: int, what: str, size: object = None) -> Iterator[T]:
        for number, step in enumerate(steps):
            yield step
            if number == SOON:
                self.peaks.append(peak())
        self.peaks.append(peak())


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sentence(chosen: random.Random, words: int = 20) -> str:
    people = chosen.sample(NAMES, 2)
    return " ".join([people[0], *chosen.choices(WORDS, k=words), people[1]])


def measure_build(articles: int) -> str:
    """One line of the table: memory soon after the start, when all is stored, at the end."""
    chosen = random.Random(7)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "berita.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(articles):
                prose = " ".join(chosen.choices(WORDS, k=300))
                text = f"{sentence(chosen)}.\n{prose}.\n"
                file.write(json.dumps({"id": f"a{number:06}", "text": text}) + "\n")
        size = path.stat().st_size / 2**20
        before, noting, started = peak(), Noting(), time.monotonic()
        build([str(path)], Path(scratch) / "ws", stages=fake_stages(), progress=noting)
        spent = time.monotonic() - started
    early, stored = noting.peaks
    return (
        f"{articles:>9,} {size:>7.0f} {before:>9.0f} {early:>9.0f} {stored:>9.0f} {peak():>9.0f}"
        f" {spent:>9.1f}"
    )


def measure_parser(kilobytes: int) -> str:
    """One line of the table: memory with the models, and after a text without a sentence end."""
    from kg.sentences.parsers.stanza import StanzaParser

    parser = StanzaParser(shipped("models"))
    chosen = random.Random(7)
    article = Article(id="a", text="Kim tiba di Moskow.", source="a")
    parser.parse(article)
    before, started = peak(), time.monotonic()
    text = ""
    while len(text) < kilobytes * 1000:
        text += sentence(chosen) + " "
    words = len(text.split())
    parser.parse(replace(article, text=text))
    spent = time.monotonic() - started
    return f"{kilobytes:>9,} {before:>9.0f} {peak():>9.0f} {words / spent:>9.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--parser", action="store_true", help="measure the parser")
    given = parser.parse_args()
    measure = measure_parser if given.parser else measure_build
    print(
        "       kB MB models   MB peak   words/s"
        if given.parser
        else " articles      MB MB before   MB soon MB stored    MB end   seconds"
    )
    for size in given.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (size,)), flush=True)


if __name__ == "__main__":
    main()
