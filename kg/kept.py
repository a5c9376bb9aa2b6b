"""The triples of a workspace in an embedded store on disk, beside its database.

``store/current.json`` names the generation in use: a folder that nobody changes any more, so any
number of processes may read it, also while the next one is made. A new generation shares with the
one before the files that stay (hard links) and takes its place in one step; the one before is kept
until there is another, for those who still read it. All of it can be made anew from the database.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pyoxigraph

from kg.errors import WorkspaceError

T = TypeVar("T")

FOLDER = "store"
CURRENT = "current.json"
GRAPH = "graph"  #: in a generation: the records that its triples were made of

_TRIES = 3  # to open what may be cleared away in the same moment


class File(msgspec.Struct, frozen=True, array_like=True):
    """What a file of a generation must be."""

    size: int
    digest: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What a store is made from, as fingerprints."""

    content: str  #: of everything
    database: str  #: of the articles and readings alone
    maker: str  #: of what makes triples of records: code, vocabulary, gazetteers, base


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A generation of the store."""

    generation: int
    origin: Origin
    files: dict[str, File]


def pointer(folder: Path) -> Path:
    """The file that tells which generation of a workspace's store is in use."""
    return folder / FOLDER / CURRENT


def file_of(folder: Path, kept: Kept, name: str) -> Path:
    """Where a file of a generation lies."""
    return folder / FOLDER / str(kept.generation) / name


def current(folder: Path) -> Kept | None:
    """The generation in use; None where there is none, or not all of it."""
    try:
        return _whole(pointer(folder))
    except WorkspaceError:
        return None


def opened(path: Path) -> pyoxigraph.Store:
    """The store to which a pointer leads, to be read only; WorkspaceError where it is broken."""
    return opened_with(path, lambda _: None)[0]


def opened_with(path: Path, open_: Callable[[Path], T]) -> tuple[pyoxigraph.Store, T]:
    """The same, and what ``open_`` makes of the folder of its generation."""
    for tried in range(_TRIES):
        generation = _read(path).generation
        try:
            place = path.parent / str(_whole(path).generation)
            return pyoxigraph.Store.read_only(str(place)), open_(place)
        except (WorkspaceError, OSError) as error:
            if _read(path).generation == generation or tried == _TRIES - 1:
                raise _broken(path, str(error)) from error
    raise AssertionError("the last try returns or raises")


def faults(folder: Path, database: str) -> Iterator[str]:
    """What is wrong with the store of a workspace, a line each; every byte of it is looked at.

    ``database`` is the digest of the database that it should be made from.
    """
    path = pointer(folder)
    try:
        kept = _whole(path)
    except WorkspaceError as error:
        yield str(error)
        return
    for name, file in kept.files.items():
        found = file_of(folder, kept, name)
        if file_digest(found) != file.digest:
            yield f"{found}: broken; kg check --repair makes the store anew"
    if kept.origin.database != database:
        yield f"{path}: older than the database; kg build brings the store up to date"


def forget(folder: Path) -> None:
    """Have the next update make the store of a workspace anew."""
    pointer(folder).unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _whole(path: Path) -> Kept:
    """The generation in use; WorkspaceError where not all of it is there."""
    kept = _read(path)
    for name, file in kept.files.items():
        found = path.parent / str(kept.generation) / name
        if not found.is_file() or found.stat().st_size != file.size:
            raise _broken(path, f"{found} is not as it was written")
    return kept


def _read(path: Path) -> Kept:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except OSError as error:
        raise _broken(path, error.strerror or str(error)) from error
    except msgspec.DecodeError as error:
        raise _broken(path, str(error)) from error


def _broken(path: Path, why: str) -> WorkspaceError:
    return WorkspaceError(f"{path}: no store, or a broken one ({why}); kg build makes it anew")
