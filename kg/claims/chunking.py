"""Cuts sentences into noun phrases.

Phrases are cut along the words themselves (Indonesian noun phrases lead with their head and end
before a preposition, verb or conjunction), because that survives errors of the parser; the parse
decides later how phrases hang on verbs.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from kg.claims.joining import joined
from kg.claims.phrases import Clause, Named, Phrase
from kg.knowledge.lexicon import words
from kg.model import DateValue, EntityType, NumberValue, Sentence, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "SYM", "X"})
_LONGEST_BRACKET = 6  #: tokens inside brackets that still belong to the phrase around them


def read_clause(
    sentence: Sentence,
    named: Sequence[Named],
    dates: Sequence[DateValue],
    numbers: Sequence[NumberValue],
) -> Clause:
    """The phrases of a sentence. ``named`` are its entities, longest names only, sorted."""
    cover = {i: name for name in named for i in range(name.first, name.last + 1)}
    dated = {
        token.index
        for token in sentence.tokens
        for date in dates
        if date.start <= token.start < date.end
    }
    counted = {
        token.index
        for token in sentence.tokens
        for number in numbers
        if number.start <= token.start < number.end
    }
    spans = [
        span
        for span in _spans(sentence, cover, dated, counted)
        if _is_noun_phrase(sentence, span, cover)
    ]
    phrases = [_phrase(sentence, span, named, numbers) for span in spans]
    return Clause(
        sentence=sentence,
        phrases=joined(sentence, phrases),
        dates=tuple(dates),
        numbers=tuple(numbers),
    )


def _spans(
    sentence: Sentence, cover: Mapping[int, Named], dated: set[int], counted: set[int]
) -> Iterator[tuple[int, int]]:
    """Runs of nominal tokens, split where a new name begins behind a person's."""
    first: int | None = None
    previous = 0
    compound = _compounds(sentence) | counted
    for token in sentence.tokens:
        i = token.index
        nominal = _is_nominal(token) and not _ends_preposition(sentence, i)
        inside = i not in dated and (i in cover or i in compound or nominal)
        bracket = first is not None and _bracket_end(sentence, i, dated)
        if first is not None and i <= previous:
            continue
        if first is not None and bracket:
            previous = bracket
            continue
        if inside and first is not None and _starts_anew(sentence, i, cover):
            yield first, previous
            first = None
        if inside:
            first, previous = (first or i), i
        elif first is not None:
            yield first, previous
            first = None
    if first is not None:
        yield first, previous


def _ends_preposition(sentence: Sentence, index: int) -> bool:
    """Whether a noun is the second word of a preposition: "di bawah", "di tengah"."""
    pair = " ".join(token.text.lower() for token in sentence.tokens[max(0, index - 2) : index])
    return " " in pair and pair in words("grammar", "prepositions")


def _compounds(sentence: Sentence) -> frozenset[int]:
    """Tokens of two-word nouns, whatever their tags."""
    found: set[int] = set()
    for left, right in itertools.pairwise(sentence.tokens):
        if f"{left.text} {right.text}".lower() in words("grammar", "compounds"):
            found |= {left.index, right.index}
    return frozenset(found)


def _is_noun_phrase(sentence: Sentence, span: tuple[int, int], cover: Mapping[int, Named]) -> bool:
    """Whether a run of nominal tokens holds more than adjectives and a clitic."""
    return any(
        i in cover
        or (
            sentence.tokens[i - 1].upos in _NOMINAL - {"ADJ", "DET"}
            and sentence.tokens[i - 1].text.lower() not in words("grammar", "clitics")
        )
        for i in range(span[0], span[1] + 1)
    )


def _is_nominal(token: Token) -> bool:
    word = token.text.lower()
    if word in words("grammar", "prepositions") or word in words("grammar", "coordinators"):
        return False
    if word in words("grammar", "subordinators") or word in words("grammar", "relative"):
        return False
    return token.upos in _NOMINAL and not (token.upos == "SYM" and not word.isalnum())


def _bracket_end(sentence: Sentence, index: int, dated: set[int]) -> int | None:
    """Index of the closing bracket if a short bracket that holds no date opens here."""
    if sentence.tokens[index - 1].text != "(":
        return None
    for token in sentence.tokens[index : index + _LONGEST_BRACKET]:
        if token.index in dated:
            return None
        if token.text == ")":
            return token.index
    return None


def _starts_anew(sentence: Sentence, index: int, cover: Mapping[int, Named]) -> bool:
    """Whether a new phrase begins here although the token before is nominal too."""
    here, before = cover.get(index), cover.get(index - 1)
    word = sentence.tokens[index - 1].text.lower()
    if word in words("pronouns", "singular_person") or word in words("pronouns", "leading"):
        return True
    if word in words("pronouns", "plural") and sentence.tokens[index - 2].upos != "NOUN":
        return True
    person_ends = before is not None and before.type is EntityType.PERSON and here is not before
    return person_ends and sentence.tokens[index - 1].upos not in ("DET", "ADJ")


def _phrase(
    sentence: Sentence,
    span: tuple[int, int],
    named: Sequence[Named],
    numbers: Sequence[NumberValue],
) -> Phrase:
    first, last = span
    inside = tuple(name for name in named if first <= name.first and name.last <= last)
    start, end = sentence.tokens[first - 1].start, sentence.tokens[last - 1].end
    number = next((n for n in numbers if start <= n.end - 1 and n.start < end), None)
    head = _head(sentence, first, last, inside, number)
    led = any(name.first <= head <= name.last for name in inside)
    return Phrase(
        first=first,
        last=last,
        head=head,
        word="" if led else sentence.tokens[head - 1].text.lower(),
        words=tuple(token.text.lower() for token in sentence.tokens[first - 1 : last]),
        preposition="",
        names=inside,
        joined=-1,
        number=number,
    )


def _head(
    sentence: Sentence,
    first: int,
    last: int,
    inside: Sequence[Named],
    number: NumberValue | None,
) -> int:
    """The first token that is a name or a noun and no quantifier."""
    for token in sentence.tokens[first - 1 : last]:
        if any(name.first <= token.index <= name.last for name in inside):
            return token.index
        counting = token.upos in ("NUM", "DET", "SYM")
        if number and number.start <= token.start < number.end:
            continue
        if token.upos == "ADJ" and token.index < last:
            continue  # "penuh tentara Rusia": it belongs to what stands before
        if not counting and token.text.lower() not in words("grammar", "quantifiers"):
            return token.index
    return first
