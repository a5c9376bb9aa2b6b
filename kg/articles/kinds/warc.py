"""WARC (ISO 28500): the web pages of a crawl, and the plain texts (WET) that are made of them.

It is read here, and not by a library, because crawls are large and broken: a record whose length
is wrong is told, and reading goes on at the next one, with little memory whatever its lines say.
"""

import http.client
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.articles.content import LARGEST, Content
from kg.articles.encoding import decoded, printable
from kg.articles.packed import unpacked
from kg.articles.record import Page, Record
from kg.errors import InputError

SUFFIXES = (".warc", ".wet")
_MAGIC = b"WARC/"
_PAGES = ("text/html", "application/xhtml+xml")
_LINE = 2**16  #: bytes of a line of a head
_LINES = 200  #: of a head
_HEAD = 2**18  #: bytes in which the head of an answer ends
_CHUNK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """What a record holds."""

    kind: str  #: WARC-Type
    address: str
    media: str
    content: bytes  #: its beginning, where it is larger than an article can be
    is_cut: bool


def looks_like(start: bytes) -> bool:
    """Whether bytes begin as a WARC file does."""
    return start.startswith(_MAGIC)


def records(content: Content, stem: str) -> Iterator[Record | Page | InputError]:
    """The articles of a file, one for each page that was answered with 200, and each text.

    Whatever else is in it (requests, pictures, redirects) is passed over.
    """
    file = io.BufferedReader(_Pieces(content.rest()), _CHUNK)
    number, is_lost = 0, False
    while line := file.readline(_LINE):
        if not line.startswith(_MAGIC):
            if line.strip() and not is_lost:
                yield InputError(f"{content.name}:{number}: no WARC record follows this one")
                is_lost = True
            continue
        number, is_lost = number + 1, False
        where = f"{content.name}:{number}"
        try:
            block = _block(file, where)
            if found := _article(block, where, f"{stem}-{number}"):
                yield found
        except InputError as error:
            yield error


class _Pieces(io.RawIOBase):
    """Pieces as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._kept = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer, as far as the next piece goes."""
        piece = self._kept or next(self._pieces, b"")
        size = min(len(piece), len(buffer))
        buffer[:size] = piece[:size]
        self._kept = piece[size:]
        return size


def _block(file: "io.BufferedReader[Any]", where: str) -> _Block:
    """The record whose first line has been read; InputError where it is broken."""
    head: dict[str, str] = {}
    for _ in range(_LINES):
        line = file.readline(_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        head[name.strip().lower()] = value.strip()
    length = head.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise InputError(f"{where}: broken WARC record: no Content-Length")
    size = int(length)
    content = file.read(min(size, LARGEST + _HEAD))
    left = size - len(content)
    while left > 0 and (skipped := file.read(min(left, _CHUNK))):
        left -= len(skipped)
    if left:
        raise InputError(f"{where}: broken WARC record: the file ends in the middle of it")
    return _Block(
        kind=head.get("warc-type", ""),
        address=printable(head.get("warc-target-uri", "").strip("<>")),
        media=_media(head.get("content-type", "")),
        content=content,
        is_cut=len(content) < size,
    )


def _article(block: _Block, where: str, id_: str) -> Record | Page | None:
    """What a record holds; None where that is no article, InputError where it cannot be read."""
    body, media = block.content, block.media
    if block.kind == "response" and media == "application/http":
        answer = _answer(block, where)
        if answer is None:
            return None
        body, media = answer
    elif block.kind not in ("resource", "conversion"):
        return None
    if media not in (*_PAGES, "text/plain"):
        return None
    if block.is_cut or len(body) > LARGEST:
        raise InputError(f"{where}: larger than an article can be ({LARGEST >> 20} MB)")
    if media in _PAGES:
        return Page(id=id_, raw=body, where=where, address=block.address or None)
    read = decoded(body, where)
    source = block.address or where.rpartition("/")[2].rpartition(":")[0]
    return Record(
        id=id_,
        text=read.text,
        where=where,
        source=source,
        address=block.address or None,
        encoding=read.encoding,
    )


def _answer(block: _Block, where: str) -> tuple[bytes, str] | None:
    """The body of a server's answer and its media type; None where it is another than 200."""
    response = http.client.HTTPResponse(_Socket(block.content))  # type: ignore[arg-type]
    try:
        response.begin()
        media = _media(response.getheader("Content-Type", ""))
        if response.status != http.client.OK or media not in (*_PAGES, "text/plain"):
            return None
        body = response.read()
    except http.client.IncompleteRead as error:  # what is left of one that the crawler unpacked
        body = error.partial
    except (http.client.HTTPException, ValueError) as error:
        told = " ".join(f"{error}".split())
        raise InputError(f"{where}: broken answer of a server: {told}") from error
    packed = response.getheader("Content-Encoding", "identity").lower()
    if packed not in ("identity", "gzip", "x-gzip", ""):
        raise InputError(f"{where}: packed as {printable(packed)}, which is not read")
    return Content(unpacked(io.BytesIO(body), where), where).whole(), media


class _Socket:
    """A connection that says what is in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def makefile(self, mode: str) -> io.BytesIO:
        """The connection as a file."""
        return io.BytesIO(self._content)


def _media(kind: str) -> str:
    return kind.partition(";")[0].strip().lower()
