"""The pages that a feed leads to: which of them may be fetched, and the articles on them."""

from collections.abc import Collection
from dataclasses import replace

from tld import get_fld

from kg.articles.kinds import html
from kg.articles.reading import article
from kg.articles.record import Page
from kg.errors import InputError
from kg.model import Article
from kg.watching.entries import Entry
from kg.watching.fetch import Fetcher, host
from kg.watching.robots import Robots


class Pages:
    """Fetches the pages of a feed's entries, from the feed's own site and from ``hosts``."""

    def __init__(self, fetcher: Fetcher, feed_url: str, hosts: Collection[str]) -> None:
        self._fetcher = fetcher
        self._robots = Robots(fetcher)
        self._sites = {_site(feed_url), *(name.lower() for name in hosts)}

    def may(self, url: str) -> bool:
        """Whether pages are fetched from there: what a feed says must not lead anywhere."""
        return not self._sites.isdisjoint({_site(url), host(url)})

    def article(self, entry: Entry) -> Article:
        """The article that an entry's page holds.

        InputError where there is none or it may not be fetched, FetchError where it cannot be.
        """
        url = entry.link or ""
        if not self.may(url):
            raise InputError(
                f"{url}: a page of another site than its feed's; --pages-from {host(url)} allows it"
            )
        if not self._robots.allows(url):
            raise InputError(f"{url}: robots.txt does not allow to fetch it")
        fetched = self._fetcher.get(url, may=self.may, rest=self._robots.rest(url))
        return read(entry, fetched.content)


def read(entry: Entry, page: bytes) -> Article:
    """The article of an entry on a web page; InputError where there is none."""
    record = html.record(Page(id=entry.id, raw=page, where=entry.source))
    return article(
        replace(
            record,
            source=entry.source,
            address=entry.link,
            title=entry.title or record.title,
            published=record.published or entry.published,
        )
    )


def _site(url: str) -> str:
    """The registered domain of an address, or its host where that is none (localhost)."""
    return get_fld(url, fail_silently=True, fix_protocol=False) or host(url)
