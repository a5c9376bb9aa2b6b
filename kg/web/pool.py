"""Processes that answer requests: each can be ended, and none outlives the graph it has read."""

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import StoppedError, WorkspaceError
from kg.store import command, environment
from kg.web.talk import READY

FAIR = 5  #: seconds that a request may take while others find no room
LARGEST = 100_000_000  #: bytes of an answer: the server holds it in memory as a whole
_CHUNK = 65_536  # bytes
_LOOK = 1  # seconds between looks at who takes how long while others wait
_NICE = 10  # what those that take long are moved back by

Stamp = tuple[int, int, int]  #: of a file: another one means that it was written anew


@dataclass(frozen=True, slots=True, eq=False)
class _Worker:
    process: Process
    stamp: Stamp  #: of the graph that it has read
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """What it says to a line; EOFError where it is no more, StoppedError for too much."""
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        with contextlib.suppress(ConnectionError):
            await self.process.stdin.drain()
        return await self.hear()

    async def hear(self) -> tuple[dict[str, Any], bytes]:
        assert self.process.stdout is not None
        try:
            async with self.reading:
                head = json.loads(await self.process.stdout.readuntil(b"\n"))
                if head["size"] > LARGEST:
                    raise StoppedError(f"the answer is larger than {LARGEST} bytes; ask for less")
                return head, await self.process.stdout.readexactly(head["size"])
        except EOFError:
            await self.process.wait()
            raise

    async def gone(self) -> None:
        """Wait for the end of a process that was killed.

        What it had still said is read away first: before Python 3.13 the wait would not end.
        """
        assert self.process.stdout is not None
        async with self.reading:
            while await self.process.stdout.read(_CHUNK):
                pass
        await self.process.wait()


class Pool:
    """Answers requests from the graph in a file as it is now, each within some seconds.

    At most ``size`` are worked on at once, each in a process of its own that runs a module with
    these arguments; the others wait. A request that is under way when the file is replaced is
    answered from the old one. In a fair pool, one that has had FAIR seconds makes room for those
    that find none, and what takes long does not keep the processor from what does not.
    """

    def __init__(
        self,
        path: Path,
        module: str,
        *arguments: str,
        size: int,
        seconds: float,
        is_fair: bool = False,
    ) -> None:
        self._path = path
        self._command = command(module, *arguments)
        self._seconds = seconds
        self._is_fair = is_fair
        self._room = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._running: dict[asyncio.Timeout, float] = {}  # since when
        self._is_closed = False

    async def ask(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        """What a process says to a line: the head of its answer, and the content.

        StoppedError for a request that had to be ended or found no room, WorkspaceError where
        there is no graph. Cancelling this ends the request.
        """
        try:
            async with asyncio.timeout(self._seconds):
                await self._enter()
        except TimeoutError:
            raise StoppedError(
                f"too many queries at once: no room for {self._seconds:g} s; try again later"
            ) from None
        try:
            return await self._answer(line)
        finally:
            self._room.release()

    def stamp(self) -> Stamp:
        """Another one means that the graph is another."""
        return _stamp(self._path)

    async def close(self) -> None:
        """End all processes, and the queries with them (StoppedError), for good."""
        self._is_closed = True
        for one in tuple(self._all):
            await self._end(one)

    async def _enter(self) -> None:
        """Wait for room, and see to it that there will be some."""
        if not self._room.locked():
            await self._room.acquire()
            return
        making = asyncio.create_task(self._make_room())
        try:
            await self._room.acquire()
        finally:
            making.cancel()

    async def _make_room(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            self._displace()

    def _displace(self) -> None:
        """End the request that has been worked on longest, if that is long."""
        now = asyncio.get_running_loop().time()
        limit = min(self._running, key=lambda one: self._running[one], default=None)
        if self._is_fair and limit is not None and now - self._running[limit] > FAIR:
            del self._running[limit]
            limit.reschedule(now)

    async def _answer(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        one = await self._open()
        loop = asyncio.get_running_loop()
        limit, began = asyncio.timeout(self._seconds), loop.time()
        slowing = loop.call_later(FAIR, self._slow_down, one.process.pid)
        is_fit = False
        try:
            self._check()
            async with limit:
                self._running[limit] = began
                said = await one.ask(line)
            is_fit = not self._is_fair or loop.time() - began < FAIR
        except TimeoutError:
            spent = loop.time() - began
            if spent < self._seconds:
                raise StoppedError.displaced(spent) from None
            raise StoppedError.late(self._seconds) from None
        except EOFError as error:
            self._check()
            raise StoppedError.broken("it ended") from error
        finally:
            slowing.cancel()
            self._running.pop(limit, None)
            if is_fit:
                self._idle.append(one)
            else:
                await self._end(one)
        return said

    def _slow_down(self, process: int) -> None:
        """Move a process back behind those that have little to do; there is no way forward."""
        if self._is_fair and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process, _NICE)

    async def _open(self) -> _Worker:
        """A process that has read the graph as it lies there now."""
        stamp = _stamp(self._path)
        idle, self._idle = self._idle, []
        for one in idle:
            if one.stamp == stamp and one.process.returncode is None:
                self._idle.append(one)
            else:
                await self._end(one)
        return self._idle.pop() if self._idle else await self._start(stamp)

    async def _end(self, one: _Worker) -> None:
        if one in self._all:  # twice would take its exit status from whoever waits for it
            self._all.remove(one)
            if one.process.returncode is None:
                one.process.kill()
        await one.gone()

    def _check(self) -> None:
        if self._is_closed:
            raise StoppedError("the server is being stopped")

    async def _start(self, stamp: Stamp) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            env=environment(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl-C is for the server alone
        )
        one = _Worker(process, stamp)
        self._all.add(one)
        is_ready = False
        try:
            head, content = await one.hear()
            is_ready = head["kind"] == READY
        except EOFError as error:
            self._check()
            raise StoppedError.broken("it ended while the graph was read") from error
        finally:
            if not is_ready:
                await self._end(one)
        if not is_ready:
            raise WorkspaceError(content.decode())
        return one


def _stamp(path: Path) -> Stamp:
    try:
        found = os.stat(path)
    except OSError as error:
        raise WorkspaceError(f"{path}: no graph there; kg build writes it") from error
    return found.st_ino, found.st_mtime_ns, found.st_size
