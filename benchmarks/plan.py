"""What a million and a hundred million articles would cost, from what was measured.

    python benchmarks/plan.py

Builds are simulated as a closed network of queues: one driver, and two batches before each actor.
"""

import heapq
import random
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Seconds of one core for an article of 400 words; how they were measured tells docs/scale.md.
READ = 0.0025  #: driver: JSON Lines to an article, all of which it need not do
HEAR = 0.0010  #: driver: what came back is stored
WORK = 1.29  #: actor: parsed and read
PIECES = 0.0023  #: of resolving that workers can do: forms of articles, comparisons, clusters
FLAT = 0.0006  #: driver: the rest of resolving
STORE = 0.011  #: driver: triples are made and loaded into the store

#: Bytes for such an article.
SENT, ANSWERED = 1_300, 18_600  #: to an actor, from it
PIECES_SENT, PIECES_ANSWERED = 21_000, 1_800  #: to workers that resolve, from them
KEPT = (
    ("in the driver's memory while articles are merged", 1_400),
    ("in the workspace's database", 18_600),
    ("in its store", 91_000),
    ("in shards of readings", 18_000),
    ("in shards of statements, 920 for an article", 190_000),
)

BATCH = 7  #: articles, of about 3,000 words
AHEAD = 2  #: batches that an actor has
RUN = 20_000  #: articles of a simulation
COUNTS = (1, 2, 16, 64, 128, 256, 1024)  #: of actors
FEW, MANY = 1e6, 1e8  #: articles

#: Who does a step, for how many seconds, and the bytes that go to and fro, for an article.
STEPS = (
    ("articles are read from their files", "driver", READ, 0),
    ("parsed, and read for claims", "actors", WORK, SENT + ANSWERED),
    ("readings go into the workspace", "driver", HEAR, 0),
    ("merged: what can be done in pieces", "actors", PIECES, PIECES_SENT + PIECES_ANSWERED),
    ("merged: the rest", "driver", FLAT, 0),
    ("triples go into the store", "driver", STORE, 0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A simulated build."""

    rate: float  #: articles a second
    driver: float  #: share of the time in which the driver is busy
    actors: float  #: the same of the actors


def simulated(count: int, seed: int) -> Simulated:
    """The reading of a build with ``count`` actors.

    The driver serves one thing at a time, first come, first served: an answer is heard, and the
    next batch is read and sent. Times of articles are log-normal, as their lengths are.
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
        driver_busy += size * READ
        now += size * READ
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
        driver_free = max(driver_free, when) + size * HEAR
        driver_busy += size * HEAR
        done += size
        driver_free = send(actor, driver_free)
    return Simulated(
        rate=done / driver_free,
        driver=driver_busy / driver_free,
        actors=actor_busy / (driver_free * count),
    )


def tables() -> Iterator[str]:
    """Tables in Markdown, as docs/scale.md has them."""
    rates: dict[int, float] = {}
    rows: list[tuple[str, ...]] = []
    for count in COUNTS:
        runs = [simulated(count, seed) for seed in (1, 2, 3)]
        rate = rates[count] = statistics.mean(run.rate for run in runs)
        busy = statistics.mean(run.actors for run in runs)
        driver = statistics.mean(run.driver for run in runs)
        spans = (_span(FEW / rate), _span(MANY / rate))
        rows.append((f"{count:,}", f"{rate:.1f}", f"{busy:.0%}", f"{driver:.0%}", *spans))
    heads = ("actors", "articles/s", "actors busy", "driver busy", "10⁶ articles", "10⁸ articles")
    yield _table(heads, rows)
    yield _costs()
    rows.clear()
    for count, rate in rates.items():
        spent = (1 / rate, PIECES / count + FLAT, STORE)
        rows.append((f"{count:,}", *(_span(FEW * each) for each in (*spent, sum(spent)))))
    yield _table(("actors", "10⁶ are read", "merged", "in the store", "all of it"), rows)
    yield _table(
        ("what lies where", "for 10⁶", "for 10⁸"),
        [(what, _bytes(size * FEW), _bytes(size * MANY)) for what, size in KEPT],
    )


def _costs() -> str:
    """The core-hours of all steps, and what goes over the network."""
    rows = []
    for name, where, seconds, size in STEPS:
        hours = [f"{seconds * count / 3600:,.1f}" for count in (FEW, MANY)]
        moved = [_bytes(size * count) if size else "" for count in (FEW, MANY)]
        rows.append((name, where, *hours, *moved))
    total = sum(seconds for _, _, seconds, _ in STEPS)
    hours = [f"{total * count / 3600:,.1f}" for count in (FEW, MANY)]
    rows.append(("all of it", "", *hours, "", ""))
    heads = ("core-hours for 10⁶", "for 10⁸", "moved for 10⁶", "for 10⁸")
    return _table(("step", "where", *heads), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    edge = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, edge, *rows))


def _span(seconds: float) -> str:
    return f"{seconds / 3600:,.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:,.1f} d"


def _bytes(count: float) -> str:
    return f"{count / 1e9:,.0f} GB" if count < 1e12 else f"{count / 1e12:,.1f} TB"


if __name__ == "__main__":
    print("\n\n".join(tables()))
