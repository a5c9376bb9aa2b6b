"""What a parser gets to see of an article, and the way back to the article's own characters.

Boilerplate is left out, every line becomes a paragraph (so that no sentence runs from a heading
into the text), character references are resolved, words that scraping glued together are parted,
and text in capitals is written in usual case. The article itself stays as it is: each character of
the view knows where it came from.
"""

import html
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Article, Skip
from kg.sentences.casing import recased
from kg.sentences.glue import breaks

_REFERENCE = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*\s")
_LONGEST = 2000  #: characters of a sentence; those of news have hundreds
_PART = 50_000  #: characters that a parser holds at once; news have thousands
_CLOSE = 10  #: characters that the end of a sentence has at most
_ELSEWHERE = "in another part"


@dataclass(frozen=True, slots=True)
class View:
    """``text[i]`` stands for ``article.text[starts[i]:ends[i]]``; an inserted one for nothing."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` of the view lie in the article."""
        return self.starts[start], self.ends[end - 1]


def view(article: Article) -> View:
    """The view of an article; its text is empty where all of the article is boilerplate."""
    pieces = [piece for part in _paragraphs(article) for piece in _pieces(article.text, *part)]
    while pieces and pieces[-1][0].isspace():
        pieces.pop()
    return View(
        "".join(text for text, _, _ in pieces),
        tuple(start for _, start, _ in pieces),
        tuple(end for _, _, end in pieces),
    )


def parts(article: Article) -> Iterator[Article]:
    """The article as often as it takes for a parser to hold it, each time with other skips.

    Together they show what the article shows, in order; an article of usual length is one part.
    """
    text = article.text
    if len(text) <= _PART:
        yield article
        return
    for start, end in _gathered(_paragraphs(article)):
        inside = (skip for skip in article.skips if start <= skip.start and skip.end <= end)
        before = Skip(start=0, end=start, why=_ELSEWHERE)
        after = Skip(start=end, end=len(text), why=_ELSEWHERE)
        yield replace(article, skips=(before, *inside, after))


def _gathered(paragraphs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of neighbouring paragraphs, as many as make a part."""
    first: int | None = None
    last = 0
    for start, end in paragraphs:
        if first is not None and end - first > _PART:
            yield first, last
            first = None
        first = start if first is None else first
        last = end
    if first is not None:
        yield first, last


def cut_note(article: Article) -> str | None:
    """A line on the stretches of an article that are cut though no sentence ends there, if any."""
    if len(article.text) <= _LONGEST:
        return None
    cuts = sum(
        left[1] == right[0] and not _SENTENCE_END.search(article.text, left[1] - _CLOSE, left[1])
        for left, right in itertools.pairwise(_paragraphs(article))
    )
    if not cuts:
        return None
    return (
        f"{article.source}: {article.id} has no end of a sentence for {_LONGEST} characters, and is"
        f" cut there, {cuts} {'time' if cuts == 1 else 'times'} in all"
    )


def _paragraphs(article: Article) -> Iterator[tuple[int, int]]:
    """Spans of the lines that are not boilerplate, without the space around them."""
    position = 0
    stops = [(skip.start, skip.end) for skip in article.skips]
    for start, end in [*stops, (len(article.text), len(article.text))]:
        for line in re.finditer(r"[^\n\r]+", article.text[position:start]):
            text = line.group()
            if text.strip():
                left = position + line.start() + len(text) - len(text.lstrip())
                yield from _stretches(article.text, left, left + len(text.strip()))
        position = max(position, end)


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line, cut at spaces where no sentence ends for so long that no parser would read it.

    One that is longer than a part is cut where sentences end, too.
    """
    begin = start
    while end - start > _LONGEST:
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start, start + _LONGEST)]
        if ends:
            start = ends[-1]
            if start - begin > _PART - _LONGEST:
                yield begin, start
                begin = start
        else:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            start = space + 1 if space > 0 else start + _LONGEST
            yield begin, start
            begin = start
    yield begin, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The characters of one paragraph with their spans, and the blank line behind it."""
    shown = recased(text[start:end])
    parted = breaks(shown)
    position = start
    while position < end:
        if position - start in parted:
            yield " ", position, position
        reference = _REFERENCE.match(text, position, end)
        resolved = html.unescape(reference.group()) if reference else ""
        if reference and len(resolved) == 1:
            yield resolved, reference.start(), reference.end()
            position = reference.end()
        else:
            yield shown[position - start], position, position + 1
            position += 1
    yield from (("\n", end, end), ("\n", end, end))
