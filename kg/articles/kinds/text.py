"""Plain text: one article a file."""

from collections.abc import Iterator

from kg.articles.content import Content
from kg.articles.encoding import decoded
from kg.articles.record import Record
from kg.errors import InputError

SUFFIXES = (".txt", ".text")


def looks_like(start: bytes) -> bool:
    """Never: plain text is what is left when a file is of no other kind."""
    return False


def records(content: Content, stem: str) -> Iterator[Record | InputError]:
    """The one article of a text file; InputError where it cannot be read."""
    name = content.name
    read = decoded(content.whole(), name)
    yield Record(
        id=stem,
        text=read.text,
        where=name,
        source=name.rpartition("/")[2],
        encoding=read.encoding,
    )
