"""What a user names to be watched: folders, and addresses of feeds."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg.errors import InputError, KgError
from kg.watching.clock import Clock
from kg.watching.fetch import Fetcher, is_page
from kg.watching.folder import WatchedFolder
from kg.watching.loop import MEMORY, Source
from kg.workspace import Workspace

_NEEDED = ("feedparser", "protego")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How feeds are asked."""

    every: float  #: seconds, at least
    pages: bool = False  #: fetch the pages of entries that are no whole articles
    hosts: Sequence[str] = ()  #: where else pages may lie than on the feed's own site
    contact: str = ""  #: told to servers


def sources_of(places: Sequence[str], folder: Path, manners: Manners, clock: Clock) -> list[Source]:
    """The sources, with what the workspace in ``folder`` remembers of them."""
    fetcher = Fetcher(clock, manners.contact)
    with Workspace(folder) as workspace:
        return [
            _feed(place, workspace.setting(f"{MEMORY}{place}"), fetcher, manners)
            if is_page(place)
            else WatchedFolder(place, clock)
            for place in dict.fromkeys(places)
        ]


def check(places: Sequence[str]) -> None:
    """InputError for a place that is neither a folder nor an address.

    KgError, with what to install, where there is an address and no library for it.
    """
    for place in places:
        if not is_page(place) and not Path(place).is_dir():
            raise InputError(f"{place}: neither a folder nor an address with http:// or https://")
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing and any(map(is_page, places)):
        raise KgError(
            f"feeds need {missing[0]}, which is not installed: pip install 'simpul[watch]'"
        )


def _feed(url: str, memory: str | None, fetcher: Fetcher, manners: Manners) -> Source:
    from kg.watching.feed import Memory, WatchedFeed  # needs feedparser, which folders do not
    from kg.watching.pages import Pages

    return WatchedFeed(
        name=url,
        memory=msgspec.json.decode(memory, type=Memory) if memory else Memory(),
        fetcher=fetcher,
        every=manners.every,
        pages=Pages(fetcher, url, manners.hosts) if manners.pages else None,
    )
