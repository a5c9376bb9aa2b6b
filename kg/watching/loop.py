"""Watching: take what has come, add it, ask, wait."""

import functools
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg.articles.spool import Spool
from kg.engines import processes
from kg.errors import BusyError, InputError
from kg.exports import stored_settings
from kg.model import Article
from kg.pipeline import Built, add
from kg.reader import Options
from kg.sentences.workers import Parser
from kg.stages import Stages, real_stages
from kg.watching.clock import Clock
from kg.watching.news import Listener
from kg.workspace import Workspace

MEMORY = "watch "  #: before a feed's address: the setting that holds what is remembered of it
_AGAIN = 5.0  #: seconds until a workspace is tried again that another process writes to
T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class Source(Protocol):
    """A folder or a feed."""

    name: str
    notes: list[str]  #: on what was taken last, if it was read otherwise than usual

    def due(self) -> float:
        """Seconds until there may be news; 0 if there may be some now."""
        ...

    def take(self) -> Iterator[Article | InputError]:
        """What has come."""
        ...

    def kept(self) -> str:
        """Hear that all that was taken is in the workspace; what is to be remembered, or ""."""
        ...


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Brings what comes into the workspace in ``folder``."""

    folder: Path
    listeners: Sequence[Listener] = ()
    jobs: int = 1
    clock: Clock = field(default_factory=Clock)
    added: Callable[[Built], None] = lambda _: None  #: hears of every addition
    _parser: tuple[str, Parser] | None = None  #: with its fingerprint; it stays loaded

    def start(self, chosen: Mapping[str, Any]) -> None:
        """Make the workspace if there is none, and bring it up to date with what is chosen.

        The errors are those of ``kg.pipeline.add`` and of ``Listener.hear``.
        """
        add((), self.folder, chosen=chosen)
        self._ask()

    def go_on(self, sources: Sequence[Source], *, once: bool = False) -> None:
        """Look at sources as they fall due: for ever, or ``once``."""
        while True:
            self._look([source for source in sources if not source.due()])
            if once:
                return
            self.clock.wait(min(source.due() for source in sources))

    def _look(self, due: Sequence[Source]) -> None:
        """Add what some sources have; the questions follow at once."""
        refused: list[InputError] = []
        notes: list[str] = []
        with Spool() as spool:
            taken: dict[str, tuple[str, int]] = {}  # where from, and the article's hash
            for source in due:
                for found in source.take():
                    if isinstance(found, InputError):
                        refused.append(found)
                    elif found.id not in taken:
                        taken[found.id] = source.name, hash(found)
                        spool.add(found)
                    elif hash(found) != taken[found.id][1]:
                        refused.append(_clash(source.name, found, taken[found.id][0]))
                notes += source.notes
            if spool or refused:
                self.added(self._when_free(lambda: self._add(chain(spool, refused), notes)))
        for source in due:
            if memory := source.kept():
                self._when_free(functools.partial(_keep, self.folder, source.name, memory))
        if taken:
            self._ask()

    def _add(self, found: Iterable[Article | InputError], notes: Sequence[str]) -> Built:
        with Workspace(self.folder) as workspace:
            settings = stored_settings(workspace)
        stages = real_stages(settings, self.folder)
        if self.jobs == 1:
            stages = replace(stages, make_parser=functools.partial(self._loaded, stages))
        return add(
            found,
            self.folder,
            notes=notes,
            stages=stages,
            engine=processes.engine(Options(jobs=self.jobs)),
        )

    def _loaded(self, stages: Stages) -> Parser:
        """The parser of the addition before, if it is the same."""
        if self._parser is None or self._parser[0] != stages.parser:
            self._parser = stages.parser, stages.make_parser()
        return self._parser[1]

    def _ask(self) -> None:
        for listener in self.listeners:
            self._when_free(functools.partial(listener.hear, self.folder))

    def _when_free(self, work: Callable[[], T]) -> T:
        """Do it; once another process has done with the workspace, if there is one."""
        told = False
        while True:
            try:
                return work()
            except BusyError as error:
                if not told:
                    _LOG.warning("%s; watching goes on when it is free", error)
                told = True
                self.clock.wait(_AGAIN)


def _clash(name: str, article: Article, other: str) -> InputError:
    return InputError(
        f"{name}: the identifier {article.id} is taken by an article from {other}; rename one"
    )


def _keep(folder: Path, name: str, memory: str) -> None:
    """Remember something of a feed; WorkspaceError where that cannot be."""
    with Workspace(folder) as workspace:
        workspace.lock()
        workspace.set_setting(f"{MEMORY}{name}", memory)
