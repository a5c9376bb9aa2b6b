"""Finds the places of a text where one of many rules holds, without overlaps."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Reader = TypeVar("Reader")


def always(match: re.Match[str]) -> bool:
    """Holds for every match."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Reader]):
    """A pattern, what must hold besides, and how to read a match."""

    pattern: re.Pattern[str]
    read: Reader
    accept: Callable[[re.Match[str]], bool] = always


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Reader]):
    """A place where a rule holds."""

    match: re.Match[str]
    rule: Rule[Reader]


def scan(text: str, rules: Sequence[Rule[Reader]]) -> tuple[Found[Reader], ...]:
    """The places where rules hold, left to right.

    Of places that overlap the one that starts first wins, then the longer, then the earlier rule.
    """
    places = [found for rule in rules for found in _places(text, rule)]
    places.sort(key=lambda found: (found.match.start(), -found.match.end()))
    chosen: list[Found[Reader]] = []
    for found in places:
        if not chosen or found.match.start() >= chosen[-1].match.end():
            chosen.append(found)
    return tuple(chosen)


def _places(text: str, rule: Rule[Reader]) -> Iterator[Found[Reader]]:
    """A refused match hides nothing: the search goes on one character later."""
    position = 0
    while match := rule.pattern.search(text, position):
        if rule.accept(match):
            yield Found(match=match, rule=rule)
            position = max(match.end(), match.start() + 1)
        else:
            position = match.start() + 1
