"""The database of a workspace: its tables, the lock that keeps writers apart, and its errors."""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import BusyError, WorkspaceError

DATABASE = "simpul.db"
_LOCK = ".lock"  #: an empty database; SQLite's locks work the same on every system
VERSION = 1  #: of the tables below
_MARK = 0x53494D50  #: "SIMP" as SQLite's application_id tells our files from others
_TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE article (id TEXT PRIMARY KEY,
    parser TEXT NOT NULL, sentences BLOB NOT NULL,
    reader TEXT NOT NULL, reading BLOB NOT NULL);
CREATE TABLE export (format TEXT PRIMARY KEY,
    name TEXT NOT NULL, maker TEXT NOT NULL, digest TEXT NOT NULL);
"""

_REPAIR = "kg check --repair saves what can be read"
_BUSY = "in use by another kg; try again when it is done"
_WHY = {  #: by SQLite's code, where its own words do not say what to do
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: f"broken; {_REPAIR}",
    sqlite3.SQLITE_NOTADB: "not a database, or one whose beginning is lost",
    sqlite3.SQLITE_FULL: "the disk is full; what was finished is kept, so make room and try again",
    sqlite3.SQLITE_READONLY: "cannot be written: it, or its folder, is read-only",
}

T = TypeVar("T")


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a database, in which every statement is a transaction of its own."""
    return sqlite3.connect(path, timeout=2, isolation_level=None)


def prepare(database: sqlite3.Connection, folder: Path, *, create: bool) -> None:
    """Make the tables of a new database in ``folder``; check the marks of an old one.

    WorkspaceError where the marks are those of another program or version.
    """
    mark, version, tables = (
        database.execute(query).fetchone()[0]
        for query in (
            "PRAGMA application_id",
            "PRAGMA user_version",
            "SELECT count(*) FROM sqlite_schema",
        )
    )
    if create and (mark, version, tables) == (0, 0, 0):
        _create(database, folder)
    elif mark != _MARK:
        raise WorkspaceError(f"{folder / DATABASE}: not a database of Simpul")
    elif version != VERSION:
        raise WorkspaceError(
            f"{folder}: a workspace of version {version}, and this program writes version"
            f" {VERSION}; build into another folder, or use the program that made it"
        )


def _create(database: sqlite3.Connection, folder: Path) -> None:
    """The tables; WorkspaceError where an empty database lies beside what was made of it."""
    if any(folder.glob("graph.*")) or (folder / "store").exists():
        raise WorkspaceError(
            f"{folder / DATABASE}: empty, although a graph was made of it; take the files beside it"
            " away and build again"
        )
    with database:
        database.execute("BEGIN IMMEDIATE")
        if not database.execute("PRAGMA application_id").fetchone()[0]:  # nor another kg's by now
            for statement in (
                *_TABLES.split(";"),
                f"PRAGMA application_id = {_MARK}",
                f"PRAGMA user_version = {VERSION}",
            ):
                database.execute(statement)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other writers out of a workspace; WorkspaceError if another process has locked it."""
    with errors(folder / _LOCK):
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    with contextlib.closing(lock):
        with errors(folder / _LOCK):
            lock.execute("BEGIN EXCLUSIVE")
        yield


@contextlib.contextmanager
def errors(path: Path) -> Iterator[None]:
    """SQLite's errors on the database at ``path`` as ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it are details
        why = _WHY.get(code, str(error))
        raise (BusyError if why == _BUSY else WorkspaceError)(f"{path}: {why}") from error


def encoded(record: object) -> bytes:
    """A record as it is stored; its checksum is in it."""
    return zlib.compress(msgspec.msgpack.encode(record), 1)


def decoded(blob: bytes, kind: type[T]) -> T:
    """The record that was stored; WorkspaceError where it is broken."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(blob), type=kind)
    except (zlib.error, msgspec.DecodeError) as error:
        raise WorkspaceError(f"a record of the workspace is broken ({error}); {_REPAIR}") from error
