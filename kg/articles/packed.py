"""What gzip and Zstandard have packed, taken out piece by piece."""

import importlib.util
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from kg.errors import InputError

_SUFFIXES = (".gz", ".zst")  #: of names, small letters
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"  # how the files begin
_PIECE = 2**20  #: bytes that are taken out at once
_GZIP_READ = 2**16  #: bytes of a file that are read at once
_ZSTD_READ = 2**10  #: the same; four bytes may stand for 128 kB
_WINDOW = 2**27  #: bytes that Zstandard may need at once, as its own program has it
_SMALL = 2**28  #: bytes below which nothing is called a bomb
_MOST = 200  #: bytes for one byte of the file; text has 3 to 20


class Readable(Protocol):
    """An open file."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, ``size`` or all of them; fewer where there are no more."""
        ...


def bare(name: str) -> str:
    """The name of what is packed in a file of this name."""
    suffix = PurePath(name).suffix
    return name.removesuffix(suffix) if suffix.lower() in _SUFFIXES else name


def unpacked(file: Readable, name: str) -> Readable:
    """What a file holds; a file that is not packed can be read from its beginning all the same.

    Reading raises InputError, after all that could be taken out, where the rest is broken or cut
    off, and where there is far more in it than in text. InputError at once where a library is
    missing.
    """
    counted = _Counted(file)
    head = counted.read(len(_ZSTD))
    if head.startswith(_GZIP):
        return _Pieces(_checked(_gzip(head, counted, name), counted, name))
    if head == _ZSTD:
        if importlib.util.find_spec("zstandard") is None:
            raise InputError(
                f"{name}: needs zstandard, which is not installed: pip install 'simpul[cluster]'"
            )
        return _Pieces(_checked(_zstd(head, counted, name), counted, name))
    return _Pieces(_rest(head, file))


class _Counted:
    """A file that counts what was read of it."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._file.read(size)
        self.count += len(piece)
        return piece


class _Pieces:
    """A file of pieces. An error among them is raised after all that came before it was read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._kept = b""
        self._error: InputError | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, ``size`` or all of them; fewer before the end or an error."""
        taken, length = [self._kept], len(self._kept)
        while size < 0 or length < size:
            try:
                piece = next(self._pieces, b"")
            except InputError as error:
                self._error = error
                piece = b""
            if not piece:
                break
            taken.append(piece)
            length += len(piece)
        whole = b"".join(taken)
        if not whole and size and self._error is not None:
            raise self._error
        cut = length if size < 0 else size
        self._kept = whole[cut:]
        return whole[:cut]


def _rest(head: bytes, file: Readable) -> Iterator[bytes]:
    yield head
    while piece := file.read(_PIECE):
        yield piece


def _gzip(head: bytes, file: Readable, name: str) -> Iterator[bytes]:
    """The members of a file one after the other."""
    given = head
    while given:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            try:
                piece = member.decompress(given, _PIECE)
            except zlib.error as error:
                raise InputError(f"{name}: broken gzip; the rest is not read") from error
            if piece:
                yield piece
            given = member.unconsumed_tail
            if not (piece or given or member.eof):
                given = _more(file, _GZIP_READ, name, "gzip")
        given = (member.unused_data or file.read(_GZIP_READ)).lstrip(b"\0")


def _zstd(head: bytes, file: Readable, name: str) -> Iterator[bytes]:
    """The frames of a file one after the other."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    given = head
    while given:
        frame = unpacker.decompressobj()
        while not frame.eof:
            try:
                piece = frame.decompress(given)
            except zstandard.ZstdError as error:
                raise InputError(f"{name}: broken Zstandard; the rest is not read") from error
            if piece:
                yield piece
            if not frame.eof:
                given = _more(file, _ZSTD_READ, name, "Zstandard")
        given = frame.unused_data or file.read(_ZSTD_READ)


def _more(file: Readable, size: int, name: str, kind: str) -> bytes:
    piece = file.read(size)
    if not piece:
        raise InputError(f"{name}: {kind} that breaks off; what came before is read")
    return piece


def _checked(pieces: Iterator[bytes], file: _Counted, name: str) -> Iterator[bytes]:
    """The same pieces; InputError where they become more than any text could be."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max(_SMALL, _MOST * file.count):
            raise InputError(f"{name}: unpacks to more than {_MOST} times its size; not news")
        yield piece
