"""RSS and Atom, read by feedparser: the entries of a feed, and which of them are whole articles."""

import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

import feedparser

from kg.articles.encoding import printable
from kg.errors import InputError
from kg.resolve.ids import digest, slug
from kg.watching.fetch import Fetched, host

_WHOLE = 100  #: words of a text that is more than a teaser
_OPEN_END = re.compile(r"(?:…|\.\.\.)[\]\)\s]*$")
_TAG = re.compile(r"<[^>]*>")
_TRACKING = "utm_"
_LONGEST_ID = 80  #: characters of an identifier, without its digest
_DIGEST = 8  #: its length in an identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed."""

    id: str  #: of its article: of the address, and of what the feed calls the entry
    link: str | None  #: to the article's page
    title: str | None
    published: str | None  #: as the feed says it
    page: str | None  #: its text as a web page; None where it is but a teaser
    digest: str  #: of all that the feed says of it

    @property
    def source(self) -> str:
        """What a message calls it."""
        return self.link or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it was read."""

    entries: tuple[Entry, ...]  #: as they stand in it, each once
    pause: float  #: seconds for which the feed says that it need not be read again


def feed(fetched: Fetched, name: str) -> Feed:
    """The feed in an answer; InputError where there is none in it."""
    headers = {"content-location": fetched.url}
    if kind := fetched.headers.get("Content-Type"):
        headers["content-type"] = kind
    read: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(fetched.content), response_headers=headers
    )
    if not read.get("version"):
        raise InputError(f"{name}: neither RSS nor Atom; name the address of the feed itself")
    given = map(_entry, map(dict, read["entries"]))  # feedparser's own kind warns when it is asked
    found = {entry.id: entry for entry in given if entry is not None}
    return Feed(entries=tuple(found.values()), pause=_pause(read["feed"].get("ttl")))


def _pause(minutes: object) -> float:
    text = str(minutes or "").strip()
    return float(text) * 60 if text.isascii() and text.isdigit() else 0.0


def _entry(given: Mapping[str, Any]) -> Entry | None:
    """An entry; None for one that says nothing at all."""
    link = _link(given.get("link"))
    title = " ".join(html.unescape(_TAG.sub("", given.get("title") or "")).split()) or None
    page = next((_page(title, text) for text in _texts(given) if _is_whole(text)), None)
    called = str(given.get("id") or link or title or "")
    if not called or not (link or page):
        return None
    date = given.get("published") or given.get("updated")
    told = "\0".join(map(str, (called, link, title, date, given.get("updated"), *_texts(given))))
    return Entry(
        id=_id(called, link),
        link=link,
        title=title,
        published=str(date) if date else None,
        page=page,
        digest=digest(told, 16),
    )


def _link(given: object) -> str | None:
    """An address without what tells the server where a reader came from."""
    url = printable(urldefrag(str(given or "").strip())[0])
    if not host(url):
        return None
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, True) if not pair[0].startswith(_TRACKING)]
    if len(kept) == len(parse_qsl(parts.query, True)):
        return url
    return parts._replace(query=urlencode(kept)).geturl()


def _id(called: str, link: str | None) -> str:
    """Readable, and the same however often an entry comes."""
    parts = urlsplit(link or "")
    shown = slug(f"{parts.hostname}{parts.path}") if link else slug(called)
    return f"{shown[:_LONGEST_ID].rstrip('-')}-{digest(called, _DIGEST)}"


def _texts(given: Mapping[str, Any]) -> Iterator[str]:
    """The texts of an entry as HTML, the longest first."""
    details = [*given.get("content", ()), given.get("summary_detail") or {}]
    texts = {_as_html(detail) for detail in details}
    yield from sorted(texts - {""}, key=lambda text: (-len(text), text))


def _as_html(detail: Mapping[str, Any]) -> str:
    value = str(detail.get("value") or "")
    if detail.get("type") != "text/plain":
        return value
    return "".join(f"<p>{html.escape(line)}</p>" for line in value.splitlines() if line.strip())


def _is_whole(text: str) -> bool:
    bare = html.unescape(_TAG.sub(" ", text))
    return len(bare.split()) >= _WHOLE and not _OPEN_END.search(bare)


def _page(title: str | None, text: str) -> str:
    shown = html.escape(title or "")
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{shown}</title></head>'
        f"<body><article><h1>{shown}</h1>{text}</article></body></html>"
    )
