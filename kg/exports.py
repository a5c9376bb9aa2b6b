"""The files beside a workspace's database: one for each format, all of one and the same graph."""

import contextlib
import hashlib
import importlib
import importlib.util
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

import kg.views
from kg.disk import publish
from kg.errors import KgError, WorkspaceError
from kg.fingerprint import fingerprint
from kg.found import names
from kg.kept import GRAPH, Kept, Origin, current, file_of, opened, pointer
from kg.knowledge.gazetteers import OwnNames, in_use
from kg.latest import Latest, Summary
from kg.model import Graph
from kg.resolve.memory import Spread, here
from kg.resolved import load
from kg.stages import Settings, Stages, real_stages
from kg.uncollected import uncollected
from kg.watch import Watch
from kg.workspace import Export, Workspace

if TYPE_CHECKING:
    from kg.rdf.dataset import Dataset, Quads

_STEM = "graph"
_UNFINISHED = ".writing-"  #: how the names of folders begin in which exports are written
_SUMMARY = "summary"  #: the setting that holds the counts of the last exports
ALWAYS = ("page", "trig", "turtle")  #: formats that a workspace has unless its user wants none
_RDF = Path(kg.__file__).parent / "rdf"


def formats() -> list[str]:
    """The names of all output formats, sorted."""
    return names(kg.views)


@uncollected()
def export_all(
    workspace: Workspace, settings: Settings, stages: Stages, watch: Watch, spread: Spread = here
) -> tuple[Summary, tuple[Path, ...]]:
    """Bring the store and every export up to date: what is in the graph, and the files, sorted.

    What is up to date is left alone. New files are all written before the first of them takes the
    place of its predecessor; what an earlier run left half written, and formats that are no longer
    wanted, are cleared away.
    """
    for left in workspace.folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    digest = workspace.digest()
    maker = _content(stages, settings, digest)
    wanted = sorted({*(ALWAYS if settings.usual else ()), *settings.formats})
    stale = [name for name in wanted if not _is_fresh(workspace, name, maker)]
    needs_records = not all(map(_is_of_dataset, stale))
    kept = current(workspace.folder)
    summary = stored_summary(workspace)
    is_kept = kept is not None and kept.origin.content == maker
    if stale or summary is None or not is_kept:
        with watch("resolve"):
            found = Latest(workspace, stages, is_locked=True, spread=spread)
            if needs_records:
                found.graph()
        if not is_kept:
            made_by = fingerprint(stages.reader, stages.joiner, _RDF, settings.base or "")
            origin = Origin(content=maker, database=digest, maker=made_by)
            with watch("store"):
                _keep(found, settings.base, origin, workspace.folder, stages.own)
        with watch("export"):
            files = {name: workspace.folder / f"{_STEM}{_suffix(name)}" for name in stale}
            if needs_records:
                write(found.graph(), settings.base, files, workspace.folder, stages.own)
            elif files:
                _publish(None, _from_store(workspace.folder, settings), files, workspace.folder)
        made = {
            name: Export(name=path.name, maker=maker, digest=_digest(path))
            for name, path in files.items()
        }
        summary = found.summary()
        workspace.set_exports(made, {_SUMMARY: msgspec.json.encode(summary).decode()})
    _drop_exports(workspace, set(formats()) - set(wanted))
    return summary, tuple(sorted(export_files(workspace)))


def _keep(found: Latest, base: str | None, origin: Origin, folder: Path, own: OwnNames) -> None:
    """Bring the store up to date."""
    from kg.keeping import (  # rdflib: half a second that an unchanged workspace saves
        Content,
        update,
    )

    with in_use(own):
        dataset = _dataset(found.made, base) if found.made else None
        update(folder, Content(dataset, found.parts(base)), origin)


def _drop_exports(workspace: Workspace, unwanted: Iterable[str]) -> None:
    """Take away files that were written once and would not be brought up to date any more."""
    for name in sorted(unwanted):
        if export := workspace.export(name):
            (workspace.folder / export.name).unlink(missing_ok=True)
            workspace.drop_export(name)


def export_one(folder: Path, name: str, target: Path, *, stages: Stages | None = None) -> None:
    """Write the graph of the workspace in ``folder`` to ``target`` in one format.

    Nothing else is written.
    """
    if dataset := _kept_dataset(folder, name, stages):
        _publish(None, dataset, {name: target}, target.parent)
        return
    stored = stored_graph(folder, stages=stages)
    write(stored.graph, stored.base, {name: target}, target.parent, stored.own)


def export_into(folder: Path, name: str, pipe: Path, *, stages: Stages | None = None) -> None:
    """The same into a pipe, whose reader has each piece as it is made, also before an error."""
    if dataset := _kept_dataset(folder, name, stages):
        _view(name).write(None, dataset, pipe)
        return
    stored = stored_graph(folder, stages=stages)
    check_format(name)
    with in_use(stored.own):
        _view(name).write(stored.graph, _dataset(stored.graph, stored.base), pipe)


@contextlib.contextmanager
def export_file(workspace: Workspace, name: str) -> Iterator[Path]:
    """The workspace's file of a format; where it has none by its settings, one for the moment."""
    path = workspace.folder / f"{_STEM}{_suffix(name)}"
    settings = stored_settings(workspace)
    if settings.usual or name in settings.formats:
        yield path
        return
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / path.name
        export_one(workspace.folder, name, path)
        yield path


class Stored(NamedTuple):
    """A graph as a workspace has it, the base of its IRIs and the user's names in it."""

    graph: Graph
    base: str | None
    own: OwnNames


@uncollected()
def stored_graph(folder: Path, *, stages: Stages | None = None) -> Stored:
    """The graph of the workspace in ``folder``: the one beside the store, if it was made from
    what is in the database, else made of the readings as stored. Nothing is written.
    """
    with Workspace(folder) as workspace:
        settings = stored_settings(workspace)
        steps = stages or real_stages(settings, folder)
        kept = _kept(workspace, settings, steps)
        graph = load(file_of(folder, kept, GRAPH)) if kept else None
        graph = graph or Latest(workspace, steps, is_locked=False).graph()
        return Stored(graph, settings.base, steps.own)


def _kept_dataset(folder: Path, name: str, stages: Stages | None) -> "Quads | None":
    """What the store has, for a format that needs no more; None if it is of other readings."""
    if not _is_of_dataset(name):
        return None
    with Workspace(folder) as workspace:
        settings = stored_settings(workspace)
        if _kept(workspace, settings, stages or real_stages(settings, folder)) is None:
            return None
    return _from_store(folder, settings)


def _from_store(folder: Path, settings: Settings) -> "Quads":
    from kg.kept_dataset import KeptDataset  # rdflib again

    return KeptDataset(opened(pointer(folder)), settings.base)


def _is_of_dataset(name: str) -> bool:
    """Whether a format needs no more than the dataset, which the store has too."""
    return getattr(_view(name), "FROM_DATASET", False)


def _kept(workspace: Workspace, settings: Settings, steps: Stages) -> Kept | None:
    """The store in use, if it was made from what is in the database."""
    kept = current(workspace.folder)
    is_fresh = kept and kept.origin.content == _content(steps, settings, workspace.digest())
    return kept if is_fresh else None


def _content(stages: Stages, settings: Settings, digest: str) -> str:
    """Of everything that a graph and its exports are made from; ``digest`` is the database's."""
    return fingerprint(stages.resolver, settings.base or "", digest)


def export_files(workspace: Workspace) -> list[Path]:
    """The files that were written beside the database, by name of format."""
    known = (workspace.export(name) for name in formats())
    return [workspace.folder / export.name for export in known if export]


def check_format(name: str) -> None:
    """KgError, with what to install, for a format that needs a library that is not there."""
    library: str | None = getattr(_view(name), "NEEDS", None)
    if library and importlib.util.find_spec(library) is None:
        raise KgError(
            f"{name} needs {library}, which is not installed: pip install 'simpul[{name}]'"
        )


def stored_settings(workspace: Workspace) -> Settings:
    """The settings of a workspace."""
    text = workspace.setting("settings")
    return msgspec.json.decode(text, type=Settings) if text else Settings()


def stored_summary(workspace: Workspace) -> Summary | None:
    """The counts of the last exports; None before the first."""
    summary = workspace.setting(_SUMMARY)
    return None if summary is None else msgspec.json.decode(summary, type=Summary)


def write(
    graph: Graph, base: str | None, targets: Mapping[str, Path], folder: Path, own: OwnNames
) -> None:
    """Write a graph in the formats named by ``targets``: all of them or, on an error, none.

    ``folder`` is on the disk the targets are on, ``own`` are the names with which the graph was
    made. WorkspaceError where the targets cannot be written, and the errors of ``check_format``.
    """
    for name in targets:
        check_format(name)
    with in_use(own):
        _publish(graph, _dataset(graph, base), targets, folder)


def _publish(
    graph: Graph | None, quads: "Quads", targets: Mapping[str, Path], folder: Path
) -> None:
    try:
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as scratch:
            for name in targets:
                _view(name).write(graph, quads, Path(scratch) / name)
            publish({Path(scratch) / name: path for name, path in targets.items()})
    except OSError as error:
        raise WorkspaceError(f"{error.filename or folder}: {error.strerror}") from error


def _dataset(graph: Graph, base: str | None) -> "Dataset":
    from kg.rdf.dataset import Dataset  # rdflib again

    return Dataset(graph, base) if base else Dataset(graph)


def _view(name: str) -> ModuleType:
    return importlib.import_module(f"{kg.views.__name__}.{name}")


def _suffix(name: str) -> str:
    suffix: str = _view(name).SUFFIX
    return suffix if suffix.startswith(".") else f".{suffix}"


def _is_fresh(workspace: Workspace, name: str, maker: str) -> bool:
    export = workspace.export(name)
    if export is None or export.maker != maker:
        return False
    path = workspace.folder / export.name
    return path.is_file() and _digest(path) == export.digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
