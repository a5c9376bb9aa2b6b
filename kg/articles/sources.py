"""Which files a command line means: files, folders and standard input."""

import codecs
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import ModuleType
from typing import BinaryIO

from kg.articles import kinds
from kg.articles.encoding import by_mark, refuse_binary
from kg.articles.record import Record
from kg.errors import InputError
from kg.found import found

_STDIN = "-"
_STDIN_NAME = "stdin"
_START = 4096  #: bytes by which a file of unknown name is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read; ``path`` is None for standard input."""

    name: str  #: as the user gave it: for messages
    path: Path | None


def sources(inputs: Sequence[str]) -> Iterator[Source | InputError]:
    """The files that ``inputs`` mean, each once, sorted by their places; standard input is last.

    Folders are read with all below them; of their files only those whose names end like articles
    do (``SUFFIXES`` of the kinds), and none that are hidden.
    """
    files: dict[str, str] = {}
    for given in sorted(set(inputs) - {_STDIN}):
        for name in _inside(given) if os.path.isdir(given) else [given]:
            if isinstance(name, InputError):
                yield name
            else:
                files.setdefault(os.path.realpath(name), name)
    for place in sorted(files):
        yield Source(name=files[place], path=Path(files[place]))
    if _STDIN in inputs:
        yield Source(name=_STDIN_NAME, path=None)


def records(source: Source, stdin: BinaryIO | None) -> Iterator[Record | InputError]:
    """The articles of a source, and an InputError for each part that cannot be read."""
    try:
        raw, marked = by_mark(_bytes(source, stdin), source.name)
        _refuse_empty(raw, source.name)
        refuse_binary(raw, source.name)
    except OSError as error:
        yield InputError(f"{source.name}: {error.strerror or error}")
        return
    except InputError as error:
        yield error
        return
    stem = PurePath(source.name).stem
    for record in _kind(source.name, raw).records(raw, source.name, stem):
        if isinstance(record, Record):
            yield replace(record, encoding=record.encoding or marked)
        else:
            yield record


def _bytes(source: Source, stdin: BinaryIO | None) -> bytes:
    if source.path is not None:
        return source.path.read_bytes()
    return stdin.read() if stdin is not None else b""


def _refuse_empty(raw: bytes, name: str) -> None:
    if not raw.removeprefix(codecs.BOM_UTF8).strip():
        raise InputError(f"{name}: the file is empty")


def _inside(folder: str) -> Iterator[str | InputError]:
    """The files of a folder that are articles' by their names, and the folders not readable."""
    refused: list[OSError] = []
    count = 0
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and PurePath(name).suffix.lower() in _suffixes():
                count += 1
                yield PurePath(place, name).as_posix()
    for error in refused:
        yield InputError(f"{error.filename}: {error.strerror}")
    if not count and not refused:
        yield InputError(f"{folder}: no articles in this folder ({' '.join(_suffixes())})")


def _kind(name: str, raw: bytes) -> ModuleType:
    """The kind of a file by its name, or by how it begins."""
    modules = found(kinds)
    suffix = PurePath(name).suffix.lower()
    by_name = (kind for kind in modules.values() if suffix in kind.SUFFIXES)
    by_start = (kind for kind in modules.values() if kind.looks_like(raw[:_START]))
    return next(by_name, None) or next(by_start, None) or modules["text"]


def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(suffix for kind in found(kinds).values() for suffix in kind.SUFFIXES))
