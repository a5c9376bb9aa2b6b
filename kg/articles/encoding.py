"""From bytes to text, with clear words where that is not possible."""

import re

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
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(rb"""<meta[^>]{0,100}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}  # as browsers do
_HEAD = 4096  #: bytes looked at for signs of a binary file or a declaration


def refuse_binary(raw: bytes, name: str) -> None:
    """InputError where the bytes of the file ``name`` are no text, or UTF-16."""
    if raw.startswith(_UTF16):
        raise InputError(f"{name}: UTF-16 text; save it as UTF-8")
    kind = _binary_kind(raw)
    if kind:
        raise InputError(f"{name}: a {kind} file, not text")


def decoded(raw: bytes, where: str, offset: int = 0) -> str:
    """The text of UTF-8 bytes; a byte order mark at their start is no part of it.

    InputError names ``where`` and, where a byte is wrong, its offset in the file, which is
    ``offset`` more than that in ``raw``.
    """
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        raise InputError(
            f"{where}: not UTF-8: byte {offset + error.start} is 0x{byte:02X}; save it as UTF-8"
        ) from error


def decoded_page(raw: bytes, where: str) -> str:
    """The text of a web page: in UTF-8 or else in the encoding that the page declares."""
    try:
        return decoded(raw, where)
    except InputError:
        declared = _DECLARED.search(raw, 0, _HEAD)
        if declared is None:
            raise
        return _as_declared(raw, declared.group(1).decode("ascii"), where)


def _as_declared(raw: bytes, encoding: str, where: str) -> str:
    if encoding.lower().replace("-", "") == "utf8":
        return decoded(raw, where)
    try:
        return raw.decode(_MEANT.get(encoding.lower(), encoding))
    except (LookupError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: neither UTF-8 nor {encoding}, which it declares") from error


def _binary_kind(raw: bytes) -> str | None:
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            return kind
    return "binary" if _CONTROL.search(raw, 0, _HEAD) or b"\x00" in raw else None
