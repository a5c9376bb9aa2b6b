"""Posts of government: what a title says, and whether somebody held it at a time."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.known import name_words
from kg.knowledge.titles import titles, written_out

Words = tuple[str, ...]
_FIELDED = ("minister", "deputy-minister")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Kind:
    """A post whatever the state: "minister" of the fields "trade" and "industry"."""

    name: str
    fields: tuple[str, ...] = ()

    def agrees(self, other: "Kind") -> bool:
        """Whether both may be one post: ministers need a field in common."""
        if self.name != other.name:
            return False
        return self.name not in _FIELDED or bool(set(self.fields) & set(other.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What an article says of somebody's post."""

    kinds: tuple[Kind, ...]  #: any of them may be meant
    former: bool
    coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that somebody held: days as precise as they are known, empty where they are not."""

    state: str | None  #: ISO 3166-1 alpha-3; None for international organisations
    kind: Kind
    start: str
    end: str

    def written(self) -> str:
        """The post in one line, as ``read_post`` reads it."""
        kind = ":".join((self.kind.name, *self.kind.fields))
        return " ".join((self.state or "-", kind, f"{self.start}/{self.end}"))

    def fits(self, claimed: Claimed, day: str) -> bool:
        """Whether an article of that day may claim the post: it was held then, was over if the
        article calls it former, or had not begun if it is still to come. One without a day, which
        is empty then, may be of any time."""
        if not any(self.kind.agrees(kind) for kind in claimed.kinds):
            return False
        if not day:
            return bool(self.end) or not claimed.former
        began, over = not _before(day, self.start), bool(self.end) and _before(self.end, day)
        if claimed.former:
            return began and bool(self.end) and not _before(day, self.end)
        return not over if claimed.coming else began and not over


def read_post(text: str) -> Post:
    """A post from what ``Post.written`` wrote."""
    state, kind, days = text.split(" ")
    name, *fields = kind.split(":")
    start, _, end = days.partition("/")
    state_or_none = None if state == "-" else state
    return Post(
        state=state_or_none, kind=Kind(name=name, fields=tuple(fields)), start=start, end=end
    )


def claimed_post(title: str) -> Claimed | None:
    """The post that an Indonesian title names; None where it names none that is known."""
    lists, words = _posts(), written_out(title)
    passed = titles().qualifiers - _kept()
    qualifiers = list(takewhile(lambda word: (word,) in passed, words))
    rest = words[len(qualifiers) :]
    kinds = _kinds(rest)
    if not kinds:
        return None
    return Claimed(
        kinds=kinds,
        former=bool(lists.former & {*qualifiers}),
        coming=bool(lists.coming & {*words}),
    )


def _kept() -> frozenset[Words]:
    """Qualifiers that make another post: "wakil", "deputi"."""
    return frozenset(words[:1] for words, _ in _posts().indonesian)


def _kinds(words: Words) -> tuple[Kind, ...]:
    lists = _posts()
    if any(words[: len(head)] == head for head in lists.heads):
        return tuple(Kind(name=name) for name in lists.head_posts)
    found = [(len(p), name) for p, name in lists.indonesian if words[: len(p)] == p]
    if not found:
        return ()
    _, name = max(found)
    if name not in _FIELDED:
        return (Kind(name=name),)
    fields = tuple(
        sorted(field for field, phrases in lists.fields.items() if _holds(words, phrases))
    )
    return (Kind(name=name, fields=fields),) if fields else ()


def _holds(words: Words, phrases: tuple[Words, ...]) -> bool:
    return any(
        words[start : start + len(phrase)] == phrase
        for phrase in phrases
        for start in range(len(words))
    )


def english_post(position: str) -> Kind | None:
    """The post that an English position names; None where it names none that is known."""
    text = position.casefold()
    if any(words in text for words in _posts().beside):
        return None
    for name, pattern in _posts().english.items():
        if pattern.search(text):
            if name not in _FIELDED:
                return Kind(name=name)
            fields = (
                field for field, found in _posts().english_fields.items() if found.search(text)
            )
            return Kind(name=name, fields=tuple(sorted(fields)))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    indonesian: tuple[tuple[Words, str], ...]
    english: Mapping[str, re.Pattern[str]]
    heads: tuple[Words, ...]
    head_posts: tuple[str, ...]
    fields: Mapping[str, tuple[Words, ...]]
    english_fields: Mapping[str, re.Pattern[str]]
    beside: tuple[str, ...]
    former: frozenset[str]
    coming: frozenset[str]


@functools.cache
def _posts() -> _Lists:
    lists = load_yaml(shipped("ontology") / "lexicon" / "posts.yaml")
    posts, fields = lists["posts"], lists["fields"]
    return _Lists(
        indonesian=tuple(
            (name_words(phrase), name) for name, post in posts.items() for phrase in post["id"]
        ),
        english={name: _any(post["en"]) for name, post in posts.items()},
        heads=tuple(map(name_words, lists["heads"]["id"])),
        head_posts=tuple(lists["heads"]["posts"]),
        fields={name: tuple(map(name_words, field["id"])) for name, field in fields.items()},
        english_fields={name: _any(field["en"]) for name, field in fields.items()},
        beside=tuple(lists["beside"]),
        former=frozenset(lists["former"]),
        coming=frozenset(lists["coming"]),
    )


def _any(phrases: list[str]) -> re.Pattern[str]:
    whole = [re.escape(phrase[1:]) for phrase in phrases if phrase.startswith("=")]
    parts = [re.escape(phrase) for phrase in phrases if not phrase.startswith("=")]
    return re.compile("|".join([*(rf"^{p}$" for p in whole), *(rf"\b{p}" for p in parts)]))


def _before(left: str, right: str) -> bool:
    """Whether one day is before another, as far as both are known; never where one is empty."""
    size = min(len(left), len(right))
    return left[:size] < right[:size]
