"""Named entities of one article: persons, states, organisations and places."""

from collections.abc import Sequence

from kg.mentions.entities import entities_of
from kg.mentions.reading import read_names
from kg.model import Article, Entity, Sentence

__all__ = ["find_entities"]


def find_entities(article: Article, sentences: Sequence[Sentence]) -> tuple[Entity, ...]:
    """The named entities of an article with all their mentions, ids local to the article."""
    return entities_of(article, read_names(article, sentences))
