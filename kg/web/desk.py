"""Where decisions of people are written, and builds that obey them are started. No server here."""

import asyncio
import contextlib
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import RequestError
from kg.exports import stored_summary
from kg.resolve.ledger import DECISIONS, Ledger, Verb, append, withdraw
from kg.store import command, environment
from kg.workspace import Workspace

_FAREWELL = 10  # seconds for a build to end when the server does


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision that somebody asks for; ``things`` are IRIs, ids or parts of articles."""

    verb: Verb
    things: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A decision that somebody takes back."""

    text: str  #: as its line has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A decision in the file, and what the last build made of it."""

    text: str
    verb: Verb
    things: tuple[str, ...]
    why: str
    state: Literal["new", "obeyed", "waiting"]  #: waiting: nothing in the graph is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of a workspace, and what is to be said of builds."""

    items: tuple[Listed, ...]  #: as in the file
    changes: int  #: decisions written or taken back since the last build
    building: bool
    failed: str | None  #: why the last build that was started here failed


class Desk:
    """The decisions of a workspace. Whoever writes holds the workspace's lock: one at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / DECISIONS
        self._build: asyncio.Task[str | None] | None = None
        self._process: Process | None = None

    def listed(self) -> Decisions:
        """What is decided; DecisionError where the file is broken."""
        with Workspace(self._folder) as workspace:
            summary = stored_summary(workspace)
        built = {each.text: each.is_obeyed for each in summary.decided} if summary else {}
        ledger = Ledger.read(self._path)
        items = tuple(
            Listed(
                text=str(decision),
                verb=decision.verb,
                things=decision.things,
                why=decision.why,
                state=_state(built.get(str(decision))),
            )
            for decision in ledger.decisions
        )
        return Decisions(
            items=items,
            changes=len({item.text for item in items} ^ built.keys()),
            building=self._is_building(),
            failed=None if self._is_building() or self._build is None else self._build.result(),
        )

    def decide(self, wanted: Wanted) -> None:
        """Write a decision, for the next build to obey.

        RequestError for one without a reason, DecisionError for one that is malformed or
        contradicts another, WorkspaceError while somebody else writes.
        """
        if not wanted.why.strip():
            raise RequestError(400, "a decision needs a reason")
        with Workspace(self._folder) as workspace:
            workspace.lock()
            append(self._path, wanted.verb, wanted.things, wanted.why)

    def undo(self, withdrawn: Withdrawn) -> None:
        """Take a decision back; the errors are those of ``decide``."""
        with Workspace(self._folder) as workspace:
            workspace.lock()
            withdraw(self._path, withdrawn.text)

    async def build(self) -> None:
        """Start bringing the graph up to date; RequestError while that is under way."""
        if self._is_building():
            raise RequestError(409, "a build is under way; try again when it is done")
        self._build = asyncio.create_task(self._built())

    async def close(self) -> None:
        """End the build that is under way; what it has finished is kept."""
        if self._build is None:
            return
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
        await asyncio.wait({self._build}, timeout=_FAREWELL)

    async def _built(self) -> str | None:
        """Why a build failed, in a line."""
        self._process = await asyncio.create_subprocess_exec(
            *command("kg", "build", "-q", "-o", str(self._folder)),
            env=environment(),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            start_new_session=True,  # Ctrl-C is for the server alone
        )
        _, told = await self._process.communicate()
        if self._process.returncode == 0:
            return None
        lines = told.decode(errors="replace").split("\n")
        return next(filter(None, reversed(lines)), f"it ended with {self._process.returncode}")

    def _is_building(self) -> bool:
        return self._build is not None and not self._build.done()


def _state(is_obeyed: bool | None) -> Literal["new", "obeyed", "waiting"]:
    if is_obeyed is None:
        return "new"
    return "obeyed" if is_obeyed else "waiting"
