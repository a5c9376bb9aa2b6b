"""The records that flow through the stages: frozen, small, and free of any library.

Offsets (``start``, ``end``) always count characters of ``Article.text``, end exclusive, so
``article.text[start:end]`` is what the record talks about, whatever was done to parse it.
"""

import enum
from dataclasses import dataclass

OFFICE = "Office"  #: the type of the record that tells who holds which title


class EntityType(enum.StrEnum):
    """What a named thing can be."""

    PERSON = "Person"
    STATE = "State"
    ORGANIZATION = "Organization"
    PLACE = "Place"


class Factuality(enum.StrEnum):
    """How an article presents an event, strongest first."""

    CERTAIN = "Certain"
    POSSIBLE = "Possible"
    PLANNED = "Planned"
    DENIED = "Denied"


class ValueKind(enum.StrEnum):
    """What the text of a value stands for."""

    ENTITY = "entity"  #: the id of an entity
    DATE = "date"  #: YYYY-MM-DD, YYYY-MM or YYYY, as precise as the article
    NUMBER = "number"  #: an integer in decimal digits
    TEXT = "text"  #: words of the article
    STANCE = "stance"  #: Support, Condemn or Warn
    TYPE = "type"  #: the name of an event type, or "Office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A stretch of an article that is not its own prose (a menu, "Baca juga", a credit)."""

    start: int
    end: int
    why: str  #: name of the boilerplate pattern that matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article: the text unchanged, and what could be read about it."""

    id: str
    text: str
    source: str  #: address, or name of the file it came from
    title: str | None = None
    published: str | None = None  #: ISO date
    publisher: str | None = None
    skips: tuple[Skip, ...] = ()  #: sorted, not overlapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One syntactic word. ``head`` is the index of its head in the sentence, 0 for the root."""

    index: int  #: counts from 1
    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    ner: str  #: IOB2, e.g. "B-PER", or "O"
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A word that may fill a slot of what another announces, and the chance that it does."""

    token: int
    slot: str  #: of the event type; "troops" for its two bounds, "source" and "denier"
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A word that may announce an event, as the models see it; chances in two decimals."""

    token: int
    event: str  #: an event type; of one with stances, "Statement-support"
    chance: float
    factuality: tuple[tuple[Factuality, float], ...]  #: the likeliest first
    arguments: tuple[Argument, ...]  #: by token, then slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One parsed sentence; ``tokens[i].index == i + 1``."""

    article_id: str
    index: int  #: counts from 0 in the article
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    announced: tuple[Announced, ...] | None = None  #: None: by models that do not tell

    def between(self, start: int, end: int) -> str:
        """The article's characters from ``start`` to ``end``, both inside the sentence."""
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in an article that names an entity."""

    article_id: str
    sentence: int  #: index of the sentence
    first: int  #: index of the first token, counts from 1
    last: int  #: index of the last token, inclusive
    head: int  #: index of the token that carries the name's place in the parse
    start: int
    end: int
    quote: str
    type: EntityType
    key: str | None  #: identifier in a gazetteer ("PRK"), where known
    origin: str  #: what found it, in words: "ner", "gazetteer states"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A date read from words."""

    start: int
    end: int
    value: str  #: YYYY-MM-DD, YYYY-MM or YYYY
    value_end: str | None  #: last day of a period
    basis: str  #: "stated", "relative", "weekday", "season"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberValue:
    """A count read from words: the bounds are equal for a single figure, None where open."""

    start: int
    end: int
    low: int | None
    high: int | None
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named thing, in one article or, once resolved, in all of them."""

    id: str
    type: EntityType
    label: str
    names: tuple[str, ...]  #: every spelling seen, sorted
    mentions: tuple[Mention, ...]  #: sorted by article and offset
    key: str | None = None  #: identifier in a gazetteer; for a state its ISO 3166-1 alpha-3 code
    reasons: tuple[str, ...] = ()  #: why these mentions are one thing, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The value of a slot."""

    kind: ValueKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says about one slot of one event or office: said, not necessarily true."""

    article_id: str
    subject: str  #: id of the event or office
    slot: str  #: a slot of the event type, "type", or "holder", "title", "of"
    value: Value
    start: int  #: the sentence that says it
    end: int
    quote: str
    factuality: Factuality
    attributed_to: tuple[str, ...]  #: ids of entities
    denied_by: tuple[str, ...]  #: ids of entities
    confidence: float  #: 0 to 1, two decimals
    reason: str  #: frame, trigger and path, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event, an agreement or an office: a type and the claims about it."""

    id: str
    type: str  #: a class of the ontology, e.g. "Meeting", "Treaty" or "Office"
    claims: tuple[Claim, ...]  #: sorted by article, offset, slot and value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was understood of one article alone. Ids are local to the article."""

    article: Article
    entities: tuple[Entity, ...]
    offices: tuple[Event, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two parts of readings were taken for one: the score and its reason in words."""

    left: str  #: "<article id>/<local id>"
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims on a slot with one true value that cannot all be true."""

    id: str
    subject: str
    slot: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How many tell of an event; near-copies of one text are one independent source."""

    articles: int
    outlets: int
    independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made the graph; no clock, so equal runs are equal."""

    version: str
    models: str
    settings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision of a person as its line says it, and whether the graph has what it speaks of."""

    text: str
    line: int  #: in the file
    is_obeyed: bool  #: else it waits: what it speaks of is not, or no longer, in the articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All articles together: ids are global, claims of merged events stand side by side."""

    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    offices: tuple[Event, ...]
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    links: tuple[Link, ...]
    run: Run
    support: tuple[tuple[str, Support], ...] = ()  #: by id of the event, sorted
    decided: tuple[Decided, ...] = ()  #: in the order of their lines
