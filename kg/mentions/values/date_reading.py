"""How a match of a date rule becomes a value: the arithmetic, one function per way of telling."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.mentions.values.calendar import (
    DAY,
    day_of,
    first_day,
    last_day,
    month_text,
    moved_month,
    week,
    weekday_near,
    year_near,
    year_text,
)
from kg.mentions.values.date_words import date_words
from kg.mentions.values.numerals import numeral_value
from kg.mentions.values.words import folded

_NAMED_DAY_REACH = 8  #: days within which "Selasa" can mean a Tuesday that the article dated
_MOST_UNITS = 1000  #: beyond, a figure counts no days of the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known where a date is told."""

    today: datetime.date | None  #: day of publication
    told: tuple[str, ...]  #: values read before, in the order of the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A date that was understood."""

    value: str
    end: str | None = None
    basis: str = "stated"


Reader = Callable[[re.Match[str], Setting], Reading | None]


def group(match: re.Match[str], name: str) -> str | None:
    """The folded text of a group; None where the pattern lacks it or it is empty."""
    text = match.groupdict().get(name)
    return folded(text) if text else None


def no_date(match: re.Match[str], setting: Setting) -> None:
    """For words that look like a date and tell none: decades, centuries, Hijri dates."""


def read_numeric(match: re.Match[str], setting: Setting) -> Reading | None:
    """21/8/2025, (26-27/6)."""
    return _day_reading(match, int(match["number"]), setting)


def read_day(match: re.Match[str], setting: Setting) -> Reading | None:
    """18 Juni 2024, 27 hingga 29 Juni."""
    return _day_reading(match, date_words().months[folded(match["month"])], setting)


def _day_reading(match: re.Match[str], month: int, setting: Setting) -> Reading | None:
    days = [int(day) for day in (group(match, "from"), match["day"]) if day]
    year = _year(match, month, days[-1], setting)
    dates = [day_of(year, month, day) if year else None for day in days]
    if dates[0] is None or dates[-1] is None or dates[0] > dates[-1]:
        return None
    end = dates[-1].isoformat() if len(dates) > 1 else None
    return Reading(value=dates[0].isoformat(), end=end)


def read_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """Desember 2024, akhir Februari, Mei lalu."""
    month = date_words().months[folded(match["month"])]
    year = _year(match, month, None, setting)
    basis = "relative" if group(match, "yearword") else "stated"
    return Reading(value=month_text(year, month), basis=basis) if year else None


def _year(match: re.Match[str], month: int, day: int | None, setting: Setting) -> int | None:
    """The year told beside the month, else the one that is nearest to publication."""
    stated = group(match, "year") or group(match, "later")
    if stated:
        return int(stated) + (2000 if len(stated) == 2 else 0)
    if setting.today is None:
        return None
    word = group(match, "yearword")
    if word:
        return setting.today.year + date_words().directions[word]
    return year_near(month, day, setting.today, _direction(match))


def _direction(match: re.Match[str]) -> int | None:
    tail = group(match, "tail")
    return date_words().directions[tail] if tail else None


def read_season(match: re.Match[str], setting: Setting) -> Reading | None:
    """musim gugur tahun lalu, musim panas 2024, musim semi lalu: the year."""
    first = date_words().seasons[group(match, "season") or ""]
    direction = _direction(match)
    year = _year(match, first, None, setting)
    if year and setting.today and direction == 0:
        year = setting.today.year
    return Reading(value=f"{year:04d}", basis="season") if year else None


def read_year(match: re.Match[str], setting: Setting) -> Reading | None:
    """tahun 2022, awal 2022, 2024/2025."""
    year, until = match["year"], match["until"]
    if until:
        until = until if len(until) == 4 else year[:2] + until
        if int(until) <= int(year):
            return None
    return Reading(value=year, end=until)


def read_weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """Rabu, Jumat lalu, Senin pekan depan."""
    weekday = date_words().weekdays[folded(match["weekday"])]
    week_word = group(match, "week")
    if week_word:
        if setting.today is None:
            return None
        day = week(setting.today, date_words().directions[week_word])[0] + weekday * DAY
        return Reading(value=day.isoformat(), basis="weekday")
    value = _told_weekday(weekday, setting) if not group(match, "tail") else None
    if value is None and setting.today:
        value = weekday_near(weekday, setting.today, _direction(match)).isoformat()
    return Reading(value=value, basis="weekday") if value else None


def _told_weekday(weekday: int, setting: Setting) -> str | None:
    """The day of that name that the article dated before, if it lies near publication."""
    for value in reversed(setting.told):
        day = first_day(value)
        if len(value) < 10 or day.weekday() != weekday:
            continue
        if setting.today is None or abs((setting.today - day).days) <= _NAMED_DAY_REACH:
            return value
    return None


def read_day_word(match: re.Match[str], setting: Setting) -> Reading | None:
    """kemarin, hari ini, lusa."""
    if setting.today is None:
        return None
    day = setting.today + date_words().days[folded(match["word"])] * DAY
    return Reading(value=day.isoformat(), basis="relative")


def read_same_day(match: re.Match[str], setting: Setting) -> Reading | None:
    """hari yang sama: the day told last."""
    days = [value for value in setting.told if len(value) == 10]
    return Reading(value=days[-1], basis="relative") if days else None


def read_unit(match: re.Match[str], setting: Setting) -> Reading | None:
    """bulan lalu, awal pekan ini, akhir pekan lalu, tahun depan."""
    if setting.today is None:
        return None
    direction = _direction(match) or 0
    if group(match, "weekend"):
        sunday = week(setting.today, direction)[1]
        return _relative((sunday - DAY).isoformat(), sunday.isoformat())
    unit = date_words().units[folded(match["unit"])]
    if unit == "week":
        return _week(setting.today, direction, direction)
    return _relative(_moved(setting.today, unit, direction))


def read_numbered(match: re.Match[str], setting: Setting) -> Reading | None:
    """tiga hari lalu, dua pekan lagi, setahun sebelumnya."""
    words = date_words()
    counted = _counted(match)
    tail = folded(match["tail"])
    if counted is None:
        return None
    count, unit = counted
    direction = words.told.get(tail, words.directions.get(tail, 1))
    anchor = _anchor(unit, direction, setting) if tail in words.told else setting.today
    if anchor is None:
        return None
    if unit == "week":
        return _week(anchor, count * direction, direction)
    return _relative(_moved(anchor, unit, count * direction))


def read_recent(match: re.Match[str], setting: Setting) -> Reading | None:
    """12 hari terakhir, 20 bulan terakhir: the period up to publication."""
    counted = _counted(match)
    if counted is None or setting.today is None:
        return None
    count, unit = counted
    value = _moved(setting.today, unit, -count)
    return _relative(value, setting.today.isoformat()[: len(value)])


def _counted(match: re.Match[str]) -> tuple[int, str] | None:
    """ "tiga hari" as 3 and "day"; None where the number counts no units."""
    words = date_words()
    if match["one"]:
        return 1, words.one_unit[folded(match["one"])]
    count = numeral_value(match["count"])
    if count is None or not 0 < count < _MOST_UNITS or count != int(count):
        return None
    return int(count), words.units[folded(match["unit"])]


def _anchor(unit: str, direction: int, setting: Setting) -> datetime.date | None:
    """The date told last, as precise as the unit asks.

    Without one "sebelumnya" counts from publication; "kemudian" would lie after it, so None.
    """
    needed = {"day": 10, "week": 10, "month": 7, "year": 4}[unit]
    precise = [value for value in setting.told if len(value) >= needed]
    if precise:
        return first_day(precise[-1])
    return setting.today if direction < 0 else None


def _moved(anchor: datetime.date, unit: str, steps: int) -> str:
    """The day, month or year so many units away, as precise as the unit."""
    if unit == "month":
        return moved_month(anchor, steps)
    if unit == "year":
        return year_text(anchor.year + steps)
    return (anchor + steps * (7 * DAY if unit == "week" else DAY)).isoformat()


def _week(anchor: datetime.date, weeks: int, direction: int) -> Reading:
    """The month where all that is known is the week, and it lies in one month; else its days."""
    monday, sunday = week(anchor, weeks)
    month = monday.isoformat()[:7]
    if date_words().week_as[direction] == "month" and sunday <= last_day(month):
        return _relative(month)
    return _relative(monday.isoformat(), sunday.isoformat())


def _relative(value: str, end: str | None = None) -> Reading:
    return Reading(value=value, end=end, basis="relative")
