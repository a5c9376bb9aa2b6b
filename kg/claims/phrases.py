"""Noun phrases of a sentence and the entities they stand for.

Frames ask about phrases, not words: "ke wilayah Rusia", "Menlu Rusia, Sergey Lavrov", "Kim dan
Putin".
"""

from dataclasses import dataclass

from kg.knowledge.titles import opening_words
from kg.model import DateValue, EntityType, NumberValue, Sentence, Token


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

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, both included, as it is written."""
        return self.sentence.between(self.token(first).start, self.token(last).end)

    def phrase_at(self, index: int) -> int | None:
        """Position of the phrase that covers a token."""
        found = (i for i, phrase in enumerate(self.phrases) if phrase.first <= index <= phrase.last)
        return next(found, None)

    def group(self, position: int) -> tuple[int, ...]:
        """Positions of all phrases joined with this one, itself included."""
        first = self.phrases[position].joined
        return tuple(i for i, phrase in enumerate(self.phrases) if phrase.joined == first)


def is_title(word: str) -> bool:
    """Whether a noun is the first word of an office or rank."""
    return word in opening_words()
