"""An article as its file gives it, before its text or page is looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article of a file. Only ``text`` is certain; the rest is as the file states it."""

    id: str
    text: str
    where: str  #: file, and line where it holds several: for messages
    source: str  #: address, or name of the file
    address: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    encoding: str | None = None  #: what its bytes are in; None for plain UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A web page of which nothing has been read yet: that takes long, so others may do it."""

    id: str
    raw: bytes
    where: str  #: as of a record
    address: str | None = None
    encoding: str | None = None  #: that a byte order mark tells
