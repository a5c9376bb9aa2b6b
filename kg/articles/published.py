"""When an article was published, from the best that it offers."""

import datetime
import re
from collections import Counter

from kg.articles.days import DayMention, calendar, days, stated_day
from kg.articles.masthead import Masthead
from kg.model import Skip

_IN_ADDRESS = re.compile(r"(?<!\d)(20\d{2})/?([01]\d)/?([0-3]\d)(?=/|\d{6}(?!\d))")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19[5-9]\d|20\d{2})(?![\d]|[.,]\d)")
_BEFORE = 30  #: characters before a day in which a word can say that it is none of news
_NEAR = 2  #: years before and after the usual one that the weekday is tried against
_SPREAD = 8  #: years after the latest named one
_SEASON = datetime.timedelta(days=90)
_WEEK = datetime.timedelta(days=7)


def published(
    text: str, skips: tuple[Skip, ...], head: Masthead, stated: str | None, address: str | None
) -> datetime.date | None:
    """The day of publication, by the first of these that names it.

    1. what the record or the page's data states, 2. the article's address, 3. a date line in the
    head of the page or the dateline, 4. the days of news in the text. A date that the page shows
    as today's is the last day possible, and the answer where the week before it is not named.
    """
    return (
        (stated_day(stated) if stated else None)
        or (_day_in_address(address) if address else None)
        or head.published
        or _inferred(text, skips, head.today)
    )


def _day_in_address(address: str) -> datetime.date | None:
    match = _IN_ADDRESS.search(address)
    return stated_day("-".join(match.groups())) if match else None


def _inferred(
    text: str, skips: tuple[Skip, ...], today: datetime.date | None
) -> datetime.date | None:
    """The latest day of the week that the text tells news of."""
    mentions = [mention for mention in days(text) if _is_news(text, mention, skips)]
    full = [day for mention in mentions if (day := mention.date)]
    years = _years(text, full)
    bare = [day for mention in mentions if not mention.year and (day := _with_year(mention, years))]
    named = full + [day for day in bare if _is_near(day, full or bare)]
    if today:
        named = [day for day in named if today - _WEEK <= day <= today]
    return max(named, default=today)


def _is_near(day: datetime.date, days_named: list[datetime.date]) -> bool:
    """Whether a day without a year lies where the other days lie: a mistyped one does not."""
    year = Counter(sorted(other.year for other in days_named)).most_common(1)[0][0]
    latest = max(other for other in days_named if other.year == year)
    return abs(day - latest) <= _SEASON


def _is_news(text: str, mention: DayMention, skips: tuple[Skip, ...]) -> bool:
    """Whether a day is named with its weekday, and not as one to come or long past."""
    if mention.weekday is None or any(s.start <= mention.start < s.end for s in skips):
        return False
    before = re.findall(r"\w+", text[max(0, mention.start - _BEFORE) : mention.start].lower())
    after = re.findall(r"\w+", text[mention.end : mention.end + _BEFORE].lower())[:1]
    return {*before, *after}.isdisjoint(calendar().not_news)


def _years(text: str, full: list[datetime.date]) -> list[int]:
    """The years in which a day without one may lie, likeliest first."""
    if full:
        latest = max(full).year
        return [latest, latest - 1, latest + 1]
    named = sorted({int(match.group()) for match in _YEAR.finditer(text)}, reverse=True)
    usual = calendar().usual_year
    near = sorted(range(usual - _NEAR, usual + _NEAR + 1), key=lambda year: abs(year - usual))
    later = [year + more for year in named[:1] for more in range(1, _SPREAD)]
    return [*named[:1], *near, *named[1:], *later]


def _with_year(mention: DayMention, years: list[int]) -> datetime.date | None:
    """The first day of ``years`` that falls on the weekday: few years have one."""
    return next((day for year in years if (day := _fits(mention, year))), None)


def _fits(mention: DayMention, year: int) -> datetime.date | None:
    try:
        day = datetime.date(year, mention.month, mention.day)
    except ValueError:
        return None
    return day if day.isoweekday() == mention.weekday else None
