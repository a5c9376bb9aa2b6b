"""The words of a sentence as names are made of them.

A parser cuts words apart where grammar wants it ("Al Arab|iya") and leaves others joined
("Rusia-Ukraina"). Names are looked for in words of letters and digits, each of which knows the
tokens it lies in; "Kim Jong-un" has three.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.knowledge.gazetteers import by_name, name_words
from kg.knowledge.name_heads import name_heads
from kg.model import Article, Sentence, Token

_WORD = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: its letters, where they stand, and the tokens they lie in."""

    text: str
    folded: str
    gap: str  #: what stands between the word before and this one
    start: int
    end: int
    first: int  #: index of the first token, counts from 1
    last: int
    ner: str  #: type without its prefix ("PER"), or ""
    opens: bool  #: begins a name of the tagger

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def words_of(article: Article, sentence: Sentence) -> tuple[Word, ...]:
    """The words of a sentence, in order."""
    spans = list(_spans(article.text, sentence.tokens))
    tokens, position, found = sentence.tokens, 0, []
    for number, (start, end) in enumerate(spans):
        while tokens[position].end <= start:
            position += 1
        last = position
        while last + 1 < len(tokens) and tokens[last + 1].start < end:
            last += 1
        token, text = tokens[position], article.text[start:end]
        found.append(
            Word(
                text=text,
                folded=text.replace("’", "'").casefold(),
                gap=article.text[spans[number - 1][1] : start] if number else "",
                start=start,
                end=end,
                first=token.index,
                last=tokens[last].index,
                ner=token.ner.partition("-")[2],
                opens=token.ner.startswith("B") and token.start == start,
            )
        )
    return tuple(found)


def _spans(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for start, end in _stretches(text, tokens):
        for word in _WORD.finditer(text, start, end):
            if text[max(word.start() - 1, 0)] != "@":
                yield word.start(), word.end()


def _stretches(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Spans of tokens that were cut only for grammar, taken together."""
    start = 0
    for number, token in enumerate(tokens):
        if number and not _joined(text, tokens[number - 1], token):
            yield tokens[start].start, tokens[number - 1].end
            start = number
    if tokens:
        yield tokens[start].start, tokens[-1].end


def _joined(text: str, left: Token, right: Token) -> bool:
    """Whether two tokens are parts of one written word."""
    if left.end != right.start:
        return left.start == right.start
    if not right.text[:1].islower():
        return not right.text[:1].isupper()
    if right.text.casefold() not in name_heads().clitics:
        return True
    return name_words(text[left.start : right.end]) in by_name()
