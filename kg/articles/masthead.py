"""What the head of a page says: the line with date and outlet, and the dateline of the text."""

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.articles import tables
from kg.articles.days import day_source, first_day
from kg.articles.lines import Line
from kg.articles.outlets import is_domain, known_outlet, outlet
from kg.errors import KnowledgeError
from kg.model import Skip

_HEAD = 10  #: lines in which a date line can stand
_FRAGMENTS = {
    "outlet": r"(?P<outlet>[^\W_][\w.&' -]{1,40}?)",
    "name": r"(?P<name>[^\W_][^\n|]{1,60}?)",
    "place": r"(?P<place>[A-Z][\w.'’/ -]{1,40}?)",
}
_DASH = r"(?P<gap>\s*)(?:-{1,2}|[–—]{1,2})(?:&nbsp;|\s)*(?=[\"“'‘(]*[A-Z0-9])"
_LONGEST_PLACE = 4  #: words


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPattern:
    """One way to write a date line or a dateline, with a text that it reads."""

    regex: re.Pattern[str]
    example: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPatterns:
    """The ways to write both."""

    lines: tuple[HeadPattern, ...]
    datelines: tuple[HeadPattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What was read from the head, and where it stands.

    ``today`` is a date without an hour in front of everything else: many pages show there the day
    of the visit, so it is the last day on which the article can have been published.
    """

    published: datetime.date | None = None
    today: datetime.date | None = None
    publisher: str | None = None
    skips: tuple[Skip, ...] = ()


def read_masthead(all_lines: Sequence[Line]) -> Masthead:
    """The head of a text, given its lines that are no boilerplate."""
    dated = list(_date_lines(all_lines))
    taken = {skip.start for head in dated for skip in head.skips}
    found = [*dated, *_dateline([line for line in all_lines if line.start not in taken])]
    return Masthead(
        published=next((head.published for head in found if head.published), None),
        today=next((head.today for head in found if head.today), None),
        publisher=next((head.publisher for head in found if head.publisher), None),
        skips=tuple(skip for head in found for skip in head.skips),
    )


def _date_lines(all_lines: Sequence[Line]) -> Iterator[Masthead]:
    for index, line in enumerate(all_lines[:_HEAD]):
        for pattern in head_patterns().lines:
            match = pattern.regex.fullmatch(line.text)
            names = match.groupdict() if match else {}
            name = names.get("outlet") or names.get("name")
            if match and ("outlet" not in names or _is_outlet(names["outlet"])):
                bare = index == 0 and match.group() == names.get("day") and not names["hour"]
                day = first_day(match.group())
                yield Masthead(
                    published=None if bare else day,
                    today=day if bare else None,
                    publisher=outlet(name) if name else None,
                    skips=(Skip(start=line.start, end=line.end, why="masthead"),),
                )
                break


def _dateline(all_lines: Sequence[Line]) -> Iterator[Masthead]:
    """The first dateline, if there is one."""
    first_prose = next((line for line in all_lines if line.is_prose), None)
    for line in all_lines:
        for pattern in head_patterns().datelines:
            match = pattern.regex.match(line.text)
            if match and _is_dateline(match.groupdict(), first_prose=line is first_prose):
                skip = Skip(start=line.start, end=line.start + match.end(), why="dateline")
                yield Masthead(
                    published=first_day(match.group()),
                    publisher=_outlet_of(match.groupdict()),
                    skips=(skip,),
                )
                return


def _is_dateline(names: dict[str, str | None], *, first_prose: bool) -> bool:
    """Whether the names before a dash are those of an outlet and of a place.

    Large letters stand for a place beside an outlet or a date. A name that nobody knows is an
    outlet's only where it stands alone, is one word, and the article begins there.
    """
    name, place = names.get("outlet"), names.get("place")
    known = name is not None and _is_outlet(name)
    if place is not None:
        beside = known or names.get("day") is not None
        return _is_place(place) or (beside and _is_capitals(place))
    alone = name is not None and " " not in name and not _is_place(name)
    return known or (alone and first_prose and bool(names["gap"]))


def _outlet_of(names: dict[str, str | None]) -> str | None:
    """The outlet of a dateline; beside a place an unknown name may be the place's country."""
    name = names.get("outlet")
    if name is None or (names.get("place") is not None and not _is_outlet(name)):
        return None
    return outlet(name)


def _is_outlet(name: str) -> bool:
    return bool(known_outlet(name)) or is_domain(name)


def _is_place(name: str) -> bool:
    return name.lower() in dateline_places()


def _is_capitals(name: str) -> bool:
    return name.isupper() and len(name.split()) <= _LONGEST_PLACE


@functools.cache
def dateline_places() -> frozenset[str]:
    """The cities of the shipped list, small letters."""
    return load_places(tables.table("dateline-places.yaml"))


def load_places(path: Path) -> frozenset[str]:
    """Read a file of cities; KnowledgeError where it breaks its rules."""
    entry = tables.load(path, {"indonesia": list, "world": list})
    return frozenset(
        city.lower() for part in entry for city in tables.words(entry[part], f"{path}: {part}")
    )


@functools.cache
def head_patterns() -> HeadPatterns:
    """The shipped patterns."""
    return load_head_patterns(tables.table("publication.yaml"))


def load_head_patterns(path: Path) -> HeadPatterns:
    """Read a file of patterns; KnowledgeError where it breaks its rules."""
    entry = tables.load(path, {"lines": list, "datelines": list})
    read = {
        part: tuple(
            _pattern(one, f"{path}: {part}[{index}]", after)
            for index, one in enumerate(entry[part])
        )
        for part, after in (("lines", ""), ("datelines", _DASH))
    }
    return HeadPatterns(**read)


def _pattern(entry: Any, where: str, after: str) -> HeadPattern:
    checked = tables.fields_of(entry, {"pattern": str, "example": dict}, where)
    example = {name: str(value) for name, value in checked["example"].items()}
    for name in sorted(set(example) - {"text", "date", "outlet"}):
        raise KnowledgeError(f"{where}: example: {name} is no field here")
    fragments = {"date": f"(?P<day>{day_source('hour')})", **_FRAGMENTS}
    regex = tables.regex(checked["pattern"] + after, f"{where}: pattern", fragments)
    return HeadPattern(regex=regex, example=example)
