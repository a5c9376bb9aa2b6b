"""What the store of a workspace holds, as text: its files may differ where its content is one."""

import tempfile
from pathlib import Path

import pyoxigraph

from kg import kept, lookup
from kg.workspace import Workspace


def stored_quads(folder: Path) -> list[str]:
    """All that is in the store, sorted; it must be whole and of this very database."""
    with Workspace(folder) as workspace:
        assert list(kept.faults(folder, workspace.digest())) == []
    store, names = kept.opened_with(kept.pointer(folder), names_in)
    with tempfile.TemporaryDirectory() as scratch:
        lookup.write(store, Path(scratch))
        assert names == names_in(Path(scratch))
    return quads(store)


def names_in(place: Path) -> dict[str, str]:
    """The files of names of a generation."""
    return {name: (place / name).read_text(encoding="utf-8") for name in lookup.FILES}


def quads(store: pyoxigraph.Store) -> list[str]:
    """All that is in a store, sorted."""
    return sorted(map(str, store.quads_for_pattern(None, None, None, None)))


def quads_in(path: Path) -> list[str]:
    """All that is in a file, as a store has it, sorted."""
    store = pyoxigraph.Store()
    store.load(path=str(path))
    return quads(store)
