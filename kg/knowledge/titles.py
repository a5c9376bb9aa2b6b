"""Titles, ranks and callings as they stand around the name of a person."""

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.known import name_words

_HEADS = ("heads", "ranks", "callings", "honorifics")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """The lists of ``ontology/lexicon/titles.yaml``."""

    heads: Mapping[Words, str]  #: words of a head -> the list it stands in
    qualifiers: frozenset[Words]
    complements: frozenset[str]
    complement_links: frozenset[str]
    ordinals: frozenset[str]
    title_links: frozenset[str]
    short_titles: Mapping[Words, Words]
    home_titles: frozenset[Words]
    home_state: str
    place_titles: frozenset[Words]
    dependent_titles: frozenset[Words]
    state_titles: frozenset[Words]
    holding_words: frozenset[str]
    owned_titles: frozenset[Words]
    plural_words: frozenset[str]
    naming_words: frozenset[str]
    of_words: frozenset[str]
    behind_words: frozenset[str]
    body_words: frozenset[str]
    asides: frozenset[str]
    name_titles: frozenset[Words]
    implied_bodies: Mapping[Words, tuple[Words, ...]]
    toward_words: frozenset[str]
    run_words: frozenset[str]
    time_words: frozenset[Words]
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
    lists = load_yaml(path)
    fields = {*Titles.__dataclass_fields__, *_HEADS} - {"longest"}
    if set(lists) != fields:
        raise KnowledgeError(f"{path}: {min(set(lists) ^ fields)!r} is missing or unknown")
    heads: dict[Words, str] = {}
    for kind in _HEADS:
        for head in map(name_words, lists[kind]):
            if head in heads:
                twice = f"{heads[head]} and {kind}"
                raise KnowledgeError(f"{path}: {' '.join(head)!r} stands in {twice}")
            heads[head] = kind
    qualifiers = frozenset(map(name_words, lists["qualifiers"]))
    return Titles(
        heads=heads,
        qualifiers=qualifiers,
        complements=frozenset(lists["complements"]),
        complement_links=frozenset(lists["complement_links"]),
        ordinals=frozenset(lists["ordinals"]),
        title_links=frozenset(lists["title_links"]),
        short_titles={name_words(a): name_words(b) for a, b in lists["short_titles"].items()},
        home_titles=frozenset(map(name_words, lists["home_titles"])),
        home_state=lists["home_state"],
        place_titles=frozenset(map(name_words, lists["place_titles"])),
        dependent_titles=frozenset(map(name_words, lists["dependent_titles"])),
        state_titles=frozenset(map(name_words, lists["state_titles"])),
        holding_words=frozenset(lists["holding_words"]),
        owned_titles=frozenset(map(name_words, lists["owned_titles"])),
        plural_words=frozenset(lists["plural_words"]),
        naming_words=frozenset(lists["naming_words"]),
        of_words=frozenset(lists["of_words"]),
        behind_words=frozenset(lists["behind_words"]),
        body_words=frozenset(lists["body_words"]),
        asides=frozenset(lists["asides"]),
        name_titles=frozenset(map(name_words, lists["name_titles"])),
        implied_bodies={
            name_words(title): tuple(map(name_words, bodies))
            for title, bodies in lists["implied_bodies"].items()
        },
        toward_words=frozenset(lists["toward_words"]),
        run_words=frozenset(lists["run_words"]),
        time_words=frozenset(map(name_words, lists["time_words"])),
        longest=max(map(len, [*heads, *qualifiers])),
    )


@functools.cache
def opening_words() -> frozenset[str]:
    """The words with which titles begin, folded."""
    return frozenset(words[0] for words in (*titles().heads, *titles().qualifiers))


def title_at(
    words: Sequence[str], start: int, stops: Collection[int] = frozenset()
) -> Title | None:
    """The title that begins at ``words[start]``; None where none does. A name begins at each
    position in ``stops``, and no title runs into it."""
    lists, position = titles(), start
    openings = {*lists.qualifiers, *lists.heads}
    while size := _longest(words, position, lists.qualifiers):
        if not _longest(words, position + size, openings):
            break
        position += size
    stop = min((stop for stop in stops if stop > start), default=len(words))
    size = _longest(words[:stop], position, lists.heads)
    if not size:
        return None
    kind = lists.heads[_folded(words[position : position + size])]
    position += size
    if kind in ("heads", "ranks"):
        position = _complemented(words, position, stops)
    return Title(kind=kind, words=position - start)


def written_out(title: str) -> Words:
    """The folded words of a title with short titles written out: "Menlu" is "menteri luar
    negeri"."""
    words = name_words(title)
    for size in range(1, len(words) + 1):
        for start in range(len(words) - size + 1):
            full = titles().short_titles.get(words[start : start + size])
            if full:
                return (*words[:start], *full, *words[start + size :])
    return words


def _complemented(words: Sequence[str], position: int, stops: Collection[int]) -> int:
    """Where the complements of a head end; a linking word only counts between two of them."""
    lists, end = titles(), position
    while position < len(words) and position not in stops:
        word = words[position].casefold()
        if words[position].isdigit() and words[position - 1].casefold() in lists.ordinals:
            end = position + 1
        elif word not in lists.complements | lists.complement_links | lists.ordinals:
            break
        position += 1
        if word in lists.complements:
            end = position
    return end


def _longest(words: Sequence[str], position: int, phrases: Collection[Words]) -> int:
    for size in range(min(titles().longest, len(words) - position), 0, -1):
        if _folded(words[position : position + size]) in phrases:
            return size
    return 0


def _folded(words: Sequence[str]) -> Words:
    return tuple(word.casefold() for word in words)
