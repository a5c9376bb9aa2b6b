"""Text that is written in capitals throughout, or without any, in the case that news writes it.

A word gets the form of the longest known name that it is part of, else its usual form (Lita et al.
2003): what parsers and gazetteers have learnt from is text in usual case.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.files import shipped
from kg.knowledge.gazetteers import by_name, common_words, name_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.?!]['\"”’)]*\s+)['\"“‘(]*$")
_FEWEST = 3  #: words
_LETTERS = 15  #: fewest; a shorter line in capitals may be nothing but a name
_SHARE = 0.8  #: of letters that are capitals; "KTT ke-31" and "(9/11)" occur in such lines
_LONGEST_NAME = 6  #: words
_MARKS = 8  #: characters before a word that tell whether it is the first of a sentence


def recased(paragraph: str) -> str:
    """The paragraph, as long as before, in usual case if it has only capitals or none."""
    words = list(_WORD.finditer(paragraph))
    letters = "".join(word.group() for word in words)
    capitals = sum(map(str.isupper, letters))
    if len(words) < _FEWEST or len(letters) < _LETTERS or 0 < capitals < _SHARE * len(letters):
        return paragraph
    parts, at = [], 0
    for word, form in zip(words, _forms(words, shouted=capitals > 0), strict=True):
        before = paragraph[at : word.start()]
        first = _SENTENCE_END.search(paragraph, max(0, word.start() - _MARKS), word.start())
        parts += [before, form[0].upper() + form[1:] if first else form]
        at = word.end()
    return "".join([*parts, paragraph[at:]])


def _forms(words: Sequence[re.Match[str]], *, shouted: bool) -> Iterator[str]:
    """The usual form of each word, of the same length as the word."""
    at = 0
    while at < len(words):
        named = _named(words[at : at + _LONGEST_NAME])
        taken = named or [_usual(words[at].group(), shouted=shouted)]
        for word, form in zip(words[at:], taken, strict=False):
            yield form if len(form) == len(word.group()) else word.group()
        at += len(taken)


def _named(words: Sequence[re.Match[str]]) -> list[str]:
    """The words of the longest known name that these words begin with, as it is written."""
    text = words[0].string
    for size in range(len(words), 0, -1):
        folded = name_words(text[words[0].start() : words[size - 1].end()])
        things = by_name().get(folded, ())
        names = [name for name, thing in things if size > 1 or not thing.support]
        if names and (size > 1 or not _has_usual_form(folded[0])):
            forms = _WORD.findall(min(names))
            if len(forms) == size:
                return forms
    return []


def _has_usual_form(small: str) -> bool:
    return small in common_words() or small in _capitals()


def _usual(word: str, *, shouted: bool) -> str:
    """A word in capitals that nobody knows is taken for a name, one in small letters is not."""
    small = word.lower()
    if small in _capitals():
        return _capitals()[small]
    if small in common_words() or not shouted:
        return small
    return small[0].upper() + small[1:]


@functools.cache
def _capitals() -> Mapping[str, str]:
    """From words in small letters to their usual form with capitals."""
    path = shipped("ontology") / "sentences" / "capitals.txt"
    words = path.read_text(encoding="utf-8").splitlines()[1:]
    return {word.lower(): word for word in words}
