"""JSON Lines: one article a line, with the fields that ``Fields`` has; only ``text`` is needed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.articles.content import LARGEST, Content
from kg.articles.encoding import decoded
from kg.articles.fields import from_json, record
from kg.articles.record import Record
from kg.errors import InputError

SUFFIXES = (".jsonl", ".ndjson")
_START = re.compile(rb"\s*\{\s*(?:\"|\})")


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
                found = record(from_json(read.text, where), where, f"{stem}-{line.number}")
                yield replace(found, encoding=read.encoding)
        except InputError as error:
            yield error
