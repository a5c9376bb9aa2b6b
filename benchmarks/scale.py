"""How fast more workers make a build, and what a million or a hundred million articles would cost.

    python benchmarks/scale.py actors 1 2 4      measures builds with Ray, with parsers that sleep
    python benchmarks/scale.py plan              simulates larger ones from the costs below

A parser that sleeps takes the time of a real one and no core, so that what the engine itself costs
shows on a small machine: the driver reads, sends, hears and stores with one core, whatever the
number of actors.
"""

import argparse
import heapq
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.engines import ray as rayed
from kg.model import Article, Sentence
from kg.pipeline import add
from kg.reader import Engine, Options, Read
from tests.fakes import LineParser, fake_stages, read_names, resolve_apart

#: Seconds of one core for an article of 400 words; how they were measured tells docs/scale.md.
READ = 0.0025  #: driver: JSON Lines to an article, all of which it need not do
HEAR = 0.0010  #: driver: what came back is stored
WORK = 1.29  #: actor: parsed and read
BATCH = 7  #: articles, of about 3,000 words
AHEAD = 2  #: batches that an actor has
SENT, ANSWERED, STORED = 1_300, 18_600, 18_600  #: bytes of an article on its way, and on the disk
NAP = 0.25  #: seconds of a parser that sleeps, for an article
RUN = 20_000  #: articles of a simulation


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
    sizes = (
        f"{SENT / 1e3:.1f} GB sent, {ANSWERED / 1e3:.0f} GB answered, {STORED / 1e3:.0f} GB stored"
    )
    print(f"Bytes for 10⁶ articles: {sizes}.")


def _span(seconds: float) -> str:
    return f"{seconds / 3600:,.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:,.1f} d"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=["actors", "plan"])
    parser.add_argument("counts", nargs="*", type=int)
    given = parser.parse_args()
    if given.what == "actors":
        actors(given.counts or [1, 2, 4])
    else:
        plan()


if __name__ == "__main__":
    main()
