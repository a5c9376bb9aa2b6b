"""The folder that ``kg build`` fills: an embedded database, with the exports beside it.

The database holds every article with its parse and its reading, and what made each of them
(models, knowledge, code), so that unchanged input costs nothing and changed code is noticed. All
of an article is one row: an interrupted run leaves whole articles only, and the next one goes on.
"""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from kg.errors import WorkspaceError
from kg.model import Article, Reading, Sentence

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

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article, all that was made of it alone, and the makers' fingerprints."""

    parser: str
    sentences: tuple[Sentence, ...]
    reader: str
    reading: Reading

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.reading.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file written beside the database."""

    name: str
    maker: str  #: fingerprint of all it was made from
    digest: str  #: of its bytes


class Workspace:
    """An open workspace; use it in a ``with`` statement.

    WorkspaceError for a folder that is no workspace, is broken, or was written by another version
    of the program.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self._lock: sqlite3.Connection | None = None
        if create:
            _make_folder(folder)
        elif not (folder / DATABASE).is_file():
            raise WorkspaceError(
                f"{folder}: no workspace ({DATABASE} is missing); kg build makes one"
            )
        with self._errors():
            self._db = sqlite3.connect(folder / DATABASE, timeout=2, isolation_level=None)
        try:
            with self._errors():
                self._prepare(create)
        except WorkspaceError:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        if self._lock is not None:
            self._lock.close()

    def lock(self) -> None:
        """Keep other writers out until this workspace is closed; everybody may read.

        WorkspaceError if another process has locked it.
        """
        with self._errors():
            self._lock = sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")

    def setting(self, name: str) -> str | None:
        """What an earlier run stored under a name."""
        row = self._row("SELECT value FROM setting WHERE name = ?", name)
        return None if row is None else str(row[0])

    def set_setting(self, name: str, value: str) -> None:
        """Store a setting for later runs."""
        self._write("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value)

    def settings(self, prefix: str) -> dict[str, str]:
        """The settings whose names begin with ``prefix``, by the rest of their names, sorted."""
        query = "SELECT substr(name, ?), value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY 1"
        with self._errors():
            return dict(self._db.execute(query, (len(prefix) + 1, len(prefix), prefix)))

    def drop_setting(self, name: str) -> None:
        """Forget a setting; nothing happens where there is none."""
        self._write("DELETE FROM setting WHERE name = ?", name)

    def article_ids(self) -> list[str]:
        """Identifiers of all articles, sorted by code point."""
        with self._errors():
            return [row[0] for row in self._db.execute("SELECT id FROM article ORDER BY id")]

    def stored(self, article_id: str) -> Stored | None:
        """One article with all that was made of it, or None if it is not here."""
        row = self._row("SELECT * FROM article WHERE id = ?", article_id)
        if row is None:
            return None
        _, parser, sentences, reader, reading = row
        return Stored(
            parser=parser,
            sentences=_decoded(sentences, tuple[Sentence, ...]),
            reader=reader,
            reading=_decoded(reading, Reading),
        )

    def outdated(self, reader: str) -> list[str]:
        """Identifiers of the articles whose reading was made by something else, sorted."""
        query = "SELECT id FROM article WHERE reader <> ? ORDER BY id"
        with self._errors():
            return [row[0] for row in self._db.execute(query, (reader,))]

    def readings(self) -> Iterator[Reading]:
        """All readings, in the order of their articles' identifiers."""
        with self._errors():
            for (reading,) in self._db.execute("SELECT reading FROM article ORDER BY id"):
                yield _decoded(reading, Reading)

    def store(self, stored: Stored) -> None:
        """Add or replace an article, all or nothing."""
        self._write(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)",
            stored.article.id,
            stored.parser,
            _encoded(stored.sentences),
            stored.reader,
            _encoded(stored.reading),
        )

    def remove(self, article_ids: Sequence[str]) -> None:
        """Take articles out with all that was made of them; WorkspaceError if one is not here."""
        missing = sorted(set(article_ids) - set(self.article_ids()))
        if missing:
            names = ", ".join(missing)
            raise WorkspaceError(f"{self.folder}: no article {names}; kg status lists all")
        marks = ", ".join("?" * len(article_ids))
        self._write(f"DELETE FROM article WHERE id IN ({marks})", *article_ids)

    def digest(self) -> str:
        """A digest over all articles and readings."""
        digest = hashlib.sha256()
        with self._errors():
            for article_id, reading in self._db.execute(
                "SELECT id, reading FROM article ORDER BY id"
            ):
                digest.update(f"{article_id} {len(reading)} ".encode())
                digest.update(reading)
        return digest.hexdigest()

    def export(self, format_name: str) -> Export | None:
        """The file that was last written in a format."""
        row = self._row("SELECT name, maker, digest FROM export WHERE format = ?", format_name)
        return None if row is None else Export(name=row[0], maker=row[1], digest=row[2])

    def set_export(self, format_name: str, export: Export) -> None:
        """Remember what a file was made from."""
        query = "INSERT OR REPLACE INTO export VALUES (?, ?, ?, ?)"
        self._write(query, format_name, export.name, export.maker, export.digest)

    def _prepare(self, create: bool) -> None:
        """Make the tables of a new database; check the marks of an old one."""
        mark, version, tables = (
            self._db.execute(query).fetchone()[0]
            for query in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT count(*) FROM sqlite_schema",
            )
        )
        if create and (mark, version, tables) == (0, 0, 0):
            self._db.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id = {_MARK};"
                f"PRAGMA user_version = {VERSION}; COMMIT;"
            )
        elif mark != _MARK:
            raise WorkspaceError(f"{self.folder / DATABASE}: not a database of Simpul")
        elif version != VERSION:
            raise WorkspaceError(
                f"{self.folder}: a workspace of version {version}, and this program writes version"
                f" {VERSION}; build into another folder, or use the program that made it"
            )

    def _row(self, query: str, *values: str) -> Any:
        with self._errors():
            return self._db.execute(query, values).fetchone()

    def _write(self, query: str, *values: str | bytes) -> None:
        """One statement, and so one transaction."""
        with self._errors():
            self._db.execute(query, values)

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.Error as error:
            busy = "locked" in str(error)
            why = "in use by another kg; try again when it is done" if busy else str(error)
            raise WorkspaceError(f"{self.folder / DATABASE}: {why}") from error


def _make_folder(folder: Path) -> None:
    """The folder; WorkspaceError if it cannot be made, or holds things but no workspace."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        holds = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be used as a folder: {error.strerror}") from error
    if holds and DATABASE not in holds:
        raise WorkspaceError(f"{folder}: holds other files and no workspace; name an empty folder")


def _encoded(record: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(record), 1)


def _decoded(blob: bytes, kind: type[T]) -> T:
    try:
        return msgspec.msgpack.decode(zlib.decompress(blob), type=kind)
    except (zlib.error, msgspec.DecodeError) as error:
        raise WorkspaceError(f"a record of the workspace is broken: {error}") from error
