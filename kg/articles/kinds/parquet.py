"""Parquet: one article a row, in columns with the names that ``Fields`` has, read by pyarrow.

A file is copied to a disk first, since its end is read before its beginning, and standard input,
packed files and object stores are read from the front.
"""

import datetime
import importlib.util
import tempfile
from collections.abc import Iterator
from typing import Any

from kg.articles.content import LARGEST, Content
from kg.articles.fields import Fields, from_row, record
from kg.articles.record import Record
from kg.errors import InputError

SUFFIXES = (".parquet",)
_MAGIC = b"PAR1"
_ROWS = 64  #: that are in memory at once
_GROUP = 2**31  #: bytes of a group of rows, unpacked


def looks_like(start: bytes) -> bool:
    """Whether bytes begin as a Parquet file does."""
    return start.startswith(_MAGIC)


def records(content: Content, stem: str) -> Iterator[Record | InputError]:
    """The articles of a file, one for each row."""
    name = content.name
    if importlib.util.find_spec("pyarrow") is None:
        raise InputError(
            f"{name}: needs pyarrow, which is not installed: pip install 'simpul[cluster]'"
        )
    import pyarrow

    with tempfile.TemporaryFile() as file:
        for piece in content.rest():
            file.write(piece)
        try:
            for number, row in enumerate(_rows(file, name), start=1):
                yield _record(row, f"{name}:{number}", f"{stem}-{number}")
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            told = " ".join(str(error).split())
            raise InputError(f"{name}: broken Parquet: {told}") from error


def _rows(file: Any, name: str) -> Iterator[dict[str, Any]]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(file) as table:
        columns = [column for column in Fields.__struct_fields__ if column in table.schema.names]
        if "text" not in columns:
            raise InputError(f"{name}: no column text; its columns: {_listed(table.schema.names)}")
        for group in range(table.num_row_groups):
            if table.metadata.row_group(group).total_byte_size > _GROUP:
                raise InputError(f"{name}: a group of rows with more than {_GROUP >> 30} GB")
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
            yield from batch.to_pylist()


def _listed(names: list[str]) -> str:
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")


def _record(row: dict[str, Any], where: str, default: str) -> Record | InputError:
    plain = {name: _plain(value) for name, value in row.items()}
    try:
        fields = from_row(plain, where)
    except InputError as error:
        return error
    if len(fields.text) > LARGEST:
        return InputError(f"{where}: larger than an article can be ({LARGEST >> 20} MB)")
    return record(fields, where, default)


def _plain(value: object) -> object:
    """A value as JSON would have it."""
    return value.isoformat() if isinstance(value, datetime.date) else value
