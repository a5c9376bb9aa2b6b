"""The bytes of an input, taken piece by piece, so that a large file needs little memory."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from kg.articles.encoding import by_mark, is_utf16, refuse_binary
from kg.articles.packed import Readable
from kg.errors import InputError

LARGEST = 32 * 2**20  #: bytes of an article, in a file or a line of its own
_HEAD = 4096  #: bytes by which a file of unknown name is told
_CHUNK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without its end; of one that is larger than an article can be only the beginning."""

    number: int  #: counts from 1
    offset: int  #: of its first byte in the file
    raw: bytes
    is_cut: bool


class Content:
    """What an open file holds; one of ``whole``, ``lines`` and ``rest`` is asked for it, once.

    ``name`` is for messages. OSError from all methods, if the file cannot be read.
    """

    def __init__(self, file: Readable, name: str) -> None:
        self.name = name
        self.encoding: str | None = None  #: that a byte order mark tells
        self._file = file
        self._read = file.read(_HEAD)
        while len(self._read) < _HEAD and (more := file.read(_HEAD - len(self._read))):
            self._read += more
        if is_utf16(self._read):
            self._read = self._all()
        self._read, self.encoding = by_mark(self._read, name)

    @property
    def head(self) -> bytes:
        """How it begins."""
        return self._read[:_HEAD]

    def whole(self) -> bytes:
        """All of it; InputError where that is nothing, too much, or no text."""
        raw = self._all()
        if not raw.removeprefix(codecs.BOM_UTF8).strip():
            raise InputError(f"{self.name}: the file is empty")
        refuse_binary(raw, self.name)
        return raw

    def lines(self) -> Iterator[Line]:
        """Its lines; InputError where there is nothing in them, or the beginning is no text."""
        refuse_binary(self.head, self.name)
        kept, size, offset, number = bytearray(), 0, 0, 1
        is_empty = True
        for chunk in self._chunks():
            *ended, rest = chunk.split(b"\n")
            for part in ended:
                kept += part[: LARGEST - len(kept)]
                size += len(part)
                is_empty = is_empty and not kept.removeprefix(codecs.BOM_UTF8).strip()
                is_cut = size > LARGEST
                yield Line(number=number, offset=offset, raw=bytes(kept), is_cut=is_cut)
                offset, number = offset + size + 1, number + 1
                kept, size = bytearray(), 0
            kept += rest[: LARGEST - len(kept)]
            size += len(rest)
        if is_empty and not kept.removeprefix(codecs.BOM_UTF8).strip():
            raise InputError(f"{self.name}: the file is empty")
        yield Line(number=number, offset=offset, raw=bytes(kept), is_cut=size > LARGEST)

    def rest(self) -> Iterator[bytes]:
        """All of it as it is, in pieces."""
        return self._chunks()

    def _chunks(self) -> Iterator[bytes]:
        yield self._read
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def _all(self) -> bytes:
        raw = self._read
        while len(raw) <= LARGEST and (more := self._file.read(LARGEST + 1 - len(raw))):
            raw += more
        if len(raw) > LARGEST:
            raise InputError(f"{self.name}: larger than an article can be ({LARGEST >> 20} MB)")
        return raw
