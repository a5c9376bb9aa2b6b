"""The words of frames in running text: which events a word may announce."""

import functools
from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.frames import Frame, Group, frames
from kg.knowledge.lexicon import words

_SHORTEST = 4  #: letters of a word that a clitic can hang on

Form = tuple[str, ...]


def starting_at(text: Sequence[str], first: int) -> Iterator[tuple[Form, Frame, Group]]:
    """The forms of frames that begin at a word, counted from 0, of lower-cased words."""
    for form, frame, group in _index().get(bare(text[first]), ()):
        if tuple(map(bare, text[first : first + len(form)])) == form:
            yield form, frame, group


def announced(text: Sequence[str]) -> list[frozenset[str]]:
    """For each of a sentence's words the events that frames say it may announce.

    An event is named as in ``Group.announces``. Only the longest forms at a word count.
    """
    lower = [word.lower() for word in text]
    return [_longest(list(starting_at(lower, at))) for at in range(len(lower))]


def bare(word: str) -> str:
    """A word without doubling ("serangan-serangan") and the clitic a tokenizer may have left."""
    half, dash, other = word.partition("-")
    word = half if dash and half == other else word
    for clitic in words("grammar", "clitics"):
        if len(word) > len(clitic) + _SHORTEST:
            word = word.removesuffix(clitic)
    return word


def _longest(found: Sequence[tuple[Form, Frame, Group]]) -> frozenset[str]:
    most = max((len(form) for form, _, _ in found), default=0)
    return frozenset(
        group.announces(frame.name) for form, frame, group in found if len(form) == most
    )


@functools.cache
def _index() -> Mapping[str, tuple[tuple[Form, Frame, Group], ...]]:
    index: dict[str, list[tuple[Form, Frame, Group]]] = {}
    for frame in frames().values():
        for group in frame.groups:
            for form in group.forms:
                index.setdefault(form[0], []).append((form, frame, group))
    return {word: tuple(entries) for word, entries in index.items()}
