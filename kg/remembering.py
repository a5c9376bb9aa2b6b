"""What resolving remembers of earlier runs, in a file beside the store of a workspace.

Nothing in it is the only copy: where it is missing, broken or by another maker, all is made anew.
"""

import contextlib
import logging
import zlib
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from kg.database import connect, errors
from kg.errors import WorkspaceError
from kg.kept import FOLDER
from kg.model import Reading
from kg.resolve.memory import Memory, Spread
from kg.workspace import Workspace

MEMORY = "resolved.db"  #: in the folder of the store

_CHECK = 4  # bytes of a checksum before each result
_TABLES = """
CREATE TABLE IF NOT EXISTS maker (name TEXT);
CREATE TABLE IF NOT EXISTS made (step TEXT, digest BLOB, value BLOB, PRIMARY KEY (step, digest));
"""
_LOG = logging.getLogger(__name__)


class WorkspaceStock:
    """The readings of a workspace, and what is remembered of them."""

    def __init__(self, workspace: Workspace, memory: Memory, spread: Spread) -> None:
        self.memory, self.spread = memory, spread
        self._workspace = workspace

    @cached_property
    def _digests(self) -> Mapping[str, bytes]:
        return self._workspace.digests()

    def digests(self) -> Mapping[str, bytes]:
        """A digest of each reading, by article."""
        return self._digests

    def readings(self, article_ids: Collection[str]) -> Iterator[Reading]:
        """The readings of these articles, in the order of their identifiers."""
        return self._workspace.readings(article_ids)


class Remembered:
    """Results of steps in the workspace in ``folder``, as ``maker`` makes them.

    Whoever has not locked the workspace must not write.
    """

    def __init__(self, folder: Path, maker: str, *, writing: bool) -> None:
        self._path = folder / FOLDER / MEMORY
        self._maker = maker
        self._writing = writing

    def recall(self, step: str) -> dict[bytes, bytes]:
        """All that is known of a step; nothing where that cannot be read."""
        if not self._path.is_file():
            return {}
        try:
            with errors(self._path), contextlib.closing(connect(self._path)) as database:
                if database.execute("SELECT name FROM maker").fetchall() != [(self._maker,)]:
                    return {}
                rows = database.execute("SELECT digest, value FROM made WHERE step = ?", (step,))
                return {digest: value[_CHECK:] for digest, value in rows if _is_whole(value)}
        except WorkspaceError as error:
            _LOG.info("%s; it is made anew", error)
            return {}

    def keep(self, step: str, new: Mapping[bytes, bytes], gone: Collection[bytes]) -> None:
        """Know these results too, and forget others; WorkspaceError where that cannot be."""
        if not self._writing:
            return
        self._path.parent.mkdir(exist_ok=True)
        try:
            self._write(step, new, gone)
        except WorkspaceError as error:
            _LOG.info("%s; it is made anew", error)
            self._path.unlink(missing_ok=True)
            self._write(step, new, gone)

    def _write(self, step: str, new: Mapping[bytes, bytes], gone: Collection[bytes]) -> None:
        with errors(self._path), contextlib.closing(connect(self._path)) as database, database:
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
                ((step, digest, _sum(value) + value) for digest, value in new.items()),
            )


def _sum(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(_CHECK)


def _is_whole(value: bytes) -> bool:
    return value[:_CHECK] == _sum(value[_CHECK:])
