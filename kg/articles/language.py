"""Whether a text is Indonesian, by its function words."""

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.articles import tables

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that is refused: where ``least`` of its words outnumber those ``against`` it."""

    name: str
    least: int
    words: frozenset[str]
    against: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """Indonesian and the languages that are taken for it by mistake."""

    shortest: int  #: words
    share: float
    indonesian: frozenset[str]
    others: tuple[Language, ...]


def foreign_language(text: str) -> str | None:
    """What else a text is than Indonesian: a language's name, "another language", or None."""
    table = languages()
    found = [word.lower() for word in _WORD.findall(text)]
    for other in table.others:
        hits = _count(found, other.words)
        if hits >= other.least and hits > _count(found, other.against):
            return other.name
    enough = _count(found, table.indonesian) >= table.share * len(found)
    return None if enough or len(found) < table.shortest else "another language"


def _count(found: list[str], words: frozenset[str]) -> int:
    return sum(word in words for word in found)


@functools.cache
def languages() -> Languages:
    """The shipped word lists."""
    return load_languages(tables.table("languages.yaml"))


def load_languages(path: Path) -> Languages:
    """Read a file of word lists; KnowledgeError where it breaks its rules."""
    fields = {"shortest": int, "share": float, "indonesian": list, "others": dict}
    entry = tables.load(path, fields)
    indonesian = frozenset(tables.words(entry["indonesian"], f"{path}: indonesian"))
    return Languages(
        shortest=entry["shortest"],
        share=entry["share"],
        indonesian=indonesian,
        others=tuple(
            _language(name, other, indonesian, f"{path}: others: {name}")
            for name, other in entry["others"].items()
        ),
    )


def _language(name: str, entry: Any, indonesian: frozenset[str], where: str) -> Language:
    checked = tables.fields_of(entry, {"least": int, "words": list, "against": object}, where)
    against = checked["against"]
    return Language(
        name=name,
        least=checked["least"],
        words=frozenset(tables.words(checked["words"], f"{where}: words")),
        against=indonesian
        if against == "indonesian"
        else frozenset(tables.words(against, f"{where}: against")),
    )
