"""What resolving remembers of earlier runs, in a file beside the store of a workspace.

Nothing in it is the only copy: where it is missing, broken or by another maker, all is made anew.
"""

import contextlib
import logging
import weakref
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import islice
from pathlib import Path

from kg.database import connect, errors
from kg.errors import WorkspaceError
from kg.kept import FOLDER
from kg.model import Reading
from kg.resolve.memory import AtHand, Memory, Results, Spread
from kg.resolve.numbers import DIGEST, Digests
from kg.workspace import Workspace

MEMORY = "resolved.db"  #: in the folder of the store

_CHECK = 4  # bytes of a checksum before each result
_AT_HAND = 64 << 20  # bytes of the results of a step that need not be read again
_BESIDE = 200  # bytes that each of them takes beside its own
_TOGETHER = 1000  # results that are written at once
_TABLES = """
CREATE TABLE IF NOT EXISTS maker (name TEXT);
CREATE TABLE IF NOT EXISTS made (step TEXT, digest BLOB, value BLOB, PRIMARY KEY (step, digest));
"""
_LOG = logging.getLogger(__name__)

Result = tuple[bytes, bytes]
"""A digest, and the result of what it was made of."""


class WorkspaceStock:
    """The readings of a workspace, and what is remembered of them."""

    def __init__(self, workspace: Workspace, memory: Memory, spread: Spread) -> None:
        self.memory, self.spread = memory, spread
        self._workspace = workspace

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """The identifiers of all articles, sorted, and a digest of the reading of each."""
        return ((id_, digest[:DIGEST]) for id_, digest in self._workspace.digests())

    def readings(self, article_ids: Collection[str]) -> Iterator[Reading]:
        """The readings of these articles, in the order of their identifiers."""
        return self._workspace.readings(article_ids)


class Remembered:
    """Results of steps in the workspace in ``folder``, as ``maker`` makes them.

    Whoever has not locked the workspace must not write.
    """

    def __init__(self, folder: Path, maker: str, *, writing: bool) -> None:
        self._file = _File(folder / FOLDER / MEMORY, maker)
        self._writing = writing

    def recall(self, step: str) -> Results:
        """All that is known of a step; nothing where that cannot be read."""
        if self._writing:
            return _Stored(self._file, step)
        try:
            return AtHand(self._file.read(step))
        except WorkspaceError as error:
            _LOG.info("%s; it is made anew", error)
            return AtHand()


class _File:
    """Those of all steps in a file, as ``maker`` makes them; WorkspaceError where it is broken."""

    def __init__(self, path: Path, maker: str) -> None:
        self.path = path
        self._maker = maker

    def read(self, step: str) -> Iterator[Result]:
        """Those of a step that are whole."""
        if not self.path.is_file():
            return
        with errors(self.path), contextlib.closing(connect(self.path)) as database:
            if database.execute("SELECT name FROM maker").fetchall() != [(self._maker,)]:
                return
            rows = database.execute("SELECT digest, value FROM made WHERE step = ?", (step,))
            yield from ((digest, value[_CHECK:]) for digest, value in rows if _is_whole(value))

    def digests(self, step: str) -> Iterator[bytes]:
        """Of all results of a step, whole or not."""
        with errors(self.path), contextlib.closing(connect(self.path)) as database:
            rows = database.execute("SELECT digest FROM made WHERE step = ?", (step,))
            yield from (digest for (digest,) in rows)

    def reader(self, step: str) -> Callable[[bytes], bytes]:
        """Reads one result of a step at a time."""
        with errors(self.path):
            database = connect(self.path)

        def read(digest: bytes) -> bytes:
            query = "SELECT value FROM made WHERE step = ? AND digest = ?"
            with errors(self.path):
                row = database.execute(query, (step, digest)).fetchone()
            if row is None or not _is_whole(row[0]):
                self.path.unlink(missing_ok=True)
                raise WorkspaceError(f"{self.path}: broken; the next build makes it anew")
            value: bytes = row[0][_CHECK:]
            return value

        weakref.finalize(read, database.close)
        return read

    def write(self, step: str, new: Collection[Result], gone: Collection[bytes]) -> None:
        """Have these results, and others no more."""
        self.path.parent.mkdir(exist_ok=True)
        try:
            self._write(step, new, gone)
        except WorkspaceError as error:
            _LOG.info("%s; it is made anew", error)
            self.path.unlink(missing_ok=True)
            self._write(step, new, gone)

    def _write(self, step: str, new: Collection[Result], gone: Collection[bytes]) -> None:
        with errors(self.path), contextlib.closing(connect(self.path)) as database, database:
            database.executescript(_TABLES)
            database.execute("BEGIN IMMEDIATE")
            if database.execute("SELECT name FROM maker").fetchall() != [(self._maker,)]:
                database.execute("DELETE FROM maker")
                database.execute("DELETE FROM made")
                database.execute("INSERT INTO maker VALUES (?)", (self._maker,))
            database.executemany(
                "DELETE FROM made WHERE step = ? AND digest = ?", ((step, each) for each in gone)
            )
            database.executemany(
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?)",
                ((step, digest, _sum(value) + value) for digest, value in new),
            )


class _Stored:
    """The results of a step in a file; the first of them, as many as fit, are at hand too."""

    def __init__(self, file: _File, step: str) -> None:
        self._file, self._step = file, step
        self._near: dict[bytes, bytes] = {}
        self._size = 0
        self._known = Digests()
        try:
            for digest, value in file.read(step):
                if not self._take(digest, value):
                    break
            is_all = self._size < _AT_HAND
            for digest in self._near if is_all else file.digests(step):
                self._known.append(digest)
        except WorkspaceError as error:
            _LOG.info("%s; it is made anew", error)
            self._near, self._size = {}, 0
            self._known = Digests()

    def _take(self, digest: bytes, value: bytes) -> bool:
        """Have a result at hand, if there is room; whether there is."""
        self._size += len(value) + _BESIDE
        if self._size < _AT_HAND:
            self._near[digest] = value
        return self._size < _AT_HAND

    @cached_property
    def _read(self) -> Callable[[bytes], bytes]:
        return self._file.reader(self._step)

    def __getitem__(self, digest: bytes) -> bytes:
        found = self._near.get(digest)
        return self._read(digest) if found is None else found

    def lacking(self, digests: Sequence[bytes]) -> Set[bytes]:
        """Those of the digests for which nothing is known."""
        others = [digest for digest in digests if digest not in self._near]
        places = self._known.places(others)
        return {digest for digest, place in zip(others, places, strict=True) if place is None}

    def add(self, new: Iterable[Result]) -> None:
        """Have these too; WorkspaceError where that cannot be written."""
        stream = iter(new)
        more = Digests()
        while some := list(islice(stream, _TOGETHER)):
            self._file.write(self._step, some, ())
            for digest, value in some:
                self._take(digest, value)
                more.append(digest)
        self._known.extend(more)

    def keep(self, wanted: Digests) -> None:
        """Have none but these, which are known; WorkspaceError where that cannot be written."""
        if gone := self._known.but(wanted):
            for digest in gone:
                self._near.pop(digest, None)
            self._file.write(self._step, (), gone)
            self._known = wanted


def _sum(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(_CHECK)


def _is_whole(value: bytes) -> bool:
    return value[:_CHECK] == _sum(value[_CHECK:])
