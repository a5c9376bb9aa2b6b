"""Counts in sentences, with their bounds: how many soldiers, dead, wounded."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.mentions.dates import date_spans
from kg.mentions.values.number_words import number_words
from kg.mentions.values.numerals import numeral_value, scale_of
from kg.mentions.values.scan import Rule, scan
from kg.mentions.values.words import folded, follows, straight
from kg.model import NumberValue, Sentence

#: "1. Kerja sama; 2. Investasi"; some sites put a word joiner behind the point.
_LIST_MARK = re.compile(r"[.)](?:[\s\u2060]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    low: int | None
    high: int | None
    approximate: bool


_Reader = Callable[[re.Match[str]], _Bounds | None]


def find_numbers(sentence: Sentence) -> tuple[NumberValue, ...]:
    """The counts of a sentence, left to right, without overlaps.

    A span holds the figure and the words that bound it ("lebih dari 10.000": low 10000, high
    None). Dates, times, prices, measures, ages, shares and places in an order are left out, and so
    are figures that bound nothing ("ribuan").
    """
    text = straight(sentence.text)
    taken = date_spans(text)
    values = []
    for found in scan(text, _rules()):
        start, end = found.match.span()
        bounds = found.rule.read(found.match)
        if bounds and not any(start < last and first < end for first, last in taken):
            values.append(
                NumberValue(
                    start=sentence.start + start,
                    end=sentence.start + end,
                    low=bounds.low,
                    high=bounds.high,
                    approximate=bounds.approximate,
                )
            )
    return tuple(values)


@cache
def _rules() -> tuple[Rule[_Reader], ...]:
    words = number_words()
    return (
        Rule(pattern=words.ranges, read=_range, accept=_is_range),
        Rule(pattern=words.single, read=_single, accept=_is_figure),
    )


def _counts(match: re.Match[str]) -> bool:
    """Whether the words around the figure let it be a count."""
    words, text = number_words(), match.string
    figure = match.start("low")
    if follows(text, match.start(), words.not_after) or follows(text, figure, words.not_after):
        return False
    if words.unit.match(text, match.end()):
        return False
    opens, behind = text[:figure].strip(), text[match.end() :]
    aside = opens.endswith("(") and behind.startswith(")")
    listed = not opens or opens.endswith((";", ":"))
    return not aside and not (listed and _LIST_MARK.match(behind))


def _is_figure(match: re.Match[str]) -> bool:
    return _single(match) is not None and _counts(match)


def _is_range(match: re.Match[str]) -> bool:
    return _range(match) is not None and _counts(match)


def _single(match: re.Match[str]) -> _Bounds | None:
    number = _whole(numeral_value(match["low"]))
    if number is None:
        return None
    word = folded(match["bound"] or "")
    kind = number_words().bounds.get(word)
    if match["more"]:
        kind = "at_least"
    return _Bounds(
        low=None if kind == "at_most" else number,
        high=None if kind == "at_least" else number,
        approximate=bool(kind or match["about"]),
    )


def _range(match: re.Match[str]) -> _Bounds | None:
    """ "10 hingga 12 ribu" lends its scale to the first figure."""
    low, high = numeral_value(match["low"]), numeral_value(match["high"])
    if low is not None and scale_of(match["low"]) == 1 and low < 1000:
        low *= scale_of(match["high"])
    lower, upper = _whole(low), _whole(high)
    if lower is None or upper is None or lower >= upper:
        return None
    return _Bounds(low=lower, high=upper, approximate=bool(match["bound"]))


def _whole(number: Decimal | None) -> int | None:
    """The number if it counts something: whole and positive."""
    return int(number) if number is not None and number > 0 and number == int(number) else None
