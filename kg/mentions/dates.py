"""Dates in sentences, as values with a precision."""

import datetime
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from kg.mentions.values.date_reading import Reader, Reading, Setting
from kg.mentions.values.date_rules import date_rules
from kg.mentions.values.date_words import table
from kg.mentions.values.scan import Found, scan
from kg.mentions.values.words import any_of, pattern, straight
from kg.model import DateValue, Sentence


def find_dates(
    sentence: Sentence, published: datetime.date | None, told: Sequence[DateValue] = ()
) -> tuple[DateValue, ...]:
    """The dates of a sentence, left to right, without overlaps.

    ``told`` are the dates of the sentences before, in order: "Selasa" takes the Tuesday that the
    article dated, "sehari sebelumnya" counts from the date told last. Words that cannot be resolved
    (relative words without a day of publication) are left out.
    """
    dates: list[DateValue] = []
    for start, end, reading in _readings(sentence, published, [date.value for date in told]):
        dates.append(
            DateValue(
                start=sentence.start + start,
                end=sentence.start + end,
                value=reading.value,
                value_end=reading.end,
                basis=reading.basis,
            )
        )
    return _ranges(sentence, dates)


def find_article_dates(
    sentences: Sequence[Sentence], published: datetime.date | None
) -> tuple[tuple[DateValue, ...], ...]:
    """The dates of each sentence of one article; each sentence knows those told before it."""
    told: list[DateValue] = []
    by_sentence: list[tuple[DateValue, ...]] = []
    for sentence in sentences:
        dates = find_dates(sentence, published, told)
        told.extend(dates)
        by_sentence.append(dates)
    return tuple(by_sentence)


def date_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the text speaks of dates, resolved or not, decades and Hijri dates included."""
    return tuple(found.match.span() for found in _found(text))


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[Found[Reader], ...]:
    """Kept for a few sentences: dates and counts are asked for the same sentence."""
    return scan(straight(text), date_rules())


def _readings(
    sentence: Sentence, published: datetime.date | None, told: list[str]
) -> list[tuple[int, int, Reading]]:
    readings = []
    for found in _found(sentence.text):
        reading = _read(found, Setting(today=published, told=tuple(told)))
        if reading:
            told.append(reading.value)
            readings.append((*found.match.span(), reading))
    return readings


def _read(found: Found[Reader], setting: Setting) -> Reading | None:
    """What a rule reads; None for days that no calendar has."""
    try:
        return found.rule.read(found.match, setting)
    except OverflowError:  # before the year 1 or after 9999
        return None


def _ranges(sentence: Sentence, dates: Sequence[DateValue]) -> tuple[DateValue, ...]:
    """ "13 Juni hingga 24 Juni" is one period."""
    joined: list[DateValue] = []
    for date in dates:
        last = joined[-1] if joined else None
        if last and last.value_end is None and _is_range(sentence, last, date):
            joined[-1] = DateValue(
                start=last.start,
                end=date.end,
                value=last.value,
                value_end=date.value_end or date.value,
                basis=last.basis,
            )
        else:
            joined.append(date)
    return tuple(joined)


def _is_range(sentence: Sentence, first: DateValue, second: DateValue) -> bool:
    between = sentence.between(first.end, second.start)
    return first.value < second.value and _between().fullmatch(between) is not None


@cache
def _between() -> re.Pattern[str]:
    return pattern(
        r"\s*", any_of(table()["range"]), r"\s*(?:", any_of(table()["before_date"]), r"\s+)?"
    )
