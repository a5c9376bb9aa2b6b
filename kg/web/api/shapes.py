"""What the JSON API answers with. The OpenAPI document is made from these records and their words.

Offsets count characters (code points) of the article's text, end exclusive.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """A text in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A person, state, organisation or place, as others refer to it."""

    id: str
    type: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLine:
    """An entity in a list."""

    id: str
    iri: str
    type: str
    label: str
    articles: int  #: that mention it
    events: int  #: that it has a part in


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event or agreement in a list."""

    id: str
    iri: str
    type: str
    label: Labels
    factuality: str  #: the strongest claimed
    confidence: float  #: the highest claimed
    dates: tuple[str, ...]  #: as precise as the articles, sorted
    first: str | None  #: the first day it may be on
    last: str | None
    articles: int  #: that tell of it
    outlets: int
    sources: int  #: articles, if near-copies of one text count once
    disputed: tuple[str, ...]  #: slots on which articles disagree


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article in a list."""

    id: str
    iri: str
    title: str | None
    published: str | None
    publisher: str | None
    source: str
    events: int  #: that it tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLines:
    """A part of a list of events."""

    total: int
    offset: int
    items: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLines:
    """A part of a list of entities."""

    total: int
    offset: int
    items: tuple[EntityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLines:
    """A part of a list of articles."""

    total: int
    offset: int
    items: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search has found, the best first."""

    entities: EntityLines
    events: EventLines
    articles: ArticleLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet and its articles; without a name those of which none is known."""

    name: str | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is in the graph."""

    articles: int
    entities: dict[str, int]  #: by type
    events: dict[str, int]  #: by type
    conflicts: int
    first: str | None  #: day on which an article was published
    last: str | None
    outlets: tuple[Outlet, ...]  #: most articles first
    leading: dict[str, tuple[EntityLine, ...]]  #: by type, most articles first
    newest: tuple[EventLine, ...]
    most_reported: tuple[EventLine, ...]
    disputed: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a slot is claimed to be."""

    kind: Literal["entity", "date", "number", "text", "stance", "type", "factuality"]
    text: str  #: of an entity its id
    thing: Thing | None  #: the entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one sentence of one article says."""

    iri: str
    article: str
    start: int
    end: int
    quote: str
    factuality: str
    attributed_to: tuple[Thing, ...]
    denied_by: tuple[Thing, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedValue:
    """A value, and who claims it."""

    value: Value
    total: int  #: claims
    claims: tuple[Claim, ...]  #: the first of them


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot with all its values."""

    slot: str
    disputed: bool
    values: tuple[ClaimedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What some articles say where others say what cannot be true as well."""

    values: tuple[Value, ...]
    articles: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    claims: tuple[Claim, ...]  #: the first of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Articles that cannot all be right about a slot, or about whether it is so (factuality)."""

    slot: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that is known of an event; the slot ``type`` has what calls it by its type."""

    event: EventLine
    conflicts: tuple[Conflict, ...]
    slots: tuple[FilledSlot, ...]
    outlets: tuple[Outlet, ...]
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the globe, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOffice:
    """Who holds which office, and from when to when articles say so."""

    id: str
    titles: tuple[str, ...]
    holders: tuple[Thing, ...]
    of: tuple[Thing, ...]
    first: str | None  #: day of the first article that says so
    last: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Whom somebody supports, condemns or warns."""

    event: str
    first: str | None
    factuality: str
    stance: str
    speakers: tuple[Thing, ...]
    targets: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody with whom an entity meets."""

    who: Thing
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """All that is known of an entity."""

    entity: EntityLine
    names: tuple[str, ...]
    key: str | None  #: of a state its ISO 3166-1 alpha-3 code
    wikidata: str | None
    geonames: str | None
    point: Point | None
    state: Thing | None  #: in which a place lies, or that it belongs to
    reasons: tuple[str, ...]  #: why its mentions are one thing
    offices: tuple[HeldOffice, ...]
    stances: tuple[Stance, ...]
    meets: tuple[Met, ...]  #: most often first
    outlets: tuple[Outlet, ...]
    events: EventLines
    articles: ArticleLines


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionMark:
    """A place in a text that names an entity."""

    start: int
    end: int
    thing: Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMark:
    """A sentence of a text that tells of an event."""

    start: int
    end: int
    event: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with what is marked in it."""

    article: ArticleLine
    text: str
    skipped: tuple[tuple[int, int], ...]  #: what is not the article's own prose
    mentions: tuple[MentionMark, ...]
    claims: tuple[ClaimMark, ...]
    events: tuple[EventLine, ...]
