"""``kg serve`` under load: many clients ask the question library while three others misbehave.

    python benchmarks/serve.py                                # 50 clients for 5 minutes
    python benchmarks/serve.py output/demo --minutes 1 --alone

The clients ask one question after the other, each on its own connection, with a pause in between;
the misbehaving ones join everything with everything without end, send bodies of 50 MB, and read
megabytes a few bytes at a time. Without a folder, a workspace of generated articles is served. Only
this machine's own server is asked.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from benchmarks.resolve import SYLLABLES, readings
from kg.pipeline import build
from kg.questions import questions
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.workspace import Stored, Workspace
from tests.fakes import RUN, fake_stages
from tests.serving import Server, started

MACHINE = "127.0.0.1"
PAUSE = 1.0  #: seconds a client looks at an answer, on average
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?s ?p ?o } LIMIT 100000"
BODY = 50_000_000  #: bytes
FORM = "application/x-www-form-urlencoded"

Port = int
Client = Callable[[Port, "Told"], Coroutine[None, None, None]]


@dataclass
class Told:
    """What came of the requests of one kind of client."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> str:
        known = sorted(self.seconds) or [0.0]
        marks = [known[min(int(len(known) * share), len(known) - 1)] for share in (0.5, 0.99)]
        told = ", ".join(f"{count:,} × {status}" for status, count in sorted(self.statuses.items()))
        return f"| {name} | {told} | {marks[0]:.3f} | {marks[1]:.3f} | {known[-1]:.3f} |"


def generated(folder: Path, articles: int) -> None:
    """A workspace of articles that tell of invented events."""
    stages = replace(fake_stages(), resolve=lambda stored: resolve(stored, Ledger(), RUN))
    with Workspace(folder, create=True) as workspace:
        for reading in readings(articles):
            workspace.store(
                Stored(parser=stages.parser, sentences=(), reader=stages.reader, reading=reading)
            )
    build((), folder, stages=stages)


@contextlib.asynccontextmanager
async def connected(port: Port) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(MACHINE, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def head(port: Port, size: int, media: str) -> bytes:
    return (
        f"POST /sparql HTTP/1.1\r\nHost: {MACHINE}:{port}\r\nContent-Type: {media}\r\n"
        f"Content-Length: {size}\r\n\r\n"
    ).encode()


def request(port: Port, query: str) -> bytes:
    body = f"query={quote_plus(query)}".encode()
    return head(port, len(body), FORM) + body


async def answered(reader: asyncio.StreamReader) -> str:
    """The status of an answer whose body is read and thrown away."""
    said = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    status, _, fields = said.partition("\r\n")
    length = next(
        line.split(":")[1] for line in fields.split("\r\n") if line.startswith("content-length")
    )
    await reader.readexactly(int(length))
    return status.split()[1]


async def polite(vary: float, number: int, port: Port, told: Told) -> None:
    """Asks the questions of the library over and over, each client from another one on.

    A share of them is about somebody whose name has two syllables that nobody asked for before.
    """
    chosen = random.Random(number)
    for asked in itertools.islice(itertools.cycle(questions().values()), number % 13, None):
        await asyncio.sleep(chosen.expovariate(1 / PAUSE))
        names = {one.name for one in asked.parameters} & {"who", "name", "about"}
        part = "".join(chosen.choices(SYLLABLES, k=2)) if chosen.random() < vary else ""
        text = asked.filled(dict.fromkeys(names, part))
        began = time.monotonic()
        async with connected(port) as (reader, writer):
            writer.write(request(port, text))
            status = await answered(reader)
        told.seconds.append(time.monotonic() - began)
        told.statuses[status] += 1


async def endless(port: Port, told: Told) -> None:
    """Asks what cannot be answered, and again as soon as that is stopped."""
    while True:
        began = time.monotonic()
        async with connected(port) as (reader, writer):
            writer.write(request(port, ENDLESS))
            told.statuses[await answered(reader)] += 1
        told.seconds.append(time.monotonic() - began)


async def huge(port: Port, told: Told) -> None:
    """Sends more than anybody may."""
    piece = b"x" * 65_536
    while True:
        began = time.monotonic()
        try:
            async with connected(port) as (reader, writer):
                writer.write(head(port, BODY, "application/sparql-query"))
                for _ in range(BODY // len(piece)):
                    writer.write(piece)
                    await writer.drain()
                told.statuses[await answered(reader)] += 1
        except (ConnectionError, asyncio.IncompleteReadError):
            told.statuses["cut off"] += 1
        told.seconds.append(time.monotonic() - began)


async def slow(port: Port, told: Told) -> None:
    """Asks for megabytes on ten connections at once, and reads a hundred bytes a second."""

    async def one() -> None:
        async with connected(port) as (reader, writer):
            writer.write(request(port, LARGE))
            told.statuses["asked"] += 1
            while await reader.read(100):
                await asyncio.sleep(1)

    while True:
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(*(one() for _ in range(10)))


def family(process: int) -> Iterator[int]:
    """A process and those that it started."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def megabytes(process: int) -> float:
    """Memory of a server with its processes, shared pages counted once for each."""
    total = 0
    for one in family(process):
        with contextlib.suppress(OSError):
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1])
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


async def watched(process: int, seen: list[float]) -> None:
    while True:
        await asyncio.sleep(1)
        seen.append(megabytes(process))


async def loaded(server: Server, given: argparse.Namespace) -> str:
    """The tables of one run."""
    port = urlsplit(server.url).port or 0
    kinds: dict[str, list[Client]] = {
        "library questions": [partial(polite, given.vary, n) for n in range(given.clients)]
    }
    if not given.alone:
        kinds |= {"endless joins": [endless], "huge bodies": [huge], "slow reader": [slow]}
    told = {name: Told() for name in kinds}
    memory: list[float] = []
    running = [asyncio.create_task(watched(server.process.pid, memory))]
    for name, clients in kinds.items():
        running += [asyncio.create_task(client(port, told[name])) for client in clients]
    await asyncio.wait(running, timeout=given.minutes * 60, return_when=asyncio.FIRST_EXCEPTION)
    for task in running:
        task.cancel()
    ended = await asyncio.gather(*running, return_exceptions=True)
    broken = [error for error in ended if isinstance(error, Exception)]
    quarters = [memory[len(memory) * part // 4 :][: len(memory) // 4] for part in range(4)]
    return "\n".join(
        (
            "| client | answers by status | median s | 99 % within s | longest s |",
            "|---|---|---:|---:|---:|",
            *(one.row(name) for name, one in told.items()),
            "",
            "Memory of server and workers, largest of each quarter of the run: "
            + ", ".join(f"{max(part):,.0f} MB" for part in quarters if part),
            *(f"A client ended: {error!r}" for error in broken),
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=1000, help="generated, without a folder")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--vary", type=float, default=0, help="share of questions about others")
    parser.add_argument("--alone", action="store_true", help="without the three that misbehave")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder
        if folder is None:
            folder = Path(scratch) / "ws"
            generated(folder, given.articles)
        with started(folder) as server:
            for text in (one.text for one in questions().values()):
                server.query(text)  # what was never asked must be read from disk first
            print(asyncio.run(loaded(server, given)))


if __name__ == "__main__":
    main()
