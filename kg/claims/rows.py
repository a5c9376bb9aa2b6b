"""A sentence as offices are read from it: its words, and what its mentions name."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.words import Word, words_of
from kg.model import Article, Entity, EntityType, Mention, Sentence

_OWNERS = (EntityType.STATE, EntityType.ORGANIZATION, EntityType.PLACE)
_NEXT = frozenset({" ", "", ") ", ")"})  #: what may stand between a title and its owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The words of a sentence and what its mentions name, by first word."""

    sentence: Sentence
    words: tuple[Word, ...]
    named: dict[int, tuple[int, Entity]]  #: first word -> last word and the entity

    @property
    def texts(self) -> list[str]:
        """The words as written."""
        return [word.text for word in self.words]

    def folded(self, position: int) -> str:
        """A word as it is compared; empty behind the last one."""
        return self.words[position].folded if position < len(self.words) else ""

    def upos(self, position: int) -> str:
        """The part of speech of a word."""
        return self.sentence.tokens[self.words[position].first - 1].upos

    def person(self, position: int) -> Entity | None:
        """The person named at a position."""
        entity = self.named.get(position, (position, None))[1]
        return entity if entity is not None and entity.type == EntityType.PERSON else None

    def owner(self, position: int) -> tuple[int, Entity] | None:
        """The last word and the entity, where a possible owner is named right behind a title."""
        last, entity = self.named.get(position, (position, None))
        if entity is None or entity.type not in _OWNERS or self.words[position].gap not in _NEXT:
            return None
        return last, entity


def row_of(
    article: Article,
    sentence: Sentence,
    parts: frozenset[str],
    mentions: Sequence[tuple[Mention, Entity]],
) -> Row:
    """The words of a sentence with its mentions; ``parts`` are the name parts of the article."""
    words = words_of(article, sentence, parts)
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number for number, word in enumerate(words)}
    named: dict[int, tuple[int, Entity]] = {}
    for mention, entity in mentions:
        first, last = starts.get(mention.start), ends.get(mention.end)
        if first is not None and last is not None:
            named[first] = max(named.get(first, (last, entity)), (last, entity), key=_last)
    return Row(sentence=sentence, words=words, named=named)


def _last(named: tuple[int, Entity]) -> int:
    return named[0]
