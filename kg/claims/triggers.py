"""Where the words of a frame stand in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.phrases import Clause
from kg.knowledge.frames import Frame, Group
from kg.knowledge.triggers import starting_at


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
    text = [token.text.lower() for token in clause.sentence.tokens]
    for token in clause.sentence.tokens:
        if any(date.start <= token.start < date.end for date in clause.dates):
            continue  # "musim gugur" tells of no death
        longest: dict[str, Trigger] = {}
        for trigger in _starting_at(clause, text, token.index):
            known = longest.get(trigger.frame.name)
            if known is None or trigger.last > known.last:
                longest[trigger.frame.name] = trigger
        found += longest.values()
    return tuple(trigger for trigger in found if not _inside_longer(trigger, found))


def _inside_longer(trigger: Trigger, found: Sequence[Trigger]) -> bool:
    """Whether a longer trigger begins at the same word: "menyambut baik" is no welcome."""
    return any(other.first == trigger.first and other.last > trigger.last for other in found)


def _starting_at(clause: Clause, text: Sequence[str], first: int) -> Iterator[Trigger]:
    for form, frame, group in starting_at(text, first - 1):
        voice = group.forms[form]
        if voice != "noun" or clause.token(first).upos != "VERB":
            last = first + len(form) - 1
            yield Trigger(frame=frame, group=group, voice=voice, first=first, last=last)
