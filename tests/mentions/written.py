"""Parses written by hand: text with the tagger's names in brackets, and who hangs on whom."""

import re
from collections.abc import Mapping

from kg.model import Article, Sentence, Token

_MARK = re.compile(r"\[(PER|ORG|LOC|GPE) ([^\]]+)\]")
_TOKEN = re.compile(r"\w+(?=nya\b)|\w+(?:-\w+)*|[^\w\s]")

Parse = tuple[Article, tuple[Sentence, ...]]


def parsed(marked: str, roles: Mapping[str, tuple[str, str, str]] | None = None) -> Parse:
    """An article of one sentence. ``roles`` gives a word its relation and the form and the
    part of speech of its head; every other word hangs on the first one."""
    text, tags = _tags(marked)
    words = list(_TOKEN.finditer(text))
    numbers = {match.group(): index for index, match in enumerate(words, start=1)}
    kinds = {head: upos for _, head, upos in (roles or {}).values()}
    tokens = []
    for index, match in enumerate(words, start=1):
        relation, head, _ = (roles or {}).get(match.group(), ("dep", words[0].group(), ""))
        tokens.append(
            Token(
                index=index,
                text=match.group(),
                lemma=match.group().casefold(),
                upos=kinds.get(match.group(), "X"),
                feats="",
                head=numbers[head] if index > 1 or relation != "dep" else 0,
                deprel=relation,
                ner=tags.get(match.start(), "O"),
                start=match.start(),
                end=match.end(),
            )
        )
    sentence = Sentence(
        article_id="a", index=0, start=0, end=len(text), text=text, tokens=tuple(tokens)
    )
    return Article(id="a", text=text, source="a.txt"), (sentence,)


def _tags(marked: str) -> tuple[str, dict[int, str]]:
    """The text without brackets, and the tag of the token at each offset."""
    text, tags, position = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        for number, token in enumerate(_TOKEN.finditer(mark.group(2))):
            tags[len(text) + token.start()] = f"{'I' if number else 'B'}-{mark.group(1)}"
        text += mark.group(2)
        position = mark.end()
    return text + marked[position:], tags


def sentence(text: str, start: int = 0) -> Sentence:
    """A sentence without tokens, for what reads its characters alone."""
    end = start + len(text)
    return Sentence(article_id="a", index=0, start=start, end=end, text=text, tokens=())
