"""The folder that ``kg build`` fills: an embedded database, with the exports beside it.

The database holds every article with its parse and its reading, and what made each of them
(models, knowledge, code), so that unchanged input costs nothing and changed code is noticed. All
of an article is one row: an interrupted run leaves whole articles only, and the next one goes on.
Every change is one transaction of SQLite, which is on the disk when it returns.
"""

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.database import DATABASE, connect, decoded, encoded, errors, locked, prepare
from kg.errors import WorkspaceError
from kg.model import Article, Reading, Sentence


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
        self._lock = contextlib.ExitStack()
        if create:
            _make_folder(folder)
        elif not (folder / DATABASE).is_file():
            raise WorkspaceError(
                f"{folder}: no workspace ({DATABASE} is missing); kg build makes one"
            )
        with self._errors():
            self._db = connect(folder / DATABASE)
        try:
            with self._errors():
                prepare(self._db, folder, create=create)
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
        self._lock.close()

    def lock(self) -> None:
        """Keep other writers out until this workspace is closed; everybody may read.

        WorkspaceError if another process has locked it.
        """
        self._lock.enter_context(locked(self.folder))

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
            sentences=decoded(sentences, tuple[Sentence, ...]),
            reader=reader,
            reading=decoded(reading, Reading),
        )

    def outdated(self, reader: str) -> list[str]:
        """Identifiers of the articles whose reading was made by something else, sorted."""
        query = "SELECT id FROM article WHERE reader <> ? ORDER BY id"
        with self._errors():
            return [row[0] for row in self._db.execute(query, (reader,))]

    def readings(self, article_ids: Collection[str] | None = None) -> Iterator[Reading]:
        """The readings of these articles, or all, in the order of their articles' identifiers."""
        if article_ids is not None:
            for article_id in sorted(article_ids):
                if row := self._row("SELECT reading FROM article WHERE id = ?", article_id):
                    yield decoded(row[0], Reading)
            return
        with self._errors():
            for (reading,) in self._db.execute("SELECT reading FROM article ORDER BY id"):
                yield decoded(reading, Reading)

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """The identifiers of all articles, sorted, and a digest of the reading of each."""
        with self._errors():
            for id_, reading in self._db.execute("SELECT id, reading FROM article ORDER BY id"):
                yield id_, hashlib.sha256(f"{id_}\n".encode() + reading).digest()

    def faults(self) -> Iterator[str]:
        """What is broken in the database, a line each; nothing where it is whole."""
        try:
            with self._errors():
                for (fault,) in self._db.execute("PRAGMA integrity_check"):
                    if fault != "ok":
                        yield f"{self.folder / DATABASE}: {' '.join(fault.split())}"
            for article_id in self.article_ids():
                try:
                    self.stored(article_id)
                except WorkspaceError as error:
                    yield f"{article_id}: {error}"
        except WorkspaceError as error:
            yield str(error)

    def store(self, stored: Stored) -> None:
        """Add or replace an article, all or nothing."""
        sentences, reading = encoded(stored.sentences), encoded(stored.reading)
        self.put(stored.article.id, (stored.parser, sentences), (stored.reader, reading))

    def put(self, id_: str, sentences: tuple[str, bytes], reading: tuple[str, bytes]) -> None:
        """The same with what is encoded already, each behind its maker's fingerprint."""
        query = "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?)"
        self._write(query, id_, *sentences, *reading)

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
        return hashlib.sha256(b"".join(digest for _, digest in self.digests())).hexdigest()

    def export(self, format_name: str) -> Export | None:
        """The file that was last written in a format."""
        row = self._row("SELECT name, maker, digest FROM export WHERE format = ?", format_name)
        return None if row is None else Export(name=row[0], maker=row[1], digest=row[2])

    def drop_export(self, format_name: str) -> None:
        """Forget the file that was last written in a format."""
        self._write("DELETE FROM export WHERE format = ?", format_name)

    def set_exports(self, exports: Mapping[str, Export], settings: Mapping[str, str]) -> None:
        """Remember what files were made from, by format, and settings: all of it or nothing."""
        files = [(name, each.name, each.maker, each.digest) for name, each in exports.items()]
        with self._errors(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO export VALUES (?, ?, ?, ?)", files)
            self._db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())

    def _row(self, query: str, *values: str) -> Any:
        with self._errors():
            return self._db.execute(query, values).fetchone()

    def _write(self, query: str, *values: str | bytes) -> None:
        """One statement, and so one transaction."""
        with self._errors():
            self._db.execute(query, values)

    def _errors(self) -> contextlib.AbstractContextManager[None]:
        return errors(self.folder / DATABASE)


def _make_folder(folder: Path) -> None:
    """The folder; WorkspaceError if it cannot be made, or holds things but no workspace."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        holds = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be used as a folder: {error.strerror}") from error
    if holds and DATABASE not in holds:
        raise WorkspaceError(f"{folder}: holds other files and no workspace; name an empty folder")
