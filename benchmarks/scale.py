"""How fast more workers make a build; what larger ones would cost tells benchmarks/plan.py.

    python benchmarks/scale.py actors 1 2 4  measures builds with Ray, with parsers that sleep
    python benchmarks/scale.py real 1 2      measures the models on 90 articles of SIMPUL_DATA
    python benchmarks/scale.py pieces 1 2    resolves generated readings with workers of Ray
    python benchmarks/scale.py bytes DIR     counts what workers get and give when DIR is resolved

A parser that sleeps takes the time of a real one and no core, so that what the engine itself costs
shows on a small machine: the driver reads, sends, hears and stores with one core, whatever the
number of actors. Real ones are measured in seconds of a processor, which other programs on the
machine do not change much: what actors need for a word, and the driver beside them.
"""

import argparse
import functools
import itertools
import os
import pickle
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.resolve import readings
from kg.articles import read_articles
from kg.engines import ray as rayed
from kg.model import Article, Reading, Run, Sentence
from kg.pipeline import add
from kg.reader import Engine, Options, Read
from kg.resolve.joined import join
from kg.resolve.ledger import Ledger
from kg.resolve.memory import Given
from kg.sentences.workers import Parser
from kg.stages import Settings, real_stages
from kg.watch import Watch
from kg.workspace import Workspace
from tests.fakes import LineParser, fake_stages, read_names, resolve_apart

NAP = 0.25  #: seconds of a parser that sleeps, for an article
ARTICLES = 90  #: for real models
READINGS = 1_000  #: to be resolved by workers


class Sleeping(LineParser):
    """Takes its time."""

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        time.sleep(NAP)
        return super().parse(article)


def actors(counts: list[int]) -> None:
    """Seconds of a build by the number of actors, without the start of Ray."""
    stages = replace(fake_stages(), make_parser=Sleeping, read=read_names, resolve=resolve_apart)
    first = 0.0
    print("actors  seconds  speed-up")
    for count in counts:
        articles = [
            Article(id=f"a{number}", text="Kim bertemu Putin di kota itu.\n" * 60, source="x")
            for number in range(96)
        ]
        times: list[float] = []
        engine = rayed.engine(Options(jobs=count))

        def timed(
            *given: object, engine: object = engine, times: list[float] = times
        ) -> Iterator[Read]:
            for each in engine.read(*given):  # type: ignore[attr-defined]
                times.append(time.perf_counter())
                yield each

        with tempfile.TemporaryDirectory() as folder:
            add(articles, Path(folder) / "ws", stages=stages, engine=Engine(read=timed))
        # From the first answer to the last, when all actors have begun.
        steady = (times[-1] - times[count]) / (len(times) - count) * len(times)
        first = first or steady * counts[0]
        print(f"{count:>6}  {steady:>7.1f}  {first / steady:>8.2f}")


def loading(make: Callable[[], Parser], notes: Path) -> Parser:
    """A parser; a note tells what this process had of a processor before it was there."""
    parser = make()
    (notes / f"{os.getpid()}.loaded").write_text(str(time.process_time()))
    return parser


def noting(
    read: Callable[[Article, Sequence[Sentence]], Reading],
    notes: Path,
    article: Article,
    sentences: Sequence[Sentence],
) -> Reading:
    """A reading; a note tells what this process has had so far."""
    reading = read(article, sentences)
    (notes / f"{os.getpid()}.read").write_text(str(time.process_time()))
    return reading


def real(counts: list[int]) -> None:
    """Seconds of a processor that actors and the driver need for a thousand words."""
    folder = Path(os.environ["SIMPUL_DATA"]) / "articles"
    found = (each for each in read_articles([str(folder)]) if isinstance(each, Article))
    articles = list(itertools.islice(found, ARTICLES))
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words; seconds of a processor for 1,000 of them")
    print("actors  seconds  each loaded  all actors  by actor       driver")
    for count in counts:
        with tempfile.TemporaryDirectory() as scratch:
            notes = Path(scratch)
            steps = real_stages(Settings(), notes)
            stages = replace(
                steps,
                make_parser=functools.partial(loading, steps.make_parser, notes),
                read=functools.partial(noting, steps.read, notes),
            )
            reads = rayed.engine(Options(jobs=count)).read(stages, articles, Watch())
            driver, started = 0.0, 0.0
            for place, _ in enumerate(reads):
                if not place:  # Ray has been started
                    driver, started = time.process_time(), time.perf_counter()
            driver, spent = time.process_time() - driver, time.perf_counter() - started
            loaded = {path.stem: float(path.read_text()) for path in notes.glob("*.loaded")}
            actors = [float((notes / f"{pid}.read").read_text()) - loaded[pid] for pid in loaded]
        each = ", ".join(f"{one:.0f} s" for one in sorted(actors))
        print(
            f"{count:>6}  {spent:>7.1f}  {statistics.mean(loaded.values()):>11.1f}"
            f"  {sum(actors) / words * 1e3:>10.2f}  {each:<13}  {driver / words * 1e3:.3f}"
        )


def weighing(function: Callable[[Any], bytes], notes: Path, item: Any) -> bytes:
    """What a function makes; a note tells the most memory that this process has had, in kB."""
    made = function(item)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (notes / str(os.getpid())).write_text(str(peak))
    return made


def pieces(counts: list[int]) -> None:
    """Seconds of resolving with workers, with the start of Ray for each step, and their memory."""
    news = list(readings(READINGS))
    print(f"{READINGS:,} generated readings\nworkers  seconds  driver, of CPU  MB peak of each")
    for count in counts:
        spread = rayed.engine(Options(jobs=count)).spread
        with tempfile.TemporaryDirectory() as scratch:
            notes = Path(scratch)
            stock = Given(news)
            stock.spread = lambda function, items, spread=spread, notes=notes: spread(
                functools.partial(weighing, function, notes), items
            )
            started, used = time.perf_counter(), time.process_time()
            join(stock, Ledger(), Run(version="benchmark", models="", settings=""))
            spent, used = time.perf_counter() - started, time.process_time() - used
            peaks = {path.name: int(path.read_text()) // 2**10 for path in notes.iterdir()}
        peaks.pop(str(os.getpid()), None)
        told = ", ".join(map(str, sorted(peaks.values())))
        print(f"{count:>7}  {spent:>7.1f}  {used:>14.1f}  {told}")


def moved(folder: Path) -> None:
    """Bytes that workers would get and give, step by step, for 400 words of a workspace."""
    with Workspace(folder) as workspace:
        stored = [workspace.stored(name) for name in workspace.article_ids()]
    news = [each.reading for each in stored if each is not None]
    words = sum(len(reading.article.text.split()) for reading in news)
    sizes: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def spread(function: Callable[[Any], bytes], items: Iterable[Any]) -> Iterator[bytes]:
        size = sizes[getattr(function, "func", function).__name__]
        for item in items:
            made = function(item)
            size[0] += len(pickle.dumps(item))
            size[1] += len(made)
            yield made

    stock = Given(news)
    stock.spread = spread
    join(stock, Ledger(), Run(version="benchmark", models="", settings=""))
    print(f"{len(news):,} articles, {words:,} words\nstep          got  given")
    for name, (got, given) in sizes.items():
        print(f"{name.strip('_'):<11} {got / words * 400:>5.0f}  {given / words * 400:>5.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=["actors", "real", "pieces", "bytes"])
    parser.add_argument("given", nargs="*", metavar="COUNT|DIR")
    asked = parser.parse_args()
    if asked.what == "bytes":
        moved(Path(asked.given[0]))
        return
    measure = {"actors": actors, "real": real, "pieces": pieces}[asked.what]
    measure([int(count) for count in asked.given] or [1, 2])


if __name__ == "__main__":
    main()
