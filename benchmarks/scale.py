"""How fast more workers make a build, and what a million or a hundred million articles would cost.

    python benchmarks/scale.py actors 1 2 4  measures builds with Ray, with parsers that sleep
    python benchmarks/scale.py real 1 2      measures the models on 90 articles of SIMPUL_DATA
    python benchmarks/scale.py pieces 1 2    resolves generated readings with workers of Ray
    python benchmarks/scale.py plan          simulates larger ones from the costs below

A parser that sleeps takes the time of a real one and no core, so that what the engine itself costs
shows on a small machine: the driver reads, sends, hears and stores with one core, whatever the
number of actors. Real ones are measured in seconds of a processor, which other programs on the
machine do not change much: what actors need for a word, and the driver beside them.
"""

import argparse
import functools
import heapq
import itertools
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
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
from tests.fakes import LineParser, fake_stages, read_names, resolve_apart

#: Seconds of one core for an article of 400 words; how they were measured tells docs/scale.md.
READ = 0.0025  #: driver: JSON Lines to an article, all of which it need not do
HEAR = 0.0010  #: driver: what came back is stored
WORK = 1.29  #: actor: parsed and read
BATCH = 7  #: articles, of about 3,000 words
AHEAD = 2  #: batches that an actor has
SENT, ANSWERED, STORED = 1_300, 18_600, 18_600  #: bytes of an article on its way, and on the disk
PIECES = 0.0023  #: of resolving that workers can do: forms of articles, comparisons, clusters
FLAT = 0.0006  #: driver: the rest of resolving
STORE = 0.011  #: driver: triples are made and loaded into the store
HELD = 32_000  #: bytes of an article in the driver's memory while articles are resolved
NAP = 0.25  #: seconds of a parser that sleeps, for an article
RUN = 20_000  #: articles of a simulation
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A simulated build."""

    rate: float  #: articles a second
    driver: float  #: share of the time in which the driver is busy
    actors: float  #: the same of the actors


def simulated(count: int, *, read: float, hear: float, seed: int = 1) -> Simulated:
    """A build with ``count`` actors: one driver, a queue of two batches before each actor.

    A closed network of queues. The driver serves one thing at a time, first come, first served: an
    answer is heard, and the next batch is read and sent. Times of articles are log-normal, as their
    lengths are.
    """
    chance = random.Random(seed)
    total = max(RUN, count * BATCH * 20)
    sent = done = 0
    driver_free = driver_busy = actor_busy = 0.0
    free = [0.0] * count  #: when an actor has done all that it has
    answers: list[tuple[float, int, int]] = []  #: when a batch is done, by which actor, its size

    def send(actor: int, now: float) -> float:
        nonlocal sent, driver_busy, actor_busy
        size = min(BATCH, total - sent)
        if size <= 0:
            return now
        sent += size
        driver_busy += size * read
        now += size * read
        work = sum(WORK * chance.lognormvariate(-0.18, 0.6) for _ in range(size))
        free[actor] = max(free[actor], now) + work
        actor_busy += work
        heapq.heappush(answers, (free[actor], actor, size))
        return now

    for _ in range(AHEAD):
        for actor in range(count):
            driver_free = send(actor, driver_free)
    while answers:
        when, actor, size = heapq.heappop(answers)
        driver_free = max(driver_free, when) + size * hear
        driver_busy += size * hear
        done += size
        driver_free = send(actor, driver_free)
    return Simulated(
        rate=done / driver_free,
        driver=driver_busy / driver_free,
        actors=actor_busy / (driver_free * count),
    )


def plan() -> None:
    """What a million and a hundred million articles take, by the number of actors."""
    print("| actors | articles/s | actors busy | driver busy | 10⁶ articles | 10⁸ articles |")
    print("|---:|---:|---:|---:|---:|---:|")
    for count in (1, 2, 16, 64, 128, 256, 1024):
        runs = [simulated(count, read=READ, hear=HEAR, seed=seed) for seed in (1, 2, 3)]
        rate = statistics.mean(run.rate for run in runs)
        busy = statistics.mean(run.actors for run in runs)
        driver = statistics.mean(run.driver for run in runs)
        print(
            f"| {count:,} | {rate:.1f} | {busy:.0%} | {driver:.0%}"
            f" | {_span(1e6 / rate)} | {_span(1e8 / rate)} |"
        )
    hours = WORK * 1e6 / 3600
    print(f"\nCore-hours for 10⁶ articles: {hours:,.0f} of actors,", end=" ")
    print(f"{(READ + HEAR) * 1e6 / 3600:.1f} of the driver.")
    print(
        f"Then they are resolved: {PIECES * 1e6 / 3600:.1f} core-hours that actors share,", end=" "
    )
    print(
        f"{FLAT * 1e6 / 3600:.1f} of the driver with {HELD * 1e6 / 1e9:.0f} GB of memory,", end=" "
    )
    print(f"and {STORE * 1e6 / 3600:.1f} of the driver until all is in the store.")
    sizes = (
        f"{SENT / 1e3:.1f} GB sent, {ANSWERED / 1e3:.0f} GB answered, {STORED / 1e3:.0f} GB stored"
    )
    print(f"Bytes for 10⁶ articles: {sizes}.")


def _span(seconds: float) -> str:
    return f"{seconds / 3600:,.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:,.1f} d"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=["actors", "real", "pieces", "plan"])
    parser.add_argument("counts", nargs="*", type=int)
    given = parser.parse_args()
    if given.what == "actors":
        actors(given.counts or [1, 2, 4])
    elif given.what == "real":
        real(given.counts or [1, 2])
    elif given.what == "pieces":
        pieces(given.counts or [1, 2])
    else:
        plan()


if __name__ == "__main__":
    main()
