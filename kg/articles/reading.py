"""From a record to an article: everything that its text and its file say about it."""

from collections.abc import Sequence

from kg.articles.boilerplate import find_boilerplate, merged, outside
from kg.articles.headline import cleaned_title, title_in_text
from kg.articles.language import foreign_language
from kg.articles.lines import lines
from kg.articles.masthead import Masthead, read_masthead
from kg.articles.outlets import outlet, outlet_of_address, outlet_within
from kg.articles.published import published
from kg.articles.record import Record
from kg.errors import InputError
from kg.model import Article, Skip

_NAMING = ("byline", "copyright")  #: boilerplate that names the outlet, best first


def article(record: Record) -> Article:
    """The article of a record; InputError where it is empty or not Indonesian."""
    if not record.text.strip():
        raise InputError(f"{record.where}: the text is empty")
    page = find_boilerplate(record.text)
    own = tuple(outside(lines(record.text), page))
    head = read_masthead(own)
    skips = merged((*page, *head.skips))
    language = foreign_language(_prose(record.text, skips))
    if language:
        raise InputError(f"{record.where}: not Indonesian but {language}")
    day = published(record.text, skips, head, record.published, record.address)
    stated = cleaned_title(record.title) if record.title else None
    body = list(outside(own, skips))
    return Article(
        id=record.id,
        text=record.text,
        source=record.source,
        title=stated or title_in_text(body),
        published=day.isoformat() if day else None,
        publisher=_publisher(record, head, page),
        skips=skips,
    )


def _prose(text: str, skips: Sequence[Skip]) -> str:
    """What is left of a text without its skips."""
    edges = [0, *(edge for skip in skips for edge in (skip.start, skip.end)), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return "\n".join(text[start:end] for start, end in pairs)


def _publisher(record: Record, head: Masthead, page: Sequence[Skip]) -> str | None:
    """The outlet: as stated, by the address, the head of the page, or a credit in its text."""
    if record.publisher and record.publisher.strip():
        return outlet(record.publisher)
    by_address = outlet_of_address(record.address) if record.address else None
    if by_address or head.publisher:
        return by_address or head.publisher
    naming = (skip for why in _NAMING for skip in page if skip.why == why)
    named = (outlet_within(record.text[skip.start : skip.end]) for skip in naming)
    return next((name for name in named if name), None)
