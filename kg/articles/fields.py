"""The fields of an article in files that hold many: JSON Lines and Parquet."""

from typing import Any

import msgspec

from kg.articles.encoding import printable
from kg.articles.record import Record
from kg.errors import InputError


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that are read; others are passed over, and only ``text`` is needed."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    published: str | int | None = None  #: a number counts seconds or milliseconds since 1970
    published_raw: str | None = None  #: for records that keep what the page said
    publisher: str | None = None


def from_json(text: str, where: str) -> Fields:
    """The fields of a JSON object; InputError where it is broken, or no article."""
    try:
        return msgspec.json.decode(text, type=Fields)
    except msgspec.ValidationError as error:
        raise _no_article(where, error) from error
    except msgspec.DecodeError as error:
        raise InputError(f"{where}: broken JSON: {_in_one_line(error)}") from error


def from_row(row: dict[str, Any], where: str) -> Fields:
    """The fields of a row by the names of its columns; InputError where it is no article."""
    try:
        return msgspec.convert(row, type=Fields)
    except msgspec.ValidationError as error:
        raise _no_article(where, error) from error


def record(fields: Fields, where: str, default: str) -> Record:
    """The record of a line or row; ``default`` is its identifier if it has none."""
    return Record(
        id=default if fields.id is None else printable(str(fields.id).strip()) or default,
        text=fields.text,
        where=where,
        # Without the line: the order of a file's lines must not show in the graph.
        source=fields.url or where.rpartition("/")[2].rpartition(":")[0],
        address=fields.url,
        title=fields.title,
        published=str(fields.published or fields.published_raw or "") or None,
        publisher=fields.publisher,
    )


def _no_article(where: str, error: Exception) -> InputError:
    return InputError(f"{where}: not an article: {_in_one_line(error)}")


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())
