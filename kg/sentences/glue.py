"""Where words stand glued together: by scraping, or two names by a hyphen."""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.gazetteers import by_name, common_words, name_words
from kg.knowledge.titles import opening_words

_WORD = re.compile(r"\w[\w'’]*")
_PAIR = re.compile(r"\b([A-Z][a-z]+)([-–])([A-Z][a-z]+)\b")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_][a-z])(?=[A-Z][a-z]{2})")
_SHORTEST_PART = 3  #: letters; "McGregor", "DeSantis" and "iPhone" have a shorter one
_LONG_FOLLOWER = 5  #: letters of both parts; shorter words also end names ("Ramadan", "Tarakan")


@dataclass(frozen=True, slots=True)
class Glue:
    """The words of ontology/sentences/glue.yaml."""

    short_forms: tuple[str, ...]  #: longest first
    prefixes: tuple[str, ...]
    followers: tuple[str, ...]  #: longest first
    written_so: frozenset[str]


def breaks(paragraph: str) -> frozenset[int]:
    """Offsets at which glued words are parted."""
    inside = (
        word.start() + offset
        for word in _WORD.finditer(paragraph)
        for offset in _word_breaks(word.group())
    )
    return frozenset(inside) | frozenset(_pairs(paragraph))


def _pairs(paragraph: str) -> Iterator[int]:
    """Both sides of the hyphen in "Iran-Israel" and of the dash in "Kim–Putin": two names."""
    for pair in _PAIR.finditer(paragraph):
        if pair[2] == "–" or (_is_name(pair[1]) and _is_name(pair[3])):
            yield from (pair.end(1), pair.start(3))


@functools.lru_cache(maxsize=65536)
def _word_breaks(word: str) -> tuple[int, ...]:
    if word in _glue().written_so or word.islower() or word.isupper():
        return ()
    cuts = [0]
    for part in _at_capitals(word):
        cuts.append(cuts[-1] + len(part))
    behind = [cuts[i] + cut for i, part in enumerate(_at_capitals(word)) for cut in _follower(part)]
    return tuple(sorted({*cuts[1:-1], *behind}))


def _at_capitals(word: str) -> tuple[str, ...]:
    """A word cut before capitals inside it, where all parts are long enough to be words."""
    for form in _glue().short_forms:
        rest = word.removeprefix(form)
        if rest != word and rest.istitle() and len(rest) > _SHORTEST_PART:
            return form, rest
    for prefix in _glue().prefixes:
        rest = word.removeprefix(prefix)
        if rest != word and rest[0].isupper() and len(rest) > _SHORTEST_PART:
            return prefix, *_at_capitals(rest)
    edges = [0, *(m.start() for m in _INNER_CAPITAL.finditer(word)), len(word)]
    parts = tuple(word[a:b] for a, b in itertools.pairwise(edges))
    long_enough = all(len(part) >= _SHORTEST_PART for part in parts)
    glued = all(_is_glued(left, right) for left, right in itertools.pairwise(parts))
    return parts if long_enough and glued else (word,)


def _is_glued(left: str, right: str) -> bool:
    """Whether two parts are words of their own, not a brand ("BlackBerry", "NasDem")."""
    ordinary = left.lower() in common_words() | opening_words()
    return ordinary or _is_name(left) or _is_name(right)


def _follower(part: str) -> tuple[int, ...]:
    """Where a word that runs on behind a name begins."""
    if not part[0].isupper() or _is_name(part):
        return ()
    for word in _glue().followers:
        name = part.removesuffix(word)
        if name == part or len(name) < _SHORTEST_PART:
            continue
        if min(len(word), len(name)) >= _LONG_FOLLOWER or _is_name(name):
            return (len(name),)
    return ()


def _is_name(word: str) -> bool:
    return name_words(word) in by_name()


@functools.cache
def _glue() -> Glue:
    table = load_yaml(shipped("ontology") / "sentences" / "glue.yaml")
    return Glue(
        short_forms=tuple(sorted(table["short_forms"], key=len, reverse=True)),
        prefixes=tuple(table["prefixes"]),
        followers=tuple(sorted(table["followers"], key=len, reverse=True)),
        written_so=frozenset(table["written_so"]),
    )
