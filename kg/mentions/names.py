"""A name found in a sentence, before it is known which of its names an article means alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.knowledge.gazetteers import Known
from kg.mentions.words import Word
from kg.model import EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words ``first`` to ``last`` of a sentence, inclusive, that name something."""

    sentence: int
    first: int
    last: int
    type: EntityType
    origin: str  #: what found it, in words
    known: Known | None = None

    @property
    def size(self) -> int:
        """How many words the name has."""
        return self.last - self.first + 1

    def within(self, other: "Name") -> bool:
        """Whether the other name covers this one and is longer."""
        return (
            self.sentence == other.sentence
            and other.first <= self.first
            and self.last <= other.last
            and self.size < other.size
        )

    def folded(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The words of the name, for comparing."""
        return tuple(word.folded for word in words[self.first : self.last + 1])


def taken(names: Iterable[Name]) -> set[int]:
    """The positions that the names of one sentence cover."""
    return {position for name in names for position in range(name.first, name.last + 1)}
