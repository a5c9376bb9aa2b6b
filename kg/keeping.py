"""Writes the store of a workspace: the next generation, of which only what has changed is new."""

import io
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph

from kg import lookup
from kg.changes import PARTS, Before, Change, renewed
from kg.disk import save, sync
from kg.errors import WorkspaceError
from kg.kept import GRAPH, File, Kept, Origin, current, file_digest, opened, pointer
from kg.rdf.dataset import Dataset
from kg.rdf.parts import Parts
from kg.rdf.terms import KG
from kg.rdf.writing import lines, statements
from kg.resolved import records
from kg.resolved import save as save_records

_LINKED = ".sst"  # how the names of files end that are never written to again
_NOT_OURS = ("LOCK", "LOG")  # how names of files begin that say nothing of the content
_ON = pyoxigraph.NamedNode(KG.onSubject)  #: leads from a disagreement to what it is about
_REPAIR = "if there is room for it, kg check --repair makes it anew"
_BUFFER = 1 << 20  # bytes
_SHARE = 0.2  # of the parts; where more have changed, making all anew takes no longer


@dataclass(frozen=True, slots=True)
class Content:
    """What a store is to hold, in one of two ways or both."""

    dataset: Dataset | None  #: all of it, if its records are at hand
    parts: Parts | None  #: part by part; None: what has changed cannot be told


def update(folder: Path, content: Content, origin: Origin) -> None:
    """Make the store of a workspace hold a dataset; only parts that have changed are written.

    WorkspaceError where it cannot be written; then the generation before stays in use.
    """
    path, old = pointer(folder), current(folder)
    generation = 1 + max(_generations(path.parent), default=0)
    place = path.parent / str(generation)
    before = path.parent / str(old.generation) if old else None
    try:
        place.mkdir(parents=True)
        _write(place, content, before if old and old.origin.maker == origin.maker else None)
        files = _files(place, before, old)
        save(path, msgspec.json.encode(Kept(generation=generation, origin=origin, files=files)))
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise WorkspaceError(f"{path.parent}: cannot be written: {why}; {_REPAIR}") from error
    finally:
        in_use = {kept.generation for kept in (old, current(folder)) if kept}
        for other in set(_generations(path.parent)) - in_use:
            shutil.rmtree(path.parent / str(other), ignore_errors=True)


def conflicts(folder: Path) -> int:
    """How many disagreements the store of a workspace has; WorkspaceError where it is broken."""
    found = opened(pointer(folder)).quads_for_pattern(None, _ON, None, pyoxigraph.DefaultGraph())
    return sum(1 for _ in found)


def _write(place: Path, content: Content, before: Path | None) -> None:
    """Write a dataset into an empty folder, from what is there of it in another if that helps."""
    changes = _changes(place, content.parts, before) if content.parts else None
    is_changed = before is not None and changes is not None
    if before and changes is not None:
        _change(place, before, changes)
    else:
        _fill(place, content)
    if content.dataset:
        save_records(records(content.dataset.graph), place / GRAPH)
    elif content.parts and not is_changed:  # of a large graph a change would cost too much
        save_records(content.parts.records(), place / GRAPH)
    for path in (*place.iterdir(), place):
        sync(path)


def _changes(place: Path, parts: Parts, folder: Path | None) -> list[Change] | None:
    """What has changed since another generation; None where making all anew takes no longer."""
    try:
        before = Before(folder)
    except (OSError, ValueError):
        before = Before(None)
    return renewed(place, parts, before, int(len(before) * _SHARE))


def _change(place: Path, before: Path, changes: Sequence[Change]) -> None:
    """Make a store of another, of which little has changed."""
    _share(before, place)
    store = pyoxigraph.Store(str(place))
    for change in changes:
        _renew(store, change)
    store.flush()
    lookup.renew(store, before, place, (each.name for each in changes if not each.is_graph))


def _fill(place: Path, content: Content) -> None:
    """Make a store anew."""
    if content.dataset:
        pieces = lines(content.dataset, named=True)
    else:
        assert content.parts
        pieces = _lines(content.parts)
    store = pyoxigraph.Store(str(place))
    stream = io.BufferedReader(_Stream(pieces), _BUFFER)
    store.bulk_load(input=stream, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()
    lookup.write(store, place)


def _lines(parts: Parts) -> Iterator[str]:
    """N-Quads, part by part."""
    for part in parts.things():
        yield from statements(part.make())
    for part in parts.articles():
        yield from statements(part.make(), part.name)


def _renew(store: pyoxigraph.Store, change: Change) -> None:
    """Make the store hold of a part what there is of it now."""
    name = pyoxigraph.NamedNode(change.name)
    new: set[pyoxigraph.Quad] = set()
    if change.part:
        graph = change.name if change.is_graph else None
        text = "".join(statements(change.part.make(), graph))
        new = set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    old = set(_quads(store, name, change.is_graph))
    for quad in old - new:
        store.remove(quad)
    store.extend(new - old)
    if change.is_graph and not new:
        store.remove_graph(name)


def _quads(
    store: pyoxigraph.Store, name: pyoxigraph.NamedNode, is_graph: bool
) -> Iterator[pyoxigraph.Quad]:
    """What the store has of a part."""
    if is_graph:
        yield from store.quads_for_pattern(None, None, None, name)
        return
    default = pyoxigraph.DefaultGraph()
    on_it = store.quads_for_pattern(None, _ON, name, default)
    for subject in (name, *(quad.subject for quad in on_it)):
        yield from store.quads_for_pattern(subject, None, None, default)


class _Stream(io.RawIOBase):
    """Lines of text as a file of bytes."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._rest = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._rest) < len(buffer) and (piece := next(self._pieces, None)) is not None:
            self._rest += piece.encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        del self._rest[:size]
        return size


def _share(before: Path, place: Path) -> None:
    """Begin a generation with the files of another: those that stay as they are, linked."""
    for path in before.iterdir():
        if path.name in (PARTS, GRAPH, *lookup.FILES) or path.name.startswith(_NOT_OURS):
            continue
        target = place / path.name
        try:
            if path.suffix != _LINKED:
                raise OSError
            os.link(path, target)
        except OSError:  # or a system without links
            shutil.copyfile(path, target)


def _files(place: Path, before: Path | None, old: Kept | None) -> dict[str, File]:
    """The files of a generation; of linked ones the digest is known."""
    files = {}
    for path in sorted(place.iterdir()):
        if path.name.startswith(_NOT_OURS):
            continue
        known = old.files.get(path.name) if old else None
        same = known and before and path.samefile(before / path.name)
        files[path.name] = known if known and same else _file(path)
    return files


def _file(path: Path) -> File:
    return File(path.stat().st_size, file_digest(path))


def _generations(folder: Path) -> Iterator[int]:
    if folder.is_dir():
        yield from (int(path.name) for path in folder.iterdir() if path.name.isdecimal())
