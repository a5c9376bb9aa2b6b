"""Titles, ranks and callings as they stand around the name of a person."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.gazetteers import name_words

_HEADS = ("heads", "ranks", "callings", "honorifics")
_WORD_LISTS = ("qualifiers", "complements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The lists of ``ontology/lexicon/titles.yaml``."""

    heads: Mapping[tuple[str, ...], str]  #: words of a head -> the list it stands in
    qualifiers: frozenset[tuple[str, ...]]
    complements: frozenset[str]
    longest: int  #: words in the longest head or qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title read from a row of words."""

    kind: str  #: "heads", "ranks", "callings" or "honorifics"
    words: int  #: how many words it takes


@functools.cache
def titles() -> Titles:
    """The lists. KnowledgeError where one is missing or a head stands in two."""
    path = shipped("ontology") / "lexicon" / "titles.yaml"
    lists: Mapping[str, list[str]] = load_yaml(path)
    missing = {*_HEADS, *_WORD_LISTS} - set(lists)
    if missing:
        raise KnowledgeError(f"{path}: list {min(missing)!r} is missing")
    heads: dict[tuple[str, ...], str] = {}
    for kind in _HEADS:
        for head in map(name_words, lists[kind]):
            if head in heads:
                raise KnowledgeError(
                    f"{path}: {' '.join(head)!r} stands in {heads[head]} and {kind}"
                )
            heads[head] = kind
    qualifiers = frozenset(map(name_words, lists["qualifiers"]))
    return Titles(
        heads=heads,
        qualifiers=qualifiers,
        complements=frozenset(word.casefold() for word in lists["complements"]),
        longest=max(map(len, [*heads, *qualifiers])),
    )


def title_at(words: Sequence[str], start: int) -> Title | None:
    """The title that begins at ``words[start]``; None where none does."""
    lists, position = titles(), start
    while (size := _longest(words, position, lists.qualifiers, lists.longest)) and _longest(
        words, position + size, {*lists.qualifiers, *lists.heads}, lists.longest
    ):
        position += size
    size = _longest(words, position, lists.heads, lists.longest)
    if not size:
        return None
    folded = tuple(word.casefold() for word in words[position : position + size])
    kind, position = lists.heads[folded], position + size
    if kind in ("heads", "ranks"):
        position = _complemented(words, position, lists)
    return Title(kind=kind, words=position - start)


def _complemented(words: Sequence[str], position: int, lists: Titles) -> int:
    """Where the complements of a head end; "dan" only counts between two of them."""
    end = position
    while position < len(words) and words[position].casefold() in lists.complements:
        position += 1
        if words[position - 1].casefold() != "dan":
            end = position
    return end


def _longest(
    words: Sequence[str],
    position: int,
    phrases: Mapping[tuple[str, ...], str] | frozenset[tuple[str, ...]] | set[tuple[str, ...]],
    longest: int,
) -> int:
    for size in range(min(longest, len(words) - position), 0, -1):
        if tuple(word.casefold() for word in words[position : position + size]) in phrases:
            return size
    return 0
