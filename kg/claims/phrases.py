"""Noun phrases of a sentence and the entities they stand for.

Frames ask about phrases, not words: "ke wilayah Rusia", "Menlu Rusia, Sergey Lavrov", "Kim dan
Putin". Phrases are cut along the words themselves (Indonesian noun phrases lead with their head and
end before a preposition, verb or conjunction), because that survives errors of the parser; the
parse decides later how phrases hang on verbs.
"""

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.lexicon import words
from kg.model import DateValue, EntityType, NumberValue, Sentence, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "SYM", "X"})
_LONGEST_BRACKET = 6  #: tokens inside brackets that still belong to the phrase around them


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named entity inside a phrase."""

    first: int
    last: int
    entity: str  #: local id
    type: EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Tokens ``first`` to ``last``, both inclusive, led by token ``head``."""

    first: int
    last: int
    head: int
    word: str  #: lower-cased head noun; empty if a name leads
    words: tuple[str, ...]  #: all its words, lower-cased
    preposition: str  #: what stands before the phrase, or before the first it is joined to; or ""
    names: tuple[Named, ...]
    joined: int  #: index of the first phrase of its coordination; its own if there is none
    number: NumberValue | None
    resolved: tuple[str, ...] = ()  #: entities that a pronoun or nominal stands for
    resolution: str = ""  #: why, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence with its phrases and values: what the reading of claims works on."""

    sentence: Sentence
    phrases: tuple[Phrase, ...]
    dates: tuple[DateValue, ...]
    numbers: tuple[NumberValue, ...]

    def token(self, index: int) -> Token:
        """The token with this index, counted from 1."""
        return self.sentence.tokens[index - 1]

    def lower(self, index: int) -> str:
        """The token's text in lower case; empty outside the sentence."""
        inside = 0 < index <= len(self.sentence.tokens)
        return self.sentence.tokens[index - 1].text.lower() if inside else ""

    def phrase_at(self, index: int) -> int | None:
        """Position of the phrase that covers a token."""
        found = (i for i, phrase in enumerate(self.phrases) if phrase.first <= index <= phrase.last)
        return next(found, None)

    def group(self, position: int) -> tuple[int, ...]:
        """Positions of all phrases joined with this one, itself included."""
        first = self.phrases[position].joined
        return tuple(i for i, phrase in enumerate(self.phrases) if phrase.joined == first)


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
    phrases = _with_prepositions(sentence, _merge_appositions(sentence, phrases))
    return Clause(
        sentence=sentence,
        phrases=tuple(_join(sentence, phrases)),
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
        inside = i not in dated and (i in cover or i in compound or _is_nominal(token))
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


def _compounds(sentence: Sentence) -> frozenset[int]:
    """Tokens of two-word nouns, whatever their tags."""
    found: set[int] = set()
    for left, right in itertools.pairwise(sentence.tokens):
        if f"{left.text} {right.text}".lower() in words("grammar", "compounds"):
            found |= {left.index, right.index}
    return frozenset(found)


def _is_noun_phrase(sentence: Sentence, span: tuple[int, int], cover: Mapping[int, Named]) -> bool:
    """Whether a run of nominal tokens holds more than adjectives."""
    return any(
        i in cover or sentence.tokens[i - 1].upos in _NOMINAL - {"ADJ", "DET"}
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
        if not counting and token.text.lower() not in words("grammar", "quantifiers"):
            return token.index
    return first


def _merge_appositions(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    """ "Menlu Rusia, Sergey Lavrov" and "Sergey Lavrov, Menlu Rusia" as one phrase each."""
    merged: list[Phrase] = []
    for phrase in phrases:
        before = merged[-1] if merged else None
        if before and _split_title(sentence, before, phrase):
            merged[-1] = dataclasses.replace(before, last=phrase.last, names=phrase.names)
        elif before and _comma_between(sentence, before, phrase) and _appositive(before, phrase):
            names = before.names + phrase.names
            merged[-1] = dataclasses.replace(before, last=phrase.last, names=names)
        else:
            merged.append(phrase)
    return merged


def _split_title(sentence: Sentence, left: Phrase, right: Phrase) -> bool:
    """ "Menteri Haji dan Umrah Tawfiq Al Rabiah": one title with "dan" in it."""
    joined = right.first - left.last == 2 and sentence.tokens[left.last].text == "dan"
    person = any(name.type is EntityType.PERSON for name in right.names)
    return joined and person and not left.names and is_title(left.word) and not is_title(right.word)


def _comma_between(sentence: Sentence, left: Phrase, right: Phrase) -> bool:
    comma = right.first - left.last == 2
    return comma and sentence.tokens[left.last].text in (",", "–", "-")


def _appositive(left: Phrase, right: Phrase) -> bool:
    has_person = any(name.type is EntityType.PERSON for name in left.names)
    is_person = bool(right.names) and right.names[0].type is EntityType.PERSON and not right.word
    if is_person and not has_person:
        return is_title(left.word)
    return has_person and not is_person and is_title(right.word)


def is_title(word: str) -> bool:
    """Whether a noun is the first word of an office or rank."""
    return word in words("pronouns", "title_words")


def _with_prepositions(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    return [
        dataclasses.replace(phrase, preposition=_preposition(sentence, phrase))
        for phrase in phrases
    ]


def _preposition(sentence: Sentence, phrase: Phrase) -> str:
    """The preposition right before a phrase, two words if they are one ("di tengah")."""
    first = phrase.first
    before = [token.text.lower() for token in sentence.tokens[max(0, first - 3) : first - 1]]
    known = words("grammar", "prepositions")
    if before and before[-1] in words("grammar", "clause_openers") and _verb_follows(sentence, phrase):
        return ""
    if len(before) > 1 and " ".join(before[-2:]) in known:
        return " ".join(before[-2:])
    return before[-1] if before and before[-1] in known else ""


def _verb_follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb comes next, past adverbs and auxiliaries."""
    for token in sentence.tokens[phrase.last :]:
        if token.upos not in ("ADV", "AUX", "PART") and token.text.lower() not in ("telah", "juga"):
            return token.upos == "VERB"
    return False


def _join(sentence: Sentence, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Marks coordinations: all of "A, B dan C" point to A and share its preposition."""
    first_of = list(range(len(phrases)))
    for i in range(len(phrases) - 1):
        if _coordinated(sentence, phrases, i):
            first_of[i + 1] = first_of[i]
    for i, phrase in enumerate(phrases):
        lead = phrases[first_of[i]]
        shared = phrase.preposition or lead.preposition
        yield dataclasses.replace(phrase, joined=first_of[i], preposition=shared)


def _coordinated(sentence: Sentence, phrases: Sequence[Phrase], i: int) -> bool:
    left, right = phrases[i], phrases[i + 1]
    if not _alike(left, right):
        return False
    between = [t.text.lower() for t in sentence.tokens[left.last : right.first - 1]]
    gap = [word for word in between if word != right.preposition]
    if right.preposition and right.preposition != left.preposition:
        return False
    coordinated = bool(gap) and gap[-1] in words("grammar", "coordinators")
    if coordinated and gap[:-1] in ([], [","]):
        return True
    if gap != [","]:
        return False
    return _nested_places(left, right) or _list_goes_on(sentence, phrases, i + 1)


def _nested_places(left: Phrase, right: Phrase) -> bool:
    """ "di Jeddah, Arab Saudi": a place and, behind a comma, the larger one around it."""
    located = left.preposition in ("di", "ke", "dari", "") and bool(left.names) and not right.word
    within = {EntityType.PLACE, EntityType.STATE}
    last = left.names[-1].type if left.names else None
    return (
        located
        and last is EntityType.PLACE
        and bool(right.names)
        and right.names[0].type in within
    )


def _list_goes_on(sentence: Sentence, phrases: Sequence[Phrase], i: int) -> bool:
    """Whether a comma list reaches a coordinator: "A, B, C dan D"."""
    while i + 1 < len(phrases) and _alike(phrases[i], phrases[i + 1]):
        gap = [
            t.text.lower() for t in sentence.tokens[phrases[i].last : phrases[i + 1].first - 1]
        ]
        if gap and gap[-1] in words("grammar", "coordinators"):
            return True
        if gap != [","]:
            return False
        i += 1
    return False


def _alike(left: Phrase, right: Phrase) -> bool:
    """Whether two phrases can stand side by side in a list."""
    if bool(left.names) != bool(right.names):
        return not left.names and not right.names
    kinds = {name.type for name in left.names}, {name.type for name in right.names}
    if EntityType.PLACE in kinds[0] and not left.word:
        return EntityType.PERSON not in kinds[1]
    return (kinds[0] == {EntityType.PLACE}) == (kinds[1] == {EntityType.PLACE})
