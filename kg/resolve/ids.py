"""Identifiers of merged things: readable, the same in every run, and never shared by two things."""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

_DIGITS = re.compile(r"(\d+)")


@functools.lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens; a digest for names in another script."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or digest(text, 12)


def digest(text: str, length: int) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def member(article_id: str, local_id: str) -> str:
    """The name of a part of a reading: "<article id>/<local id>"."""
    return f"{article_id}/{local_id}"


def article_of(name: str) -> str:
    """The article of a part of a reading."""
    return name.rpartition("/")[0]


_Order = tuple[tuple[bool, int, str], ...]


def natural(name: str) -> tuple[str, _Order]:
    """Sorts members by article, then e2 before e10."""
    article, _, local = name.rpartition("/")
    return article, _order(local)


@functools.lru_cache(maxsize=1 << 12)
def _order(local: str) -> _Order:
    parts = (part for part in _DIGITS.split(local) if part)
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def member_slug(name: str) -> str:
    """The end of an event's id that tells its smallest member."""
    return "-".join(slug(part) for part in name.rsplit("/", 1))


def distinct(wished: Sequence[tuple[str, str]]) -> list[str]:
    """One id for each (wished id, smallest member), in the order given.

    Where several wish for one id the first keeps it and the others add their smallest member.
    """
    taken: set[str] = {id_ for id_, _ in wished}
    first: set[str] = set()
    ids = []
    for id_, name in wished:
        if id_ in first:
            id_ = _free(f"{id_}-{member_slug(name)}", taken)
            taken.add(id_)
        first.add(id_)
        ids.append(id_)
    return ids


def _free(id_: str, taken: Iterable[str]) -> str:
    number, free = 2, id_
    while free in taken:
        free = f"{id_}-{number}"
        number += 1
    return free
