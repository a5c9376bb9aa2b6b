"""Words a second of ``kg build`` beside the plain use of the same models by Stanza.

    python benchmarks/throughput.py $SIMPUL_DATA/gold --articles 200
    python benchmarks/throughput.py $SIMPUL_DATA/gold --before DIR  # a checkout's parts, too

Plain use is ``nlp(text)`` for each article, in as many processes as ``kg build`` gets, of one
thread each; it does not read what words announce, which the models can do beyond Stanza. The two
take turns, so that a busy machine slows both; what counts is the processor's time.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kg.articles import read_articles
from kg.knowledge.files import shipped
from kg.model import Article

_PLAIN = """
import json, sys
import torch
from pathlib import Path
from kg.sentences.parsers.stanza import pipeline
torch.set_num_threads(1)
nlp = pipeline(Path(sys.argv[1]))
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        nlp(json.loads(line)["text"])
"""


@dataclass
class Spent:
    """Seconds on the clock and of the processor."""

    clock: float = 0.0
    processor: float = 0.0

    def told(self, name: str, words: int) -> None:
        print(
            f"{name:<34} {words / self.clock:6.0f} words/s on the clock,"
            f" {words / self.processor:5.0f} for each second of a processor"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="of text files, in folders of their own or not")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=int, default=2, help="each loads its models anew")
    parser.add_argument("--before", type=Path, help="a checkout whose parts Stanza uses, too")
    parser.add_argument("--fast", action="store_true", help="as kg build --fast does")
    given = parser.parse_args()
    how = ["--jobs", str(given.jobs), "--fast" if given.fast else "--exact"]
    articles = list(itertools.islice(_articles(given.folder), given.articles))
    checkouts = {"Stanza alone": Path(__file__).parent.parent}
    if given.before:
        checkouts[f"Stanza alone, parts of {given.before.name}"] = given.before
    plain = {name: Spent() for name in checkouts}
    built, after = Spent(), 0.0
    words = sum(len(each.text.split()) for each in articles)
    print(f"{len(articles)} articles, {words} words, {given.jobs} processes of one thread")
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(given.turns):
            part = articles[turn :: given.turns]
            for name, checkout in checkouts.items():
                _plain(part, given.jobs, checkout, Path(scratch), plain[name])
            after += _build(part, how, Path(scratch) / f"{turn}", built)
    for name, spent in plain.items():
        spent.told(name, words)
    built.told("kg build", words)
    for name, spent in plain.items():
        print(
            f"kg build / {name}: {spent.processor / built.processor:.2f}"
            f" ({spent.clock / built.clock:.2f} on the clock)"
        )
    print(f"behind the parser: {after / built.clock:.0%} of the time of kg build")


def _articles(folder: Path) -> "itertools.chain[Article]":
    paths = sorted(str(path) for path in folder.rglob("*.txt"))
    read = read_articles(paths, None, lambda note: None)
    return itertools.chain(each for each in read if isinstance(each, Article))


def _plain(articles: list[Article], jobs: int, checkout: Path, scratch: Path, spent: Spent) -> None:
    paths = []
    for job in range(jobs):
        paths.append(scratch / f"{job}.jsonl")
        _write(articles[job::jobs], paths[-1])
    with _Timed(spent):
        environment = {**os.environ, "PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-c", _PLAIN, str(shipped("models"))]
        # elsewhere than in a checkout, whose parts would be found before those asked for
        running = [
            subprocess.Popen([*command, str(path)], env=environment, cwd=scratch) for path in paths
        ]
        if any(process.wait() for process in running):
            sys.exit("Stanza failed")


def _build(articles: list[Article], how: list[str], folder: Path, spent: Spent) -> float:
    """Seconds of the clock for what comes behind the parser."""
    news = folder.with_suffix(".jsonl")
    _write(articles, news)
    with _Timed(spent):
        command = [sys.executable, "-m", "kg", "build", str(news), "-o", str(folder), "--quiet"]
        subprocess.run([*command, *how], check=True)
    seconds: dict[str, float] = json.loads((folder / "run.json").read_text())["seconds"]
    return sum(spent for step, spent in seconds.items() if step not in ("articles", "sentences"))


def _write(articles: list[Article], path: Path) -> None:
    lines = (json.dumps({"id": each.id, "text": each.text}) + "\n" for each in articles)
    path.write_text("".join(lines), encoding="utf-8")


class _Timed:
    """Adds what processes that end within it have spent."""

    def __init__(self, spent: Spent) -> None:
        self._spent = spent

    def __enter__(self) -> None:
        self._clock, self._processor = time.perf_counter(), _processor()

    def __exit__(self, *_: object) -> None:
        self._spent.clock += time.perf_counter() - self._clock
        self._spent.processor += _processor() - self._processor


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
