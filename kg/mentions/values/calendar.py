"""Arithmetic of days, weeks, months and years for dates that leave something out."""

import calendar
import datetime
from collections.abc import Iterable

DAY = datetime.timedelta(days=1)
#: How much nearer a past day must not be: news tells what happened more than what will.
_FUTURE_WEIGHT = 2
_REACH = 4  #: years; 29 February comes back that late


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or None where the calendar has none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def month_text(year: int, month: int) -> str:
    """A month as YYYY-MM; OverflowError for a year that cannot be written so."""
    return f"{year_text(year)}-{month:02d}"


def year_text(year: int) -> str:
    """A year as YYYY; OverflowError where it cannot be written so."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OverflowError(year)
    return f"{year:04d}"


def first_day(value: str) -> datetime.date:
    """The first day of a value as precise as YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(part) for part in value.split("-")] + [1, 1]
    return datetime.date(*parts[:3])


def last_day(value: str) -> datetime.date:
    """The last day of a value as precise as YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)


def moved_month(today: datetime.date, months: int) -> str:
    """The month so many months after today's, YYYY-MM."""
    index = today.year * 12 + today.month - 1 + months
    return month_text(index // 12, index % 12 + 1)


def week(today: datetime.date, weeks: int) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of the week so many weeks after today's."""
    monday = today - today.weekday() * DAY + 7 * weeks * DAY
    return monday, monday + 6 * DAY


def weekday_near(weekday: int, today: datetime.date, direction: int | None) -> datetime.date:
    """The day of that name: the last up to today; before (-1), after (1) or in today's week (0)."""
    if direction == 0:
        return week(today, 0)[0] + weekday * DAY
    if direction == 1:
        return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY
    if direction == -1:
        return today - ((today.weekday() - weekday - 1) % 7 + 1) * DAY
    return today - (today.weekday() - weekday) % 7 * DAY


def year_near(
    month: int, day: int | None, today: datetime.date, direction: int | None
) -> int | None:
    """The year in which that day or month lies nearest to today, the past preferred.

    A direction of -1 looks only up to today, 1 only from today on, 0 takes today's year. None for
    a day that no year has ("31 Februari").
    """
    if direction == 0:
        return today.year
    distances = dict(_distances(month, day, today))
    allowed = {
        year: days for year, days in distances.items() if not direction or days * direction >= 0
    }
    return min(allowed or distances, key=lambda year: _cost(distances[year]), default=None)


def _distances(month: int, day: int | None, today: datetime.date) -> Iterable[tuple[int, int]]:
    """Years around today, each with the days from today to that day or month in it."""
    for year in range(today.year - _REACH, today.year + _REACH + 1):
        there = day_of(year, month, day or 1)
        if there:
            yield year, (there - (today if day else today.replace(day=1))).days


def _cost(days: int) -> int:
    return days * _FUTURE_WEIGHT if days > 0 else -days
