"""What can be given to an operation of the JSON API: the fields of a record, with their limits."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from kg.errors import RequestError

T = TypeVar("T")

_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
Day = Annotated[str, Meta(pattern=_DATE, description="YYYY-MM-DD, YYYY-MM or YYYY, inclusive")]
Limit = Annotated[int, Meta(ge=0, le=2000, description="how many at most")]
Offset = Annotated[int, Meta(ge=0, description="how many are passed over")]
Words = Annotated[str, Meta(description="words, each part of a name, in any case")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """An operation to which nothing is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ById:
    """An operation on one thing."""

    id: Annotated[str, Meta(description="as in lists; it may have slashes")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Words to look for."""

    q: Words
    limit: Limit = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFilter:
    """Which entities, and which part of them."""

    type: Annotated[str, Meta(description="a class of entities: Person, State …")] | None = None
    q: Words = ""
    limit: Limit = 50
    offset: Offset = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """Which articles, and which part of them."""

    outlet: Annotated[str, Meta(description="its name")] | None = None
    q: Words = ""
    limit: Limit = 50
    offset: Offset = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChoice:
    """Which events."""

    type: Annotated[str, Meta(description="a class of events: Meeting, Visit …")] | None = None
    who: Annotated[str, Meta(description="in a slot: an id, or part of a name")] | None = None
    and_who: Annotated[str, Meta(description="also in a slot: an id, or part of a name")] | None = (
        None
    )
    place: Annotated[str, Meta(description="where: an id, or part of a name")] | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: Annotated[str, Meta(description="that tells of it: its name")] | None = None
    article: (
        Annotated[str, Meta(description="that tells of it: its id, or words of its title")] | None
    ) = None
    factuality: Literal["Certain", "Possible", "Planned", "Denied"] | None = None
    disputed: Annotated[bool, Meta(description="only where articles disagree")] = False
    q: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter(EventChoice):
    """Which events, in which order, and which part of them."""

    sort: Literal["date", "newest", "reported"] = "date"
    limit: Limit = 50
    offset: Offset = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFilter(EventChoice):
    """Of which events a network is, what it is around if anything, and how large it may be."""

    around: Annotated[str, Meta(description="id of an entity or event")] = ""
    limit: Limit = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An event, or two entities."""

    event: Annotated[str, Meta(description="its id")] = ""
    one: Annotated[str, Meta(description="an id, or part of a name")] = ""
    other: Annotated[str, Meta(description="an id, or part of a name")] = ""


def read(given: Mapping[str, str], kind: type[T]) -> T:
    """The record; RequestError 400, with what is wrong, for fields that do not fit.

    An empty text counts as not given.
    """
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    strange = sorted(set(given) - set(known))
    if strange:
        there = f"there is: {', '.join(known)}" if known else "there is none"
        raise RequestError(400, f"no parameter {strange[0]!r}; {there}")
    filled: dict[str, Any] = {name: value for name, value in given.items() if value}
    try:
        return msgspec.convert(filled, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise RequestError(400, f"a parameter does not fit: {error}") from error
