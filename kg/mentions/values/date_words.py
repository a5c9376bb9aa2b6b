"""The words of dates and the pieces of patterns that are made of them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.mentions.values.numerals import numeral
from kg.mentions.values.words import END, START, any_of, load_words, turned

_FIELDS = (
    "months",
    "month_abbreviations",
    "weekdays",
    "parts_of_day",
    "days",
    "same_day",
    "next_to_told",
    "past",
    "future",
    "this",
    "ahead",
    "up_to_now",
    "nouns",
    "decade_suffix",
    "units",
    "units_with_one",
    "week_as",
    "weekend",
    "edges",
    "seasons",
    "range",
    "together",
    "before_date",
    "month_cues",
    "year_cues",
    "year_not_after",
    "year_not_before",
    "hijri",
    "weekday_not_after",
    "unit_not_after",
)

#: Four digits that can be a year.
YEAR = r"(?:1[5-9]|20)\d\d(?![\d/%]|-\w|[.,]\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Look-ups from folded words."""

    months: dict[str, int]  #: with abbreviations
    weekdays: dict[str, int]
    days: dict[str, int]  #: days from publication
    told: dict[str, int]  #: -1 before, 1 after the date told last
    directions: dict[str, int]  #: -1 past, 1 future, 0 this
    units: dict[str, str]  #: "day", "week", "month", "year"
    one_unit: dict[str, str]
    seasons: dict[str, int]  #: first month
    week_as: dict[int, str]  #: by direction: "month" or "days"
    month_cues: frozenset[str]
    year_cues: frozenset[str]
    year_not_after: frozenset[str]
    weekday_not_after: frozenset[str]
    unit_not_after: frozenset[str]
    week_named_as_day: frozenset[str]  #: words that are a weekday and a week


@cache
def table() -> dict[str, Any]:
    """The word lists as written."""
    return load_words("dates", _FIELDS)


@cache
def date_words() -> DateWords:
    """The word lists as look-ups."""
    words = table()
    units, weekdays = turned(words["units"]), turned(words["weekdays"])
    as_written = words["week_as"]
    return DateWords(
        months=turned(words["months"]) | turned(words["month_abbreviations"]),
        weekdays=weekdays,
        days=turned(words["days"]),
        told=turned(words["next_to_told"]),
        directions=turned({-1: words["past"], 1: words["future"], 0: words["this"]}),
        units=units,
        one_unit=turned(words["units_with_one"]),
        seasons=turned(words["seasons"]),
        week_as={-1: as_written["past"], 0: as_written["this"], 1: as_written["future"]},
        month_cues=frozenset(words["month_cues"]),
        year_cues=frozenset(words["year_cues"]),
        year_not_after=frozenset(words["year_not_after"]),
        weekday_not_after=frozenset(words["weekday_not_after"]),
        unit_not_after=frozenset(words["unit_not_after"]),
        week_named_as_day=frozenset(set(units) & set(weekdays)),
    )


def noun(kind: str) -> str:
    """A group that matches the noun of a kind of date: "tahun"."""
    return any_of(table()["nouns"][kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePieces:
    """Pieces of patterns; names in capitals are groups that the readers know."""

    lead: str  #: "Senin, ", "hari Rabu (", "hari ini "
    day: str
    month: str  #: full or short
    full_month: str
    month_name: str  #: as ``month``, without the group
    year: str  #: " 2024", " tahun lalu"
    tail: str  #: " lalu", " mendatang"
    direction: str
    edge: str  #: "akhir "
    part: str  #: " malam"
    unit: str
    weekday: str
    range: str
    together: str


@cache
def pieces() -> DatePieces:
    """The pieces, made of the word lists."""
    words = table()
    full = [name for names in words["months"].values() for name in names]
    short = [name for names in words["month_abbreviations"].values() for name in names]
    month_name = f"{any_of([*full, *short])}(?!-\\D)(?![^\\W\\d_])"
    weekday = any_of(date_words().weekdays)
    direction = any_of(date_words().directions) + END
    part = f"(?:\\s+{any_of(words['parts_of_day'])}{END})?"
    return DatePieces(
        lead=(
            f"(?:(?:(?:{noun('day')}\\s+)?{weekday}(?:\\s*[-–/]\\s*{weekday})?{part}"
            f"|{any_of(date_words().days)})(?:\\s*,\\s*|\\s+|(?=\\()))"
        ),
        day=r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
        month=f"(?P<month>{month_name})",
        full_month=f"(?P<month>{any_of(full)})(?![\\w/])(?!-(?!{month_name}))",
        month_name=month_name,
        year=f"(?:\\.?,?\\s*(?:{noun('year')}\\s+)?(?P<year>{YEAR})|\\s+{noun('year')}\\s+(?P<yearword>{direction}))",
        tail=f"(?:{part}\\s+(?P<tail>{direction}))?",
        direction=direction,
        edge=f"(?:(?P<edge>{any_of(words['edges'])})\\s+)?",
        part=part,
        unit=any_of(date_words().units),
        weekday=weekday,
        range=f"(?:\\s*{any_of(words['range'])}\\s*)",
        together=f"(?:\\s*{any_of(words['together'])}\\s*)",
    )


@cache
def count_nouns() -> re.Pattern[str]:
    """What, right behind four digits, makes them a count."""
    return re.compile(r"\s*" + any_of(table()["year_not_before"]) + END, re.IGNORECASE)


@cache
def numbered_unit() -> str:
    """ "tiga hari", "2 tahun", "sepekan" as groups ``count``, ``unit`` and ``one``."""
    units, ones = any_of(date_words().units), any_of(date_words().one_unit)
    return f"{START}(?:(?P<count>{numeral()})\\s*(?P<unit>{units})|(?P<one>{ones})){END}"
