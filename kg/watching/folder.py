"""A folder that is watched, by listing it: that works on every disk, those of other machines too.

Notices of the system (inotify and its kin) do not come from network disks and mounted object
stores, and some are lost under load, so a listing would be needed beside them.
"""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.articles import read_articles
from kg.articles.sources import sources
from kg.errors import InputError
from kg.model import Article
from kg.watching.clock import Clock

_PAUSE = 2.0  #: seconds between two listings; also those after which a file counts as written
_SHARE = 20  #: listing a folder takes at most this part of the time
_Mark = tuple[int, int, int]  #: time of the last change, size and number of a file

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class WatchedFolder:
    """The folder ``name`` with all below it. A file is read once it has stopped to change."""

    name: str
    clock: Clock
    notes: list[str] = field(default_factory=list)
    _until: float = 0.0
    _read: dict[str, _Mark] = field(default_factory=dict)  #: the files that were read
    _taken: dict[str, _Mark] = field(default_factory=dict)  #: those that are being read
    _listed: dict[str, _Mark] = field(default_factory=dict)  #: those of the last listing
    _told: set[str] = field(default_factory=set)  #: what of it cannot be read

    def due(self) -> float:
        """Seconds until there may be news."""
        left = self._until - self.clock.now()
        return left if 0 < left <= _PAUSE * _SHARE else 0.0

    def take(self) -> Iterator[Article | InputError]:
        """The articles of files that are new or have changed."""
        started = time.monotonic()
        listed: dict[str, _Mark] = {}
        refused: list[InputError] = []
        for source in sources([self.name]) if os.path.isdir(self.name) else ():
            if isinstance(source, InputError):
                refused.append(source)
            elif source.path is not None and (mark := _mark(os.fspath(source.path))):
                listed[os.fspath(source.path)] = mark
        spent = time.monotonic() - started
        self._until = self.clock.now() + min(max(_PAUSE, spent * _SHARE), _PAUSE * _SHARE)
        old = self.clock.now() - _PAUSE
        for path, mark in listed.items():
            settled = mark == self._listed.get(path) or mark[0] / 1e9 < old
            if settled and mark != self._read.get(path):
                self._taken[path] = mark
        self._listed = listed
        yield from (error for error in refused if str(error) not in self._told)
        self._told = {str(error) for error in refused}
        self.notes.clear()
        if self._taken:
            yield from read_articles([*self._taken], note=self.notes.append)

    def kept(self) -> str:
        """What was taken is in the workspace; nothing is to be remembered."""
        self._read |= self._taken
        self._taken.clear()
        return ""


def _mark(path: str) -> _Mark | None:
    """What changes with a file; None where it is gone already."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
