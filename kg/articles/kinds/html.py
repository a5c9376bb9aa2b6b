"""Saved web pages: the main text and the page's own data, found by trafilatura.

Nothing is fetched. The day of publication comes from the page's data alone, never from a guess
over its whole text, and no clock bounds it.
"""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from trafilatura.meta import reset_caches

from kg.articles.content import Content
from kg.articles.encoding import decoded_page
from kg.articles.record import Record
from kg.errors import InputError

SUFFIXES = (".html", ".htm", ".xhtml")
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)


def looks_like(start: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return bool(_START.match(start.removeprefix(b"\xef\xbb\xbf").lower()))


def records(content: Content, stem: str) -> Iterator[Record | InputError]:
    """The one article of a page; InputError where it cannot be read or there is none."""
    name = content.name
    read = decoded_page(content.whole(), name)
    page = _page(read.text)
    text = page.text if page is not None else None
    if not text:
        raise InputError(f"{name}: no article found in this web page")
    yield Record(
        id=stem,
        text=text,
        where=name,
        source=page.url or name.rpartition("/")[2],
        address=page.url,
        title=page.title,
        published=page.date,
        publisher=page.hostname or page.sitename,
        encoding=read.encoding,
    )


def _page(html: str) -> Any:
    """What trafilatura finds; None where it finds nothing."""
    found = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        deduplicate=False,  # it would drop a text that was read before
        date_extraction_params=_DATES,
    )
    reset_caches()  # they grow without bound
    return found
