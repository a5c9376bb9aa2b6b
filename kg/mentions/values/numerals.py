"""Numerals in digits ("1,5 juta", "10.000") and in words ("dua puluh ribu")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.mentions.values.words import any_of, folded, load_words

_FIELDS = ("ones", "whole", "teen", "tens", "hundreds", "scales", "dozens", "half", "one_of")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DIGITS = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d{1,2})?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    ones: dict[str, int]
    whole: dict[str, int]
    steps: dict[str, int]  #: tens and hundreds
    teen: str
    scales: dict[str, int]
    half: str


@cache
def _words() -> _Words:
    table = load_words("numbers", _FIELDS)
    return _Words(
        ones=table["ones"] | dict.fromkeys(table["one_of"], 1),
        whole=table["whole"],
        steps={table["tens"]: 10, table["hundreds"]: 100},
        teen=table["teen"],
        scales=table["scales"] | table["dozens"],
        half=table["half"],
    )


@cache
def numeral() -> str:
    """A group that matches a numeral in digits or words; the edges are up to the caller."""
    words = _words()
    scale = f"{any_of(words.scales)}(?!\\w)"
    first = any_of([*words.ones, *words.whole])
    more = any_of([*words.ones, *words.whole, *words.steps, words.teen, *words.scales])
    spelt = f"(?:{first}(?!\\w)(?:\\s+{more}(?!\\w))*|{words.half}\\s+{scale})"
    return f"(?:{_DIGITS}(?:\\s*{scale})?|{spelt})"


def numeral_value(text: str) -> Decimal | None:
    """The number that a numeral stands for; None where its words do not make one."""
    parts = folded(text)
    digits = re.match(_DIGITS, parts)
    if digits is None:
        return _spelt(parts.split())
    rest = parts[digits.end() :].strip()
    return _figure(digits.group()) * (_words().scales[rest] if rest else 1)


def scale_of(text: str) -> int:
    """The "ribu" or "juta" at the end of a numeral, 1 where there is none."""
    match = re.search(r"[^\W\d]+$", text.casefold())
    return _words().scales.get(match.group(), 1) if match else 1


def _figure(digits: str) -> Decimal:
    if _THOUSANDS.fullmatch(digits):
        return Decimal(re.sub(r"[.,]", "", digits))
    return Decimal(digits.replace(",", "."))


def _spelt(parts: list[str]) -> Decimal | None:
    words = _words()
    if parts[0] == words.half:
        return Decimal(words.scales[parts[1]]) / 2
    groups = list(_groups(parts))
    if None in groups:
        return None
    return Decimal(sum(group for group in groups if group is not None))


def _groups(parts: list[str]) -> Iterator[int | None]:
    """The sum of each group up to a scale word; None where the words contradict each other."""
    words = _words()
    group, open_ones = 0, 0
    for part in parts:
        if part in words.ones and not open_ones:
            open_ones = words.ones[part]
        elif part == words.teen and open_ones:
            group, open_ones = group + 10 + open_ones, 0
        elif part in words.steps and open_ones:
            group, open_ones = group + open_ones * words.steps[part], 0
        elif part in words.whole and not open_ones:
            group += words.whole[part]
        elif part in words.scales and group + open_ones:
            yield (group + open_ones) * words.scales[part]
            group, open_ones = 0, 0
        else:
            yield None
    yield group + open_ones
