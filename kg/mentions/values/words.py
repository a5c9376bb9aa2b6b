"""Word lists of ontology/values/ as regular expressions and look-ups."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped

#: Left edge of a word. Scraped text glues words: "PBBpekan" holds "pekan" after capitals.
START = r"(?:(?<![\w/-])|(?<=(?-i:[A-Z]{2}))(?=(?-i:[a-z])))"
#: Right edge of a word.
END = r"(?![\w/]|-\w)"

_APOSTROPHES = str.maketrans("’‘`´", "''''")
_LAST_WORDS = re.compile(r"([^\s(\"“]+)(?:\s+([^\s(\"“]+))?\s*$")


def load_words(name: str, fields: Iterable[str]) -> dict[str, Any]:
    """The file ``ontology/values/<name>.yaml``; KnowledgeError where a field is missing."""
    path = shipped("ontology") / "values" / f"{name}.yaml"
    words = load_yaml(path)
    missing = sorted(set(fields) - set(words))
    if missing:
        raise KnowledgeError(f"{path}: field {missing[0]!r} is missing")
    for field, content in words.items():
        # YAML reads a bare no as false.
        if any(isinstance(leaf, bool) for leaf in _leaves(content)):
            raise KnowledgeError(f"{path}: field {field!r} has a word that needs quotes (no, yes)")
    return dict(words)


def _leaves(content: Any) -> Iterator[Any]:
    if isinstance(content, dict):
        content = [*content.keys(), *content.values()]
    if isinstance(content, list):
        for part in content:
            yield from _leaves(part)
    else:
        yield content


def straight(text: str) -> str:
    """The text with plain apostrophes, every character in its place."""
    return text.translate(_APOSTROPHES)


def folded(text: str) -> str:
    """The form in which words are looked up: small letters, single spaces."""
    return " ".join(text.casefold().split())


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first."""
    by_length = sorted({str(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in by_length) + ")"


def turned(table: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    """A look-up from each word of the table to its key."""
    return {folded(word): key for key, words in table.items() for word in words}


def follows(text: str, position: int, words: frozenset[str]) -> bool:
    """Whether one of the words, of one or two parts, stands right before the position."""
    match = _LAST_WORDS.search(text[max(0, position - 60) : position])
    if not match:
        return False
    parts = [folded(part) for part in match.groups() if part]
    last = parts[-1]
    return last in words or " ".join(parts) in words


def precedes(text: str, position: int, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern, after white space, stands right behind the position."""
    return pattern.match(text, position) is not None


def pattern(*parts: str) -> re.Pattern[str]:
    """The parts as one pattern that does not look at case."""
    return re.compile("".join(parts), re.IGNORECASE)
