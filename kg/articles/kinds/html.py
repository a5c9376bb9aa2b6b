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
    yield page(content.whole(), content.name, stem)


def page(raw: bytes, where: str, id_: str, address: str | None = None) -> Record:
    """The article of a page that lay at ``address``, if that is known; InputError as above."""
    refuse_binary(raw, where)
    read = decoded_page(raw, where)
    found = _found(read.text)
    text = found.text if found is not None else None
    if not text:
        raise InputError(f"{where}: no article found in this web page")
    stated = found.url or address
    return Record(
        id=id_,
        text=text,
        where=where,
        source=stated or where.rpartition("/")[2],
        address=stated,
        title=found.title,
        published=found.date,
        publisher=found.hostname or found.sitename,
        encoding=read.encoding,
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
