"""Dates are found where news tells them and become the value that the words mean."""

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.dates import date_spans, find_article_dates, find_dates
from kg.model import DateValue
from tests.mentions.written import sentence

CASES = Path(__file__).with_name("dates.csv")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31))
WORDS = (
    "pada Rabu (3/9) 12 Juni 2024 - hingga dan lalu tahun , . 2.000 akhir pekan Minggu "
    "tiga hari Mei sejak awal musim gugur 1990-an ini kemarin (7/9/2025) sebelumnya"
)
fragments = st.lists(
    st.sampled_from(WORDS.split()),
    max_size=12,
).map(" ".join)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def told(text: str, date: DateValue) -> str:
    value = f"{date.value}..{date.value_end}" if date.value_end else date.value
    return f"{text[date.start : date.end]}={value} {date.basis}"


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return [(row["published"], row["text"], row["expected"]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(("published", "text", "expected"), cases())
def test_case(published: str, text: str, expected: str) -> None:
    found = find_dates(sentence(text), day(published))
    assert " | ".join(told(text, date) for date in found) == expected


@given(days, days)
def test_a_day_in_words_is_read_back(told_day: datetime.date, published: datetime.date) -> None:
    words = f"{told_day.day} {MONTHS[told_day.month - 1]} {told_day.year}"
    text = f"Ia tiba pada {WEEKDAYS[told_day.weekday()]}, {words}."
    (date,) = find_dates(sentence(text), published)
    assert date.value == told_day.isoformat()
    assert text[date.start : date.end].endswith(words)


@given(days, days)
def test_a_day_in_figures_is_read_back(told_day: datetime.date, published: datetime.date) -> None:
    figures = f"({told_day.day}/{told_day.month}/{told_day.year})"
    (date,) = find_dates(sentence(f"Ia tiba {figures}."), published)
    assert date.value == told_day.isoformat()


@given(days)
def test_a_month_keeps_its_precision(told_day: datetime.date) -> None:
    text = f"Ia tiba pada {MONTHS[told_day.month - 1]} {told_day.year}."
    (date,) = find_dates(sentence(text), None)
    assert date.value == told_day.isoformat()[:7]


@given(days, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_the_last_one_up_to_publication(
    published: datetime.date, weekday: int
) -> None:
    (date,) = find_dates(sentence(f"Ia tiba pada {WEEKDAYS[weekday]}."), published)
    told_day = datetime.date.fromisoformat(date.value)
    assert told_day.weekday() == weekday
    assert 0 <= (published - told_day).days < 7


@given(fragments, days, st.integers(min_value=0, max_value=500))
def test_spans_are_in_order_inside_the_sentence_and_apart(
    text: str, published: datetime.date, start: int
) -> None:
    dates = find_dates(sentence(text, start), published)
    edges = [edge - start for date in dates for edge in (date.start, date.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(date.start < date.end for date in dates)


@given(fragments, days)
def test_a_period_ends_after_it_starts(text: str, published: datetime.date) -> None:
    for date in find_dates(sentence(text), published):
        assert date.value_end is None or date.value < date.value_end


def test_a_weekday_is_the_day_that_the_article_dated() -> None:
    texts = ("Duta dipanggil pada Selasa (24/6/2025).", "Jeda berlaku pada Selasa pagi.")
    read = find_article_dates([sentence(text) for text in texts], datetime.date(2025, 7, 1))
    assert [date.value for dates in read for date in dates] == ["2025-06-24", "2025-06-24"]


def test_an_older_dated_weekday_does_not_move_a_weekday() -> None:
    texts = ("Perang pecah pada Selasa, 3 Juni 2025.", "Jeda berlaku pada Selasa pagi.")
    read = find_article_dates([sentence(text) for text in texts], datetime.date(2025, 7, 1))
    assert [date.value for dates in read for date in dates] == ["2025-06-03", "2025-07-01"]


def test_the_same_day_is_the_day_told_last() -> None:
    texts = ("Kafe diserang pada Senin (30/6).", "Di hari yang sama, rumah sakit diserang.")
    read = find_article_dates([sentence(text) for text in texts], datetime.date(2025, 7, 1))
    assert [date.value for date in read[1]] == ["2025-06-30"]


def test_before_counts_from_the_date_told_last() -> None:
    texts = ("Keduanya bertemu pada 18 Juni 2024.", "Setahun sebelumnya mereka bersepakat.")
    read = find_article_dates([sentence(text) for text in texts], datetime.date(2025, 7, 1))
    assert [date.value for date in read[1]] == ["2023"]


def test_spans_cover_dates_that_cannot_be_resolved() -> None:
    text = "Ia mundur kemarin, bukan pada tahun 1990-an."
    assert [text[start:end] for start, end in date_spans(text)] == ["kemarin", "tahun 1990-an"]
