"""Readings as Parquet: a row for each article, what was made of it as JSON, for any program."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from kg.errors import WorkspaceError
from kg.model import Reading, Sentence
from kg.workspace import Stored

if TYPE_CHECKING:
    import pyarrow

_TEXTS = ("id", "source", "title", "published", "publisher", "text")  #: of the article
_MADE = ("parser", "sentences", "reader", "reading")


def as_parquet(stored: Sequence[Stored]) -> bytes:
    """A shard; the same bytes for the same readings and version of pyarrow."""
    import pyarrow
    from pyarrow import parquet

    rows = [_row(each) for each in stored]
    columns = {name: [row[name] for row in rows] for name in (*_TEXTS, *_MADE)}
    table = pyarrow.table(columns, schema=_schema())
    written = io.BytesIO()
    parquet.write_table(table, written, compression="zstd")
    return written.getvalue()


def from_parquet(content: bytes, name: str) -> Iterator[Stored]:
    """The readings of a shard; WorkspaceError where they are broken."""
    import pyarrow
    from pyarrow import parquet

    try:
        rows = parquet.read_table(io.BytesIO(content), columns=list(_MADE)).to_pylist()
        for row in rows:
            yield Stored(
                parser=row["parser"],
                sentences=msgspec.json.decode(row["sentences"], type=tuple[Sentence, ...]),
                reader=row["reader"],
                reading=msgspec.json.decode(row["reading"], type=Reading),
            )
    except (pyarrow.ArrowException, msgspec.DecodeError) as error:
        raise WorkspaceError(f"{name}: broken: {' '.join(str(error).split())}") from error


def _row(stored: Stored) -> dict[str, str | None]:
    return {
        **{name: getattr(stored.article, name) for name in _TEXTS},
        "parser": stored.parser,
        "sentences": msgspec.json.encode(stored.sentences).decode(),
        "reader": stored.reader,
        "reading": msgspec.json.encode(stored.reading).decode(),
    }


def _schema() -> "pyarrow.Schema":
    import pyarrow

    return pyarrow.schema([(name, pyarrow.large_string()) for name in (*_TEXTS, *_MADE)])
