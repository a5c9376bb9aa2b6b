"""The words of counts and the patterns made of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.mentions.values.numerals import numeral
from kg.mentions.values.words import END, any_of, load_words, pattern, turned

_FIELDS = (
    "bounds",
    "more",
    "between",
    "range",
    "either",
    "between_range",
    "not_after",
    "not_before",
)
#: Left edge: no part of a name ("F-35"), a price, a time or a longer figure.
_START = r"(?<![\w.,/:$£€¥#°])(?<!-)(?<!\w–)"
_STOP = r"(?![\w/%:°²]|[.,]\d|[-–]\w)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Look-ups and patterns for counts."""

    bounds: dict[str, str]  #: word -> "about", "at_least" or "at_most"
    not_after: frozenset[str]
    unit: re.Pattern[str]  #: a unit of measure right behind the figure
    ranges: re.Pattern[str]  #: "sekitar 10.000 hingga 12.000", "antara 1.000 dan 3.000"
    single: re.Pattern[str]  #: "lebih dari 2.000", "1.000-an"


@cache
def number_words() -> NumberWords:
    """The word lists of ``ontology/values/numbers.yaml``."""
    words = load_words("numbers", _FIELDS)
    bounds = turned(words["bounds"])
    bound = f"(?:(?<!\\w)(?P<bound>{any_of(bounds)})\\s+(?:{any_of(bounds)}\\s+)*)?"
    more = any_of(words["more"])
    suffix = f"(?P<about>-{words['about_suffix']}\\b)?(?:\\s+(?P<more>{more})(?=\\s+[a-z]))?{_STOP}"
    return NumberWords(
        bounds=bounds,
        not_after=frozenset(str(word) for word in words["not_after"]),
        unit=_unit(words),
        ranges=pattern(bound, _between(words)),
        single=pattern(bound, _START, f"(?P<low>{numeral()})", suffix),
    )


def _unit(words: dict[str, Any]) -> re.Pattern[str]:
    """A unit also measures the first figure of a range: "30 atau 35 persen"."""
    joined = any_of([*words["range"], *words["either"]])
    other = f"(?:\\s*{joined}\\s*{numeral()})?"
    return pattern(other, r"[\s-]*(?:", any_of(_units(words)), ")", END)


def _units(words: dict[str, Any]) -> Iterator[str]:
    for units in words["not_before"].values():
        yield from units


def _between(words: dict[str, Any]) -> str:
    """A low and a high figure, joined by a word of range or, after "antara", by "dan"."""
    joined = any_of([*words["range"], *words["either"]])
    after_between = any_of(words["between_range"])
    between = any_of(words["between"])
    return (
        f"(?:(?<!\\w)(?P<between>{between})\\s+)?{_START}(?P<low>{numeral()})"
        f"\\s*(?:{joined}|(?(between){after_between}|(?!)))\\s*"
        f"(?:{any_of(words['bounds']['about'])}\\s+)?(?P<high>{numeral()}){_STOP}"
    )
