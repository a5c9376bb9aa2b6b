"""Which files a command line means: files, folders, addresses of stores, and standard input."""

import contextlib
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import ModuleType
from typing import BinaryIO

from kg.articles import kinds, remote
from kg.articles.content import Content
from kg.articles.encoding import printable
from kg.articles.packed import Readable, bare, unpacked
from kg.articles.record import Page, Record
from kg.errors import InputError
from kg.found import found

_STDIN = "-"
_STDIN_NAME = "stdin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read; neither ``path`` nor ``address`` is known of standard input."""

    name: str  #: as the user gave it, what is no UTF-8 in it escaped: for messages
    path: Path | None = None
    address: str | None = None  #: in a store that fsspec knows


def sources(inputs: Sequence[str]) -> Iterator[Source | InputError]:
    """The files that ``inputs`` mean, each once, sorted by their places.

    Those of stores come behind those of disks, standard input is last. Folders are read with all
    below them; of their files only those whose names end like articles do (``SUFFIXES`` of the
    kinds, also packed), and none that are hidden.
    """
    files: dict[str, str] = {}
    addresses = {given for given in inputs if remote.is_address(given)}
    for given in sorted(set(inputs) - {_STDIN} - addresses):
        for name in _inside(given) if os.path.isdir(given) else [given]:
            if isinstance(name, InputError):
                yield name
            else:
                files.setdefault(os.path.realpath(name), name)
    for place in sorted(files):
        yield Source(name=_shown(files[place]), path=Path(files[place]))
    yield from _stored(addresses)
    if _STDIN in inputs:
        yield Source(name=_STDIN_NAME)


def _stored(addresses: Iterable[str]) -> Iterator[Source | InputError]:
    """The files at addresses of stores."""
    files: set[str] = set()
    for address in sorted(addresses):
        try:
            found = remote.files(address)
            below = {file for file in found if _is_articles(PurePath(file).name)}
            below |= {address} & set(found)
            if not below:
                raise _nothing(address)
            files |= below
        except InputError as error:
            yield error
    for file in sorted(files):
        yield Source(name=printable(file), address=file)


def records(source: Source, stdin: BinaryIO | None) -> Iterator[Record | Page | InputError]:
    """The articles of a source, and an InputError for each part that cannot be read."""
    name = bare(source.name)
    try:
        with _opened(source, stdin) as file:
            content = Content(unpacked(file, source.name), source.name)
            for record in _kind(name, content.head).records(content, PurePath(name).stem):
                if isinstance(record, InputError):
                    yield record
                else:
                    yield replace(record, encoding=record.encoding or content.encoding)
    except OSError as error:
        yield InputError(f"{source.name}: {error.strerror or error}")
    except InputError as error:
        yield error


def _opened(source: Source, stdin: BinaryIO | None) -> contextlib.AbstractContextManager[Readable]:
    if source.path is not None:
        return source.path.open("rb")
    if source.address is not None:
        return remote.opened(source.address)
    return contextlib.nullcontext(stdin or io.BytesIO())


def _inside(folder: str) -> Iterator[str | InputError]:
    """The files of a folder that are articles' by their names, and what of it is not read."""
    refused: list[OSError] = []
    count = 0
    real = os.path.realpath(folder)
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        for name in sorted([*names, *links]):
            path = PurePath(place, name).as_posix()
            if name in links or _is_articles(name):
                count += 1
                yield _refusal(path, real) or path
    for error in refused:
        yield InputError(f"{_shown(error.filename)}: {error.strerror}")
    if not count and not refused:
        yield _nothing(_shown(folder))


def _nothing(folder: str) -> InputError:
    return InputError(f"{folder}: no articles in this folder ({' '.join(_suffixes())})")


def _is_articles(name: str) -> bool:
    return not name.startswith(".") and PurePath(bare(name)).suffix.lower() in _suffixes()


def _refusal(path: str, folder: str) -> InputError | None:
    """Why a file in a folder is not read: it lies elsewhere, or reading it might never end."""
    place = os.path.realpath(path)
    if os.path.commonpath([place, folder]) != folder or os.path.isdir(place):
        return InputError(f"{_shown(path)}: a link out of the folder; name {_shown(place)} itself")
    if os.path.exists(place) and not stat.S_ISREG(os.stat(place).st_mode):
        return InputError(f"{_shown(path)}: not a file that can be read to its end")
    return None


def _shown(name: str) -> str:
    """A name of a file as text; what of it is not UTF-8 or does not show is written as numbers."""
    return printable(os.fsencode(name).decode("utf-8", "backslashreplace"))


def _kind(name: str, head: bytes) -> ModuleType:
    """The kind of a file by its name, or by how it begins."""
    modules = found(kinds)
    suffix = PurePath(name).suffix.lower()
    by_name = (kind for kind in modules.values() if suffix in kind.SUFFIXES)
    by_start = (kind for kind in modules.values() if kind.looks_like(head))
    return next(by_name, None) or next(by_start, None) or modules["text"]


def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(suffix for kind in found(kinds).values() for suffix in kind.SUFFIXES))
