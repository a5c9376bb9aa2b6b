"""From bytes to text, with clear words where that is not possible.

UTF-8 is expected. UTF-16 is known by its byte order mark, and lines of Windows-1252 (of which
Latin-1 is a part) by charset-normalizer, which must find that they read as a language: a few words
do not tell. Nothing else is guessed.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from kg.errors import InputError

_SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP or office",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "program",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = "cp1252"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"""<meta[^>]{0,100}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MEANT = {"iso-8859-1": _WESTERN, "latin1": _WESTERN, "us-ascii": _WESTERN}  # as browsers do
#: Signs of UTF-8, its quotation marks cut off at the end of a file among them: a line that has
#: them and is not UTF-8 is of no one encoding.
_IN_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xf4][\x80-\xbf]{2}|\xe2\x80")
_HEAD = 4096  #: bytes looked at for signs of a binary file or a declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and what its bytes were written in where that is not plain UTF-8."""

    text: str
    encoding: str | None = None


def is_utf16(start: bytes) -> bool:
    """Whether bytes begin with a byte order mark of UTF-16."""
    return start.startswith(_UTF16)


def by_mark(raw: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the file ``name`` in UTF-8, and the encoding that a byte order mark tells.

    Bytes of UTF-8 stay as they are, with their mark. InputError where the mark says UTF-16 and a
    byte is wrong.
    """
    if raw.startswith(codecs.BOM_UTF8):
        return raw, "UTF-8 with byte order mark"
    if not is_utf16(raw):
        return raw, None
    try:
        return raw.decode("utf-16").encode(), "UTF-16"
    except UnicodeDecodeError as error:
        raise _wrong_byte(error, name, "UTF-16") from error


def refuse_binary(raw: bytes, name: str) -> None:
    """InputError where the bytes of the file ``name`` are no text."""
    kind = _binary_kind(raw)
    if kind:
        raise InputError(f"{name}: a {kind} file, not text")


def decoded(raw: bytes, where: str, offset: int = 0) -> Decoded:
    """The text of bytes in UTF-8 or, line by line, Windows-1252.

    A byte order mark at their start is no part of it. InputError where they are not UTF-8 and it
    is not sure that they are Windows-1252: it names ``where`` and the first wrong byte with its
    offset in the file, which is ``offset`` more than that in ``raw``.
    """
    try:
        return _utf8(raw, where, offset)
    except InputError:
        other = _by_lines(raw)
        if other is None:
            raise
        return other


def decoded_page(raw: bytes, where: str) -> Decoded:
    """The text of a web page: in UTF-8 or else in the encoding that the page declares.

    A page that declares none is read as ``decoded`` does. InputError as there.
    """
    declared = _DECLARED.search(raw, 0, _HEAD)
    if declared is None:
        return decoded(raw, where)
    try:
        return _utf8(raw, where)
    except InputError:
        encoding = declared.group(1).decode("ascii")
        if encoding.lower().replace("-", "") == "utf8":
            raise
        return _as_declared(raw, encoding, where)


def _utf8(raw: bytes, where: str, offset: int = 0) -> Decoded:
    try:
        return Decoded(text=raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise _wrong_byte(error, where, "UTF-8", offset) from error


def _wrong_byte(
    error: UnicodeDecodeError, where: str, expected: str, offset: int = 0
) -> InputError:
    byte = f"byte {offset + error.start} is 0x{error.object[error.start]:02X}"
    return InputError(f"{where}: not {expected}: {byte}; save it as UTF-8")


def _as_declared(raw: bytes, encoding: str, where: str) -> Decoded:
    try:
        text = raw.decode(_MEANT.get(encoding.lower(), encoding))
    except (LookupError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: neither UTF-8 nor {encoding}, which it declares") from error
    return Decoded(text=text, encoding=f"{encoding}, which it declares")


def _by_lines(raw: bytes) -> Decoded | None:
    """The text of lines in UTF-8 and in Windows-1252; None where the latter are not sure."""
    lines = raw.split(b"\n")
    utf8 = [_is_utf8(line) for line in lines]
    others = [line for line, is_utf8 in zip(lines, utf8, strict=True) if not is_utf8]
    plain = [line for line in lines if line.isascii()]
    if any(map(_IN_UTF8.search, others)) or not _is_western(b"\n".join([*others, *plain])):
        return None
    texts = (
        line.decode("utf-8" if is_utf8 else _WESTERN)
        for line, is_utf8 in zip(lines, utf8, strict=True)
    )
    mixed = len(others) + len(plain) < len(lines)
    return Decoded(
        text="\n".join(texts).removeprefix("\ufeff"),
        encoding=f"{'UTF-8 and ' if mixed else ''}Windows-1252",
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_western(raw: bytes) -> bool:
    """Whether bytes read as a language, and as no jumble of signs, in Windows-1252."""
    try:
        raw.decode(_WESTERN)
    except UnicodeDecodeError:
        return False
    found = from_bytes(
        raw, cp_isolation=[_WESTERN], preemptive_behaviour=False, enable_fallback=False
    ).best()
    return found is not None and found.coherence > 0


def _binary_kind(raw: bytes) -> str | None:
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            return kind
    return "binary" if _CONTROL.search(raw, 0, _HEAD) or b"\x00" in raw else None
