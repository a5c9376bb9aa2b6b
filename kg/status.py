"""What is in a workspace."""

from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.exports import export_files, stored_settings, stored_summary
from kg.latest import Summary
from kg.model import Article
from kg.stages import Settings, real_stages
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A workspace at a glance."""

    articles: tuple[Article, ...]  #: sorted by identifier
    summary: Summary | None  #: of the last exports; None before the first
    files: tuple[Path, ...]  #: the exports that are there
    settings: Settings
    outdated: (
        int | None
    )  #: articles read by another version; None where models or names are missing


def status(folder: Path) -> Status:
    """What the workspace in ``folder`` holds; nothing is changed. WorkspaceError if it is none."""
    with Workspace(folder) as workspace:
        settings = stored_settings(workspace)
        return Status(
            articles=tuple(reading.article for reading in workspace.readings()),
            summary=stored_summary(workspace),
            files=tuple(path for path in export_files(workspace) if path.is_file()),
            settings=settings,
            outdated=_outdated(workspace, settings),
        )


def _outdated(workspace: Workspace, settings: Settings) -> int | None:
    try:
        reader = real_stages(settings, workspace.folder).reader
    except KgError:
        return None
    return len(workspace.outdated(reader))
