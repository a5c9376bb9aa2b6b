"""A feed that is watched: asked as seldom as it wants, and read only where it has changed."""

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from kg.errors import FetchError, InputError
from kg.model import Article
from kg.watching.clock import DAY
from kg.watching.entries import Entry, feed
from kg.watching.fetch import Fetched, Fetcher
from kg.watching.pages import Pages, read

_AT_ONCE = 50  #: entries of one addition, so that questions need not wait for a hundred pages
_TRIES = 3  #: to fetch a page
_NOT_MODIFIED = 304
_TEASER = "teaser"  #: what is remembered of an entry whose page is not wanted
_LOG = logging.getLogger(__name__)


class Memory(msgspec.Struct, kw_only=True):
    """What is remembered of a feed, also when the program is started again."""

    etag: str = ""
    modified: str = ""
    until: float = 0.0  #: seconds since 1970; it is not asked before
    failures: int = 0  #: since it was read last
    seen: dict[str, str] = msgspec.field(default_factory=dict)  #: digests of its entries, by id


@dataclass(slots=True)
class WatchedFeed:
    """A feed at the address ``name``; it is asked every ``every`` seconds, or less often.

    Without ``pages`` only entries that are whole articles are read.
    """

    name: str
    memory: Memory
    fetcher: Fetcher
    every: float
    pages: Pages | None = None
    notes: list[str] = field(default_factory=list)
    _waiting: deque[Entry] = field(default_factory=deque)  #: new ones
    _taken: dict[str, str] = field(default_factory=dict)  #: digests, by id
    _tries: dict[str, int] = field(default_factory=dict)  #: to fetch pages, by id
    _current: tuple[str, str] = ("", "")  #: ETag and date of the feed that was read last
    _later: set[str] = field(default_factory=set)  #: ids of entries to be tried once more

    def __post_init__(self) -> None:
        self._current = self.memory.etag, self.memory.modified

    def due(self) -> float:
        """Seconds until there may be news."""
        left = self.memory.until - self.fetcher.clock.now()
        return 0.0 if self._waiting or not 0 < left <= DAY else left

    def take(self) -> Iterator[Article | InputError]:
        """The new articles, some at a time."""
        if not self._waiting:
            self._ask()
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            entry = self._waiting.popleft()
            found = self._article(entry)
            if entry.id not in self._later:
                self._taken[entry.id] = self._mark(entry)
            if found is not None:
                yield found

    def kept(self) -> str:
        """What was taken is in the workspace: all that is to be remembered, as JSON."""
        self.memory.seen |= self._taken
        self._taken.clear()
        if not self._waiting and not self._later:
            self.memory.etag, self.memory.modified = self._current
        return msgspec.json.encode(self.memory).decode()

    def _ask(self) -> None:
        """Read the feed, if it has changed; remember when to ask again."""
        memory = self.memory
        try:
            fetched = self.fetcher.get(self.name, headers=self._conditions())
            pause = max(self._news(fetched), fetched.age)
        except InputError as error:
            memory.failures += 1
            if memory.failures == 1:
                _LOG.warning("%s; it is tried again", error)
            pause = self.every * 2 ** min(memory.failures, 10)
            if isinstance(error, FetchError):
                pause = max(pause, error.after)
        else:
            memory.failures = 0
        memory.until = self.fetcher.clock.now() + min(max(pause, self.every), DAY)

    def _conditions(self) -> dict[str, str]:
        """Ask for the feed only if it has changed, or if its teasers were not wanted until now."""
        if self.pages is not None and _TEASER in self.memory.seen.values():
            return {}
        wanted = {"If-None-Match": self.memory.etag, "If-Modified-Since": self.memory.modified}
        return {name: value for name, value in wanted.items() if value}

    def _news(self, fetched: Fetched) -> float:
        """Put the new entries into the queue; seconds for which the feed wants to be left alone."""
        if fetched.status == _NOT_MODIFIED:
            return 0.0
        found = feed(fetched, self.name)
        headers = fetched.headers
        self._current = headers.get("ETag", ""), headers.get("Last-Modified", "")
        seen = self.memory.seen
        new = [entry for entry in found.entries if seen.get(entry.id) != self._mark(entry)]
        self._waiting.extend(new)
        ids = {entry.id for entry in found.entries}
        self.memory.seen = {id_: mark for id_, mark in seen.items() if id_ in ids}
        self._later &= ids
        if teasers := sum(self._mark(entry) == _TEASER for entry in new):
            told = "%s: %d entries are no whole articles; --pages fetches their pages"
            _LOG.warning(told, self.name, teasers)
        return found.pause

    def _mark(self, entry: Entry) -> str:
        """What is remembered of an entry that was taken."""
        return _TEASER if self.pages is None and entry.page is None else entry.digest

    def _article(self, entry: Entry) -> Article | InputError | None:
        """What an entry holds; None where it is a teaser, or its page is to be tried again."""
        self._later.discard(entry.id)
        try:
            if entry.page is not None:
                return read(entry, entry.page.encode())
            return None if self.pages is None else self.pages.article(entry)
        except FetchError as error:
            tries = self._tries.pop(entry.id, 0) + 1
            if not error.passes or tries == _TRIES:
                return error
            self._tries[entry.id] = tries
            self._later.add(entry.id)
            return None
        except InputError as error:
            return error
