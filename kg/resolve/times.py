"""When an event was, as intervals of days, and how well two tellings of it agree."""

import calendar
import datetime
from typing import Self

import msgspec

_EARLIEST, _LATEST = 1, datetime.date.max.toordinal()

# How likely a report is about an event, by the days between the two (reports follow events).
_RECENT = ((3, 0.8), (14, 0.6), (60, 0.4))
_LONG_AGO = 0.2
# The same for two undated reports, by the days between them.
_TOGETHER = ((3, 0.6), (14, 0.4), (60, 0.3))
UNKNOWN = 0.3  #: nothing is known of one of the two
_LASTING = 0.5
# Two stated dates that meet, by the days that the less precise one spans: equal, and one inside.
_EQUAL = ((14, 1.0), (31, 0.8), (366, 0.6))
_WITHIN = ((14, 0.8), (31, 0.7), (366, 0.5))
_REPORT_BEFORE = 1  # a day that an outlet east of the event may be ahead


class Days(msgspec.Struct, frozen=True, array_like=True):
    """The days on which an event may have been: ordinals, both inclusive."""

    first: int
    last: int
    stated: bool  #: False if only the day of the report bounds it
    published: int | None = None  #: told for undated events only

    @classmethod
    def stated_as(cls, date: str, end: str | None) -> Self | None:
        """From YYYY, YYYY-MM or YYYY-MM-DD and perhaps an end; None if that is no date."""
        start, stop = interval(date), interval(end) if end else None
        if start is None:
            return None
        last = max(start[1], stop[1]) if stop else start[1]
        return cls(start[0], last, True)

    @classmethod
    def reported(cls, published: int | None, *, ahead: bool) -> Self:
        """From the day of a report only: before it, or ahead of it if it is only planned."""
        if published is None:
            return cls(_EARLIEST, _LATEST, False, None)
        if ahead:
            return cls(published - _REPORT_BEFORE, _LATEST, False, published)
        return cls(_EARLIEST, published + _REPORT_BEFORE, False, published)

    @property
    def width(self) -> int:
        """Days from first to last."""
        return self.last - self.first + 1

    @property
    def anchor(self) -> int | None:
        """The day by which events are put in order."""
        return self.first if self.stated else self.published


def interval(date: str) -> tuple[int, int] | None:
    """First and last day of a date of any precision; None if it is none."""
    try:
        year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
        first = datetime.date(year, month or 1, day or 1)
        last_month = month or 12
        last = datetime.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def agree(left: Days, right: Days, *, days: int, lasting: bool) -> float | None:
    """0 to 1; None if the event cannot be the same. ``days`` may lie between two stated days."""
    gap = max(left.first, right.first) - min(left.last, right.last)
    if gap > (days if left.stated and right.stated else 0):
        return None
    if left.stated and right.stated:
        return _stated(left, right, gap)
    if left.stated or right.stated:
        told, report = (left, right) if left.stated else (right, left)
        return _report(told, report)
    least = _LASTING if lasting else UNKNOWN
    if left.published is None or right.published is None:
        return least
    reports = _step(abs(left.published - right.published), _TOGETHER)
    return max(reports, least) if lasting else reports


def _stated(left: Days, right: Days, gap: int) -> float:
    if gap > 0:
        return 0.6
    wide = max(left.width, right.width)
    if (left.first, left.last) == (right.first, right.last):
        return _step(wide, _EQUAL)
    return _step(wide, _WITHIN)


def _report(told: Days, report: Days) -> float:
    if report.published is None:
        return UNKNOWN
    lag = max(0, report.published - told.last, told.first - report.published - _REPORT_BEFORE)
    return _step(lag, _RECENT)


def _step(lag: int, steps: tuple[tuple[int, float], ...]) -> float:
    return next((score for most, score in steps if lag <= most), _LONG_AGO)
