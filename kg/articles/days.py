"""Days as pages write them: in the head of an article, in its data and in its text."""

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dateparser

from kg.articles import tables
from kg.errors import KnowledgeError

_FIELDS = {
    "weekdays": dict,
    "months": dict,
    "usual_year": int,
    "before_hours": list,
    "zones": list,
    "not_news": list,
}
_YEARS = range(1990, 2100)  #: years in which news can have been published online
_LOOSE = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],  # no "3 hours ago": it would need a clock
    "RETURN_AS_TIMEZONE_AWARE": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The names of days and months in every spelling, small letters."""

    weekdays: dict[str, int]  #: Monday is 1
    months: dict[str, int]
    usual_year: int  #: news that names no year is about so old, or a little older or newer
    before_hours: tuple[str, ...]
    zones: tuple[str, ...]
    not_news: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMention:
    """A day named in a text; ``year`` is None where the text leaves it out."""

    start: int
    end: int
    weekday: int | None
    day: int
    month: int
    year: int | None

    @property
    def date(self) -> datetime.date | None:
        """The date, where the text gives all of it and there is such a day."""
        return _date(self.year, self.month, self.day) if self.year else None


def days(text: str) -> Iterator[DayMention]:
    """The days named in ``text``, in order: full ones, and those that lack only the year."""
    for match in _mention().finditer(text):
        group = match.groupdict()
        month = _month(group["month"] or group["slash_month"] or group["iso_month"])
        year = group["year"] or group["slash_year"] or group["iso_year"]
        day = group["day"] or group["slash_day"] or group["iso_day"]
        weekday = calendar().weekdays.get((group["weekday"] or "").lower())
        if not year and weekday is None:
            continue
        yield DayMention(
            start=match.start(),
            end=match.end(),
            weekday=weekday,
            day=int(day),
            month=month,
            year=_year(year) if year else None,
        )


def first_day(text: str) -> datetime.date | None:
    """The first full day in ``text``."""
    return next((mention.date for mention in days(text) if mention.date), None)


def stated_day(text: str) -> datetime.date | None:
    """The day that a record's date field states, in whatever form; None where it is none.

    The day is taken as written: no time zone is converted. A count of seconds is a day in UTC.
    """
    if re.fullmatch(r"\d{10}(\d{3})?", text.strip()):  # seconds or milliseconds since 1970
        return datetime.datetime.fromtimestamp(int(text.strip()[:10]), datetime.UTC).date()
    plain = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", text.strip())
    if plain:
        return _date(*(int(part) for part in plain.groups()))
    return first_day(text) or _loose(text)


@functools.lru_cache(maxsize=1024)
def _loose(text: str) -> datetime.date | None:
    found = dateparser.parse(text, languages=["id", "en"], settings=_LOOSE) if text else None
    return found.date() if found and found.year in _YEARS else None


def day_source(hour_group: str) -> str:
    """The source of a regular expression for a full day, with or without weekday and hour.

    The hour is in the group named ``hour_group``.
    """
    names = calendar()
    month, weekday = _any(names.months), _any(names.weekdays)
    day = rf"(?:\d{{1,2}}\s+{month}\.?,?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
    day += r"|\d{4}[/-]\d{1,2}[/-]\d{1,2})"
    hour = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    before = rf"(?:(?:{'|'.join(names.before_hours)})\s+)?"
    zone = rf"(?:\s*(?:{'|'.join(names.zones)}))?"
    clock = rf"(?:\s*[,|T-]?\s*{before}(?P<{hour_group}>{hour}){zone})?"
    return rf"(?i:(?:{weekday}\s*,?\s+)?\(?{day}\)?{clock})"


@functools.cache
def calendar() -> Calendar:
    """The shipped calendar."""
    return load_calendar(tables.table("dates.yaml"))


def load_calendar(path: Path) -> Calendar:
    """Read a calendar file; KnowledgeError where it breaks its rules."""
    entry = tables.load(path, _FIELDS)
    return Calendar(
        weekdays=_numbers(entry["weekdays"], 7, f"{path}: weekdays"),
        months=_numbers(entry["months"], 12, f"{path}: months"),
        usual_year=entry["usual_year"],
        before_hours=tables.words(entry["before_hours"], f"{path}: before_hours"),
        zones=tables.words(entry["zones"], f"{path}: zones"),
        not_news=tables.words(entry["not_news"], f"{path}: not_news"),
    )


def _numbers(entry: dict[int, list[str]], count: int, where: str) -> dict[str, int]:
    if sorted(entry, key=str) != sorted(range(1, count + 1), key=str):
        raise KnowledgeError(f"{where}: the numbers 1 to {count} are expected")
    spelled = {number: tables.words(entry[number], f"{where} {number}") for number in entry}
    return {word: number for number, names in spelled.items() for word in names}


@functools.cache
def _mention() -> re.Pattern[str]:
    month, weekday = _any(calendar().months), _any(calendar().weekdays)
    return re.compile(
        rf"(?i)(?:\b(?P<weekday>{weekday})\b\s*,?\s*)?[(]?(?:"
        rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{month})\b\.?(?:,?\s+(?P<year>\d{{4}})\b)?"
        rf"|(?<![\d/])(?P<iso_year>\d{{4}})[/-](?P<iso_month>\d{{1,2}})[/-](?P<iso_day>\d{{1,2}})"
        rf"(?!\d)"
        rf"|(?<![\d/.,-])(?P<slash_day>\d{{1,2}})(?P<sign>[/.-])(?P<slash_month>\d{{1,2}})"
        rf"(?:(?P=sign)(?P<slash_year>\d{{4}}|\d{{2}}))?(?![\d/]|[.,]\d)"
        rf")"
    )


def _any(names: dict[str, int]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name) for name in longest_first) + ")"


def _month(text: str) -> int:
    return int(text) if text.isdigit() else calendar().months[text.lower()]


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or None where there is no such day."""
    try:
        return datetime.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
