"""The words of frames in running text: which events a word may announce."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.knowledge.frames import Frame, Group, frames
from kg.knowledge.lexicon import words

_SHORTEST = 4  #: letters of a word that a clitic can hang on

Form = tuple[str, ...]
Entry = tuple[Form, Frame, Group]
Index = Mapping[str, tuple[Entry, ...]]


def starting_at(text: Sequence[str], first: int) -> Iterator[Entry]:
    """The forms of frames that begin at a word, counted from 0, of lower-cased words."""
    return _starting(_triggers(), text, first)


def announced_at(text: Sequence[str], at: int) -> frozenset[str]:
    """The events that a word may announce by the triggers of frames, of lower-cased words.

    An event is named as in ``Group.announces``. Only the longest forms at a word count.
    """
    return _longest(list(starting_at(text, at)))


def hinted_at(text: Sequence[str], at: int) -> frozenset[str]:
    """As ``announced_at``, by the hints of frames, which no rule reads."""
    return _longest(list(_starting(_hints(), text, at)))


def _starting(index: Index, text: Sequence[str], first: int) -> Iterator[Entry]:
    for form, frame, group in index.get(bare(text[first]), ()):
        if tuple(map(bare, text[first : first + len(form)])) == form:
            yield form, frame, group


def bare(word: str) -> str:
    """A word without doubling ("serangan-serangan") and the clitic a tokenizer may have left."""
    half, dash, other = word.partition("-")
    word = half if dash and half == other else word
    for clitic in words("grammar", "clitics"):
        if len(word) > len(clitic) + _SHORTEST:
            word = word.removesuffix(clitic)
    return word


def _longest(found: Sequence[Entry]) -> frozenset[str]:
    most = max((len(form) for form, _, _ in found), default=0)
    return frozenset(
        group.announces(frame.name) for form, frame, group in found if len(form) == most
    )


@functools.cache
def _triggers() -> Index:
    return _index((frame, group) for frame in frames().values() for group in frame.groups)


@functools.cache
def _hints() -> Index:
    return _index((frame, group) for frame in frames().values() for group in frame.hints)


def _index(groups: Iterable[tuple[Frame, Group]]) -> Index:
    index: dict[str, list[Entry]] = {}
    for frame, group in groups:
        for form in group.forms:
            index.setdefault(form[0], []).append((form, frame, group))
    return {word: tuple(entries) for word, entries in index.items()}
