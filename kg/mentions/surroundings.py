"""What the words around a candidate and the parse of its sentence say of it."""

from collections.abc import Iterator, Sequence

from kg.knowledge.gazetteers import by_name
from kg.knowledge.name_heads import name_heads
from kg.knowledge.titles import title_at, titles
from kg.mentions.candidates import Candidate
from kg.mentions.listed import one_piece
from kg.mentions.words import Word
from kg.model import Sentence, Token

_LETTERS = 5  #: letters; longer words are as good as these
_TITLE = 8  #: words of a title and the state behind it


def shape(word: Word) -> str:
    """How a word is written: "capitals 3", "title 5", "small"."""
    text = word.text
    size = min(len(text), _LETTERS)
    if text.isdigit():
        return f"number {size}"
    if any(map(str.isdigit, text)):
        return "digits"
    if text.isupper():
        return f"capitals {size}"
    if text.islower():
        return "small"
    return f"title {size}" if text[1:].islower() else f"mixed {size}"


def around(words: Sequence[Word], one: Candidate) -> Iterator[str]:
    """The signs in the words beside a candidate."""
    before = words[one.first - 1] if one.first else None
    after = words[one.last + 1] if one.last + 1 < len(words) else None
    gap = words[one.first].gap.strip() if before else "start"
    yield f"before {gap or before.folded if before else gap}"
    if before and not gap:
        yield f"before {shape(before).split()[0]}"
        yield from _titles(words, one)
        lists = name_heads()
        if before.folded in lists.support_words:
            yield "behind support"
        if (before.folded,) in lists.place_words:
            yield "behind place word"
        if (before.folded,) in lists.organization_words:
            yield "behind organization word"
    gap = after.gap.strip() if after else "end"
    yield f"after {gap or after.folded if after else gap}"
    if after and not gap:
        yield f"after {shape(after).split()[0]}"
    if one.first > 1 and not words[one.first - 1].gap.strip():
        yield f"two before {words[one.first - 2].folded}"


def _titles(words: Sequence[Word], one: Candidate) -> Iterator[str]:
    """The title before a name, or before the state or body between it and the name."""
    texts = [word.text for word in words]
    for start in range(max(one.first - _TITLE, 0), one.first):
        title = title_at(texts, start)
        if title is None or not one_piece(words, start, one.first):
            continue
        between = tuple(word.folded for word in words[start + title.words : one.first])
        if between and between not in by_name():
            continue
        folded = tuple(word.folded for word in words[start : start + title.words])
        of_state = any(folded[: len(known)] == known for known in titles().state_titles)
        behind = "behind title and owner" if between else "behind title"
        yield f"{behind} of {title.kind}"
        if of_state:
            yield f"{behind} of a state"
        return


def parsed(sentence: Sentence, words: Sequence[Word], one: Candidate) -> Iterator[str]:
    """The signs in the parse: what a candidate is in its sentence, and on what it hangs."""
    first, last = words[one.first].first, words[one.last].last
    tokens = sentence.tokens[first - 1 : last]
    outside = [token for token in tokens if not first <= token.head <= last]
    head: Token = outside[0] if outside else tokens[0]
    yield f"head {head.upos}"
    yield f"role {head.deprel}"
    if len(outside) > 1:
        yield "several heads"
    if any(first <= t.head <= last for t in sentence.tokens[last : last + 1] if t.upos == "PROPN"):
        yield "a name behind hangs on it"
    governor = sentence.tokens[head.head - 1] if head.head else None
    if governor:
        yield f"hangs on {governor.upos} as {head.deprel}"
        yield f"hangs on {governor.lemma}"
    yield f"first {tokens[0].upos}"
