"""Makes a workspace whole again, as far as that is possible."""

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg import kept
from kg.database import DATABASE, locked
from kg.disk import publish
from kg.errors import WorkspaceError
from kg.exports import stored_summary
from kg.pipeline import RECORD, Built, build
from kg.salvage import salvage
from kg.stages import Settings, Stages
from kg.workspace import Workspace

BROKEN = f"{DATABASE}.broken"  #: what the database was, kept beside the one that was repaired


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What a repair found and did."""

    faults: tuple[str, ...]  #: of the database and of the store, a line each
    lost: tuple[str, ...]  #: identifiers of articles that must be given to a build again
    built: Built


def faults(folder: Path) -> tuple[str, ...]:
    """What is broken in the database of a workspace, a line each.

    WorkspaceError for a folder that is no workspace at all.
    """
    if not (folder / DATABASE).is_file():
        with Workspace(folder):
            pass
    return tuple(_faults(folder))


def store_faults(folder: Path) -> tuple[str, ...]:
    """What is broken in the store beside a database that is whole, a line each.

    A workspace of which no graph was made yet needs none.
    """
    with Workspace(folder) as workspace:
        if stored_summary(workspace) is None:
            return ()
        return tuple(kept.faults(folder, workspace.digest()))


def repair(folder: Path, *, stages: Stages | None = None) -> Repaired:
    """Save what can be read of a broken database into a new one; make store and exports anew.

    The broken one stays beside it. Nothing is done to a database that is whole, and a store and
    exports that are up to date are left alone. WorkspaceError where nothing can be saved or the
    folder is in use; then all is as it was.
    """
    found = faults(folder)
    lost: tuple[str, ...] = ()
    if found:
        with locked(folder):
            lost = _replace(folder)
    broken = store_faults(folder)
    if broken:
        with locked(folder):
            kept.forget(folder)
    built = build([], folder, stages=stages)
    return Repaired(faults=found + broken, lost=lost, built=built)


def _faults(folder: Path) -> Iterator[str]:
    try:
        with Workspace(folder) as workspace:
            yield from workspace.faults()
    except WorkspaceError as error:
        yield str(error)


def _replace(folder: Path) -> tuple[str, ...]:
    """Put a new database in the place of a broken one; the articles that are not in it."""
    database = folder / DATABASE
    try:
        with tempfile.TemporaryDirectory(prefix=".repairing-", dir=folder) as scratch:
            saved = salvage(folder, Path(scratch))
            if "settings" not in saved.settings:
                with Workspace(Path(scratch)) as workspace:
                    workspace.set_setting("settings", _recorded(folder))
            shutil.copyfile(database, Path(scratch) / BROKEN)
            publish({Path(scratch) / BROKEN: folder / BROKEN})
            publish({Path(scratch) / DATABASE: database})
    except OSError as error:
        raise WorkspaceError(f"{error.filename or folder}: {error.strerror}") from error
    return saved.lost


def _recorded(folder: Path) -> str:
    """The settings of the last run as it wrote them down, or the usual ones."""
    settings = Settings()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        run = json.loads((folder / RECORD).read_bytes())
        settings = msgspec.convert(run["settings"], Settings)
    return msgspec.json.encode(settings).decode()
