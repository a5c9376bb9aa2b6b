"""Numerals in digits and in words stand for the same numbers."""

from decimal import Decimal

import pytest

from kg.mentions.values.numerals import numeral_value, scale_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.000", "10000"),
        ("10,000", "10000"),
        ("1,5", "1.5"),
        ("1,5 juta", "1500000"),
        ("dua puluh tiga", "23"),
        ("seratus dua belas", "112"),
        ("tiga ratus ribu lima", "300005"),
        ("dua juta seribu", "2001000"),
        ("setengah juta", "500000"),
        ("dua lusin", "24"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert numeral_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["dua tiga", "sepuluh belas", "seratus puluh"])
def test_words_that_make_no_number(text: str) -> None:
    assert numeral_value(text) is None


@pytest.mark.parametrize(("text", "scale"), [("12 ribu", 1000), ("12", 1), ("dua juta", 1000000)])
def test_scale(text: str, scale: int) -> None:
    assert scale_of(text) == scale
