"""Where the words of a frame stand in a sentence."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.phrases import Clause
from kg.knowledge.frames import Frame, Group, frames
from kg.knowledge.lexicon import words

_SHORTEST = 4  #: letters of a word that a clitic can hang on


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Tokens ``first`` to ``last`` announce an event of ``frame``, as ``group`` says."""

    frame: Frame
    group: Group
    voice: str  #: "active", "passive" or "noun"
    first: int
    last: int


def triggers(clause: Clause) -> tuple[Trigger, ...]:
    """All triggers of a sentence, the longest of a frame where several begin at one token."""
    found: list[Trigger] = []
    for token in clause.sentence.tokens:
        if any(date.start <= token.start < date.end for date in clause.dates):
            continue  # "musim gugur" tells of no death
        longest: dict[str, Trigger] = {}
        for trigger in _starting_at(clause, token.index):
            known = longest.get(trigger.frame.name)
            if known is None or trigger.last > known.last:
                longest[trigger.frame.name] = trigger
        found += longest.values()
    return tuple(trigger for trigger in found if not _inside_longer(trigger, found))


def _inside_longer(trigger: Trigger, found: Sequence[Trigger]) -> bool:
    """Whether a longer trigger begins at the same word: "menyambut baik" is no welcome."""
    return any(other.first == trigger.first and other.last > trigger.last for other in found)


def _starting_at(clause: Clause, first: int) -> Iterator[Trigger]:
    for form, frame, group in _index().get(_bare(clause.lower(first)), ()):
        last = first + len(form) - 1
        if all(_bare(clause.lower(first + k)) == word for k, word in enumerate(form)):
            voice = group.forms[form]
            if voice != "noun" or clause.token(first).upos != "VERB":
                yield Trigger(frame=frame, group=group, voice=voice, first=first, last=last)


def _bare(word: str) -> str:
    """A word without doubling ("serangan-serangan") and the clitic a tokenizer may have left."""
    half, dash, other = word.partition("-")
    word = half if dash and half == other else word
    for clitic in words("grammar", "clitics"):
        if len(word) > len(clitic) + _SHORTEST:
            word = word.removesuffix(clitic)
    return word


@functools.cache
def _index() -> Mapping[str, tuple[tuple[tuple[str, ...], Frame, Group], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], Frame, Group]]] = {}
    for frame in frames().values():
        for group in frame.groups:
            for form in group.forms:
                index.setdefault(form[0], []).append((form, frame, group))
    return {word: tuple(entries) for word, entries in index.items()}
