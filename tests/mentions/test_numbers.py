"""Counts are found with their bounds; dates, times, prices, measures and names are not counts."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.numbers import find_numbers
from kg.model import NumberValue
from tests.mentions.written import sentence

CASES = Path(__file__).with_name("numbers.csv")
counts = st.integers(min_value=1, max_value=999_999_999)
WORDS = (
    "sekitar lebih dari 2.000 tentara 10 hingga - 12 ribu dan dua puluh juta antara atau 1,5 "
    "persen km pada 12 Juni 2024 , . ( ) seratus lusin -an lebih Rp tahun orang"
)
fragments = st.lists(
    st.sampled_from(WORDS.split()),
    max_size=12,
).map(" ".join)


def told(text: str, number: NumberValue) -> str:
    low, high = ("" if bound is None else bound for bound in (number.low, number.high))
    mark = "~" if number.approximate else ""
    return f"{text[number.start : number.end]}={low}..{high}{mark}"


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return [(row["text"], row["expected"]) for row in csv.DictReader(rows)]


def dotted(count: int) -> str:
    return f"{count:,}".replace(",", ".")


@pytest.mark.parametrize(("text", "expected"), cases())
def test_case(text: str, expected: str) -> None:
    found = find_numbers(sentence(text))
    assert " | ".join(told(text, number) for number in found) == expected


@given(counts)
def test_a_count_with_separators_is_read_back(count: int) -> None:
    text = f"Ada {dotted(count)} orang."
    (number,) = find_numbers(sentence(text))
    assert (number.low, number.high, number.approximate) == (count, count, False)
    assert text[number.start : number.end] == dotted(count)


@given(counts, counts)
def test_a_range_is_read_back(first: int, second: int) -> None:
    low, high = sorted((first, second))
    found = find_numbers(sentence(f"Sekitar {dotted(low)} hingga {dotted(high + 1)} orang."))
    assert [(number.low, number.high) for number in found] == [(low, high + 1)]


@given(fragments, st.integers(min_value=0, max_value=500))
def test_spans_are_in_order_inside_the_sentence_and_apart(text: str, start: int) -> None:
    numbers = find_numbers(sentence(text, start))
    edges = [edge - start for number in numbers for edge in (number.start, number.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(fragments)
def test_bounds_are_positive_in_order_and_never_both_open(text: str) -> None:
    for number in find_numbers(sentence(text)):
        bounds = [bound for bound in (number.low, number.high) if bound is not None]
        assert bounds
        assert bounds == sorted(bounds)
        assert bounds[0] > 0
