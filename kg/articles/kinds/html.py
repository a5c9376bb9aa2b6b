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
from kg.articles.encoding import decoded_page, refuse_binary
from kg.articles.record import Page, Record
from kg.errors import InputError

SUFFIXES = (".html", ".htm", ".xhtml")
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)


def looks_like(start: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return bool(_START.match(start.removeprefix(b"\xef\xbb\xbf").lower()))


def records(content: Content, stem: str) -> Iterator[Page]:
    """The one page of a file; InputError where there is none."""
    yield Page(id=stem, raw=content.whole(), where=content.name)


def record(page: Page) -> Record:
    """The article of a page; InputError where it cannot be read or there is none."""
    refuse_binary(page.raw, page.where)
    read = decoded_page(page.raw, page.where)
    found = _found(read.text)
    text = found.text if found is not None else None
    if not text:
        raise InputError(f"{page.where}: no article found in this web page")
    stated = found.url or page.address
    return Record(
        id=page.id,
        text=text,
        where=page.where,
        source=stated or page.where.rpartition("/")[2],
        address=stated,
        title=found.title,
        published=found.date,
        publisher=found.hostname or found.sitename,
        encoding=read.encoding or page.encoding,
    )


def _found(html: str) -> Any:
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
