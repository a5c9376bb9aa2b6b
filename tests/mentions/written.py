"""Parses written by hand: text with the tagger's names in brackets, and who hangs on whom."""

import re
from collections.abc import Mapping

from kg.model import Article, Sentence, Token

_MARK = re.compile(r"\[(PER|ORG|LOC|GPE) ([^\]]+)\]")
_SMALL = ("di", "ke", "dari", "dan", "antara")  #: words that hang on the name behind them
_TOKEN = re.compile(r"\w+(?=nya\b)|\w+(?:-\w+)*|[^\w\s]")

Parse = tuple[Article, tuple[Sentence, ...]]


def parsed(marked: str, roles: Mapping[str, tuple[str, str, str]] | None = None) -> Parse:
    """An article of one sentence. ``roles`` gives a word its relation and the form and the
    part of speech of its head. Words in capitals that follow each other are one name and hang on
    its first, what follows a small word hangs on it, and every other word on the first one."""
    text, tags = _tags(marked)
    words = list(_TOKEN.finditer(text))
    numbers = {match.group(): index for index, match in enumerate(words, start=1)}
    kinds = {head: upos for _, head, upos in (roles or {}).values()}
    tokens: list[Token] = []
    for index, match in enumerate(words, start=1):
        tag = tags.get(match.start(), "O")
        goes_on = tag.startswith("I") or (index > 2 and tag == "O" and _in_row(text, tokens, match))
        begin = tokens[-1].head if goes_on and tokens[-1].deprel == "flat" else index - 1
        modifies = index > 1 and match.group().isalpha() and tokens[-1].text.islower()
        behind = index - 1 if modifies and tokens[-1].text not in _SMALL else min(index - 1, 1)
        usual = ("flat", begin) if goes_on else ("nmod" if behind > 1 else "dep", behind)
        given = (roles or {}).get(match.group())
        relation, head = (given[0], numbers[given[1]]) if given else usual
        tokens.append(
            Token(
                index=index,
                text=match.group(),
                lemma=match.group().casefold(),
                upos=kinds.get(match.group(), _part_of_speech(match.group())),
                feats="",
                head=head,
                deprel=relation,
                ner=tag,
                start=match.start(),
                end=match.end(),
            )
        )
    sentence = Sentence(
        article_id="a", index=0, start=0, end=len(text), text=text, tokens=tuple(tokens)
    )
    return Article(id="a", text=text, source="a.txt"), (sentence,)


def _part_of_speech(word: str) -> str:
    if word[0].isupper():
        return "PROPN"
    return "ADP" if word in _SMALL else "NOUN" if word.isalpha() else "PUNCT"


def _in_row(text: str, tokens: list[Token], word: re.Match[str]) -> bool:
    """Whether a word and the one before it are both in capitals, with a space between them."""
    before = tokens[-1]
    both = word.group()[0].isupper() and before.text[0].isupper()
    return both and before.ner == "O" and text[before.end : word.start()] == " "


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
