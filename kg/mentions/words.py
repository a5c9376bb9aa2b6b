"""The words of a sentence as names are made of them.

A parser cuts words apart where grammar wants it ("Al Arab|iya") and leaves others joined
("Rusia-Ukraina"). Names are looked for in words of letters and digits, each of which knows the
tokens it lies in; "Kim Jong-un" has three.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.gazetteers import by_name, common_words, name_words, of_names_in_use
from kg.knowledge.name_heads import name_heads
from kg.model import Article, Sentence, Token

_WORD = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")
_SPACE = re.compile(r"\s+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORTEST = 3  #: letters; shorter words are cut off only behind a name of the gazetteers
_PERSON = "PER"
_HUNG = 4  #: letters of what a hyphen hangs on a name
_VERB = 6  #: letters of the shortest verb that is cut off a name seen nowhere else


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word: its letters, where they stand, and the tokens they lie in.

    The letters are in usual case where the article has only capitals, or none.
    """

    text: str
    folded: str
    gap: str  #: what stands between the word before and this one, spaces as one
    start: int
    end: int
    first: int  #: index of the first token, counts from 1
    last: int
    ner: str  #: type without its prefix ("PER"), or ""
    opens: bool  #: begins a name of the tagger

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def words_of(
    article: Article, sentence: Sentence, heads: frozenset[str] = frozenset()
) -> tuple[Word, ...]:
    """The words of a sentence, in order. ``heads`` are words of names that stand alone elsewhere
    in the article; they tell where a name ends that scraping glued to the next word."""
    spans = list(_spans(article.text, sentence.tokens, heads))
    tokens, position, found = sentence.tokens, 0, []
    for number, (start, end) in enumerate(spans):
        while tokens[position].end <= start:
            position += 1
        last = position
        while last + 1 < len(tokens) and tokens[last + 1].start < end:
            last += 1
        token = tokens[position]
        text = _shown(article.text[start:end], tokens[position : last + 1], start)
        glued = start > token.start and number and spans[number - 1][1] == start
        found.append(
            Word(
                text=text,
                folded=text.replace("’", "'").casefold(),
                gap=_SPACE.sub(" ", article.text[spans[number - 1][1] : start]) if number else "",
                start=start,
                end=end,
                first=token.index,
                last=tokens[last].index,
                ner="" if glued else token.ner.partition("-")[2],
                opens=token.ner.startswith("B") and token.start == start,
            )
        )
    return _hyphenated(found)


def _hyphenated(words: list[Word]) -> tuple[Word, ...]:
    """The words; a person goes on behind a hyphen where the tagger ended the name: "Moon Jae - in",
    "Haider al - Abadi"."""
    for at in range(1, len(words)):
        if words[at - 1].ner != _PERSON or words[at].ner not in ("", _PERSON):
            continue
        word, before = words[at], words[at - 1]
        behind = words[at + 1] if at + 1 < len(words) else None
        joins = word.gap == " " and behind is not None and behind.gap.strip() == "-"
        particle = joins and word.folded in name_heads().links
        joined = word.gap.strip() == "-" and before.folded in name_heads().links
        hung = word.gap.strip() == "-" and word.text.islower() and len(word.text) <= _HUNG
        if (particle and behind and behind.capital) or hung or (joined and word.capital):
            words[at] = replace(word, ner=_PERSON, opens=False)
    return tuple(words)


def _shown(text: str, tokens: Sequence[Token], start: int) -> str:
    """The text of a word, in the case in which the parser saw it."""
    begin = start - tokens[0].start
    seen = "".join(token.text for token in tokens)[begin : begin + len(text)]
    return seen if seen.casefold() == text.casefold() else text


def name_parts(article: Article) -> frozenset[str]:
    """Words in capitals that stand alone in the article and are no common words."""
    return frozenset(
        word
        for word in _WORD.findall(article.text)
        if len(word) > _SHORTEST
        and word[0].isupper()
        and word[1:].islower()
        and word.casefold() not in common_words()
    )


def _spans(text: str, tokens: Sequence[Token], heads: frozenset[str]) -> Iterator[tuple[int, int]]:
    for start, end in _stretches(text, tokens):
        for word in _WORD.finditer(text, start, end):
            if text[max(word.start() - 1, 0)] == "@":
                continue
            cuts = (word.start() + cut for cut in _cuts(word.group(), heads))
            yield from itertools.pairwise((word.start(), *cuts, word.end()))


@of_names_in_use
def _cuts(word: str, heads: frozenset[str]) -> tuple[int, ...]:
    """Where a word is to be cut: "CNNdanThe" behind "CNN" and "dan", "KoreaLee" behind "Korea"."""
    for capital in _INNER_CAPITAL.finditer(word):
        left, right = word[: capital.start()], word[capital.start() :]
        inner = _cut(left, heads)
        if inner < len(left):
            return inner, len(left)
        if left in last_words() and len(right) > _SHORTEST and name_words(word) not in by_name():
            return (len(left),)
    cut = _cut(word, heads)
    return (cut,) if cut < len(word) else ()


def _cut(word: str, heads: frozenset[str]) -> int:
    """Where a small word begins that is glued to a name; the length of the word where none does."""
    known = name_words(word) in by_name() or word.casefold() in common_words()
    if not word[0].isupper():
        return _small_part(word)
    if known or word.isupper():
        return len(word)
    cuts = [i for i in range(2, len(word) - 1) if word[i:].islower()]
    for cut in cuts:
        if _glued(word[:cut], word[cut:], heads):
            return cut
    return len(word)


def _small_part(word: str) -> int:
    """Where a name begins behind a common word ("jurnalisAl"); the whole length where none does."""
    for cut in range(_SHORTEST, len(word)):
        if word[cut].isupper() and word[:cut] in common_words():
            return cut
    return len(word)


def _glued(head: str, tail: str, heads: frozenset[str]) -> bool:
    lists = name_heads()
    verb = len(tail) >= _VERB and tail.startswith(tuple(lists.glued_verbs))
    if head in _names() and verb:
        return True
    if tail not in lists.glued and not (tail in common_words() and len(tail) > _SHORTEST):
        return False
    if head.isupper() or head in _names() or head in last_words():
        return True
    if head in heads and len(tail) >= _SHORTEST:
        return True
    verb = verb or tail in lists.glued_anywhere
    return verb and len(head) > _SHORTEST and head.casefold() not in common_words()


@of_names_in_use
def _names() -> frozenset[str]:
    """The known names of one word, as written."""
    return frozenset(name for things in by_name().values() for name, _ in things)


@of_names_in_use
def last_words() -> frozenset[str]:
    """The words that known names end with ("Jazeera")."""
    written = (name for names in by_name().values() for name, thing in names if not thing.support)
    ends = frozenset(_WORD.findall(name)[-1] for name in written if _WORD.search(name))
    return frozenset(end for end in ends if end[0].isupper())


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
    if right.text[:1].isupper():
        return left.text.isupper() and (right.text.isupper() or left.text not in _names())
    if not right.text[:1].islower():
        return True
    if right.text.casefold() not in name_heads().clitics:
        return True
    return name_words(text[left.start : right.end]) in by_name()
