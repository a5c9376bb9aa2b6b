"""What can still be read of a broken database, put into a new one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kg.database import DATABASE, connect, decoded, errors
from kg.errors import WorkspaceError
from kg.model import Reading, Sentence
from kg.workspace import Stored, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What became of the articles and settings of a broken database."""

    articles: int  #: that are in the new one
    lost: tuple[str, ...]  #: articles that are not, as far as their identifiers are known, sorted
    settings: dict[str, str]  #: that are in the new one


def salvage(folder: Path, scratch: Path) -> Salvaged:
    """Write what can be read of the database in ``folder`` into a workspace in ``scratch``.

    An article whose sentences are broken is kept, to be parsed anew. What the exports were made
    from is forgotten, so that they are written again. WorkspaceError where nothing can be read.
    """
    with closing(connect(folder / DATABASE)) as old, Workspace(scratch, create=True) as new:
        with errors(folder / DATABASE):
            # A file that was cut short is opened, and its missing pages alone are broken.
            old.execute("PRAGMA writable_schema = ON")
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        saved = set()
        for stored in _articles(old):
            new.store(stored)
            saved.add(stored.article.id)
        settings = {name: value for name, value in _settings(old) if name != "summary"}
        for name, value in settings.items():
            new.set_setting(name, value)
        known = {article_id for article_id, _ in _index(old)}
    if not saved and not settings:
        raise WorkspaceError(
            f"{folder / DATABASE}: nothing in it can be read; build into another folder"
        )
    return Salvaged(articles=len(saved), lost=tuple(sorted(known - saved)), settings=settings)


def _articles(database: sqlite3.Connection) -> Iterator[Stored]:
    """The articles that can be read, each row tried by itself."""
    for row in _rows(database):
        with suppress(sqlite3.Error):
            found = database.execute("SELECT * FROM article WHERE rowid = ?", (row,)).fetchone()
            stored = _read(found) if found else None
            if stored:
                yield stored


def _read(row: tuple[str, str, bytes, str, bytes]) -> Stored | None:
    _, parser, sentences, reader, reading = row
    try:
        whole = Stored(
            parser=parser, sentences=(), reader=reader, reading=decoded(reading, Reading)
        )
    except WorkspaceError:
        return None
    try:
        return replace(whole, sentences=decoded(sentences, tuple[Sentence, ...]))
    except WorkspaceError:
        return replace(whole, parser="", reader="")


def _rows(database: sqlite3.Connection) -> range:
    """The numbers that rows can have: up to the last that the table or its index knows."""
    last = max((row for _, row in _index(database)), default=0)
    with suppress(sqlite3.Error):
        last = max(last, database.execute("SELECT max(rowid) FROM article").fetchone()[0] or 0)
    return range(1, last + 1)


def _index(database: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Identifiers and rows from the index, which lies in other pages than the table; from both
    ends, since it can be read only up to what is broken of it."""
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            yield from database.execute(f"SELECT id, rowid FROM article ORDER BY id {order}")


def _settings(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    with suppress(sqlite3.Error):
        yield from database.execute("SELECT name, value FROM setting")
