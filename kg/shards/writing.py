"""Brings shards in line with a workspace, and reads them back."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import WorkspaceError
from kg.exports import check_format, export_one
from kg.shards.cutting import pieces
from kg.shards.place import Place, place
from kg.shards.readings import as_parquet, from_parquet
from kg.stages import Stages
from kg.workspace import Stored, Workspace

MANIFEST = "manifest.json"
READINGS, STATEMENTS = "readings", "statements"  #: the folders of the two kinds
_ARTICLES = (64, 512)  #: of a shard: usually, at most
_LINES = (100_000, 400_000)  #: the same of statements, a line each

T = TypeVar("T")


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A file, named by the SHA-256 of what is in it."""

    name: str
    bytes: int
    count: int  #: of the articles, or statements


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All files, in order: the statements one after the other are the N-Quads of the graph."""

    version: int
    readings: tuple[Shard, ...]
    statements: tuple[Shard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharded:
    """What was done."""

    manifest: Manifest
    written: int  #: files that were not there, or not whole
    removed: int  #: files that belong to no manifest any more


def shard(folder: Path, where: str, *, stages: Stages | None = None) -> Sharded:
    """Bring the shards at ``where`` in line with the workspace in ``folder``.

    A shard that is there and whole is left alone. The manifest is written when all that it names
    is there, and what it does not name is taken away after that: whoever reads it finds all files,
    whenever this is stopped.
    """
    check_format("parquet")
    target = _Target(place(where))
    with Workspace(folder) as workspace:
        readings = target.put(
            READINGS, ".parquet", _cut(_stored(workspace), _ARTICLES, _article_id), as_parquet
        )
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "graph.nq"
        export_one(folder, "nquads", path, stages=stages)
        with path.open("rb") as lines:
            statements = target.put(STATEMENTS, ".nq", _cut(lines, _LINES, bytes), b"".join)
    manifest = Manifest(version=1, readings=readings, statements=statements)
    return Sharded(manifest=manifest, written=target.written, removed=target.finish(manifest))


def manifest(where: str) -> Manifest:
    """The manifest of the shards there; WorkspaceError where there is none, or it is broken."""
    content = place(where).read(MANIFEST)
    if content is None:
        raise WorkspaceError(f"{where}: no {MANIFEST} there; kg shards writes it")
    try:
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise WorkspaceError(f"{where}/{MANIFEST}: broken: {error}") from error


def readings(where: str) -> Iterator[Stored]:
    """All readings of the shards there, in the order of their articles' identifiers.

    WorkspaceError, with the name of the file, where one is missing or not what its name says.
    """
    files = place(where)
    for each in manifest(where).readings:
        content = files.read(each.name)
        if content is None or not _is_whole(each.name, content):
            what = "missing" if content is None else "broken"
            raise WorkspaceError(f"{where}/{each.name}: {what}; kg shards writes it again")
        yield from from_parquet(content, each.name)


class _Target:
    """A place that is brought up to date."""

    def __init__(self, files: Place) -> None:
        self._files = files
        self.written = 0

    def put(
        self,
        folder: str,
        suffix: str,
        parts: Iterator[list[T]],
        packed: Callable[[list[T]], bytes],
    ) -> tuple[Shard, ...]:
        """Put parts there as files of a folder."""
        there = self._files.names(folder)
        made = []
        for part in parts:
            content = packed(part)
            name = f"{folder}/{hashlib.sha256(content).hexdigest()}{suffix}"
            if name not in there or self._files.read(name) != content:
                self._files.write(name, content)
                self.written += 1
            made.append(Shard(name=name, bytes=len(content), count=len(part)))
        return tuple(made)

    def finish(self, made: Manifest) -> int:
        """Write the manifest, then take away what it does not name; how many files that were."""
        content = msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
        if self._files.read(MANIFEST) != content:
            self._files.write(MANIFEST, content)
        wanted = {each.name for each in (*made.readings, *made.statements)}
        there = self._files.names(READINGS) | self._files.names(STATEMENTS)
        for name in sorted(there - wanted):
            self._files.remove(name)
        return len(there - wanted)


def _stored(workspace: Workspace) -> Iterator[Stored]:
    for article_id in workspace.article_ids():
        stored = workspace.stored(article_id)
        if stored is not None:
            yield stored


def _article_id(stored: Stored) -> bytes:
    return stored.article.id.encode("utf-8", "surrogatepass")


def _cut(
    things: Iterator[T], sizes: tuple[int, int], key: Callable[[T], bytes]
) -> Iterator[list[T]]:
    usual, most = sizes
    return pieces(things, key, usual=usual, most=most)


def _is_whole(name: str, content: bytes) -> bool:
    return Path(name).stem == hashlib.sha256(content).hexdigest()
