"""Simpul: a knowledge graph of Indonesian news in which every fact leads back to its words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # nothing is imported before it is needed: the command line has to be quick
    from os import PathLike

    from kg.api.opened import OpenWorkspace

__version__ = "0.1.0"


def open(  # noqa: A001 - it reads as kg.open
    folder: "str | PathLike[str]", *, seconds: float = 30
) -> "OpenWorkspace":
    """The workspace in ``folder``, to be asked and looked at from Python; nothing is changed.

    A query may take that many seconds. WorkspaceError for a folder that is no workspace.
    """
    from pathlib import Path

    from kg.api.opened import OpenWorkspace

    return OpenWorkspace(Path(folder), seconds)
