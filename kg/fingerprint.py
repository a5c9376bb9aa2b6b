"""Digests that tell whether what made a result is still the same."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

_LENGTH = 24  #: hexadecimal digits, so 96 bits


def fingerprint(*parts: str | bytes | Path, but: Path | None = None) -> str:
    """A digest over texts, bytes, and the content of files and folders, in the order given.

    Where a folder or file lies does not count, what it is called inside the folder does. The file
    ``but`` is left out of its folder.
    """
    digest = hashlib.sha256()
    for part in parts:
        for name, content in _contents(part, but):
            digest.update(f"{len(name)} {len(content)} ".encode())
            digest.update(name)
            digest.update(content)
    return digest.hexdigest()[:_LENGTH]


def _contents(part: str | bytes | Path, but: Path | None) -> Iterator[tuple[bytes, bytes]]:
    if isinstance(part, str):
        yield b"", part.encode()
    elif isinstance(part, bytes):
        yield b"", part
    elif part.is_dir():
        for path in sorted(part.rglob("*"), key=lambda path: path.relative_to(part).parts):
            if path.is_file() and path.suffix != ".pyc" and path != but:
                yield path.relative_to(part).as_posix().encode(), path.read_bytes()
    else:
        yield b"", part.read_bytes()
