"""JSON Lines: one article a line, with the fields that ``_Line`` names; only ``text`` is needed."""

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from kg.articles.content import LARGEST, Content
from kg.articles.encoding import decoded
from kg.articles.record import Record
from kg.errors import InputError

SUFFIXES = (".jsonl", ".ndjson")
_START = re.compile(rb"\s*\{\s*(?:\"|\})")


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that are read; others are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    url: str | None = None
    published: str | int | None = None  #: a number counts seconds or milliseconds since 1970
    published_raw: str | None = None  #: for records that keep what the page said
    publisher: str | None = None


def looks_like(start: bytes) -> bool:
    """Whether bytes begin as a JSON object does."""
    return bool(_START.match(start.removeprefix(b"\xef\xbb\xbf")))


def records(content: Content, stem: str) -> Iterator[Record | InputError]:
    """The articles of a file, one for each line that is not empty."""
    for line in content.lines():
        where = f"{content.name}:{line.number}"
        try:
            if line.is_cut:
                raise InputError(f"{where}: larger than an article can be ({LARGEST >> 20} MB)")
            read = decoded(line.raw, where, line.offset)
            if read.text.strip():
                record = _record(_parsed(read.text, where), where, f"{stem}-{line.number}")
                yield replace(record, encoding=read.encoding)
        except InputError as error:
            yield error


def _parsed(text: str, where: str) -> _Line:
    try:
        return msgspec.json.decode(text, type=_Line)
    except msgspec.ValidationError as error:
        raise InputError(f"{where}: not an article: {_in_one_line(error)}") from error
    except msgspec.DecodeError as error:
        raise InputError(f"{where}: broken JSON: {_in_one_line(error)}") from error


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _record(line: _Line, where: str, default: str) -> Record:
    return Record(
        id=default if line.id is None else str(line.id).strip() or default,
        text=line.text,
        where=where,
        # Without the line: the order of a file's lines must not show in the graph.
        source=line.url or where.rpartition("/")[2].rpartition(":")[0],
        address=line.url,
        title=line.title,
        published=str(line.published or line.published_raw or "") or None,
        publisher=line.publisher,
    )
