"""What the JSON API answers with for drawings, comparisons and the words in them."""

from dataclasses import dataclass
from typing import Literal

from kg.web.api.shapes import Claim, EventLine, Labels, Outlet, Point, Thing, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map; a state has no point but its code."""

    place: Thing
    iso3: str | None
    point: Point | None
    types: dict[str, int]  #: events there by type
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A way from one spot to another."""

    type: str
    start: str
    end: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """Events at their places."""

    spots: tuple[Spot, ...]
    arcs: tuple[Arc, ...]
    nowhere: int  #: events without a place on the map


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity or event in a network."""

    id: str
    type: str
    label: Labels
    weight: int  #: how many events or entities it is linked with in the whole graph
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An event and an entity in it, or the holder of offices and what they are of."""

    source: str
    target: str
    slots: tuple[str, ...]
    line: str  #: a factuality, Disputed or Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Entities and events with their links."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int  #: events that fit but found no room


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """An outlet that claims a value in one way, with its first claim of that kind."""

    outlet: str | None
    total: int  #: such claims
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedValue:
    """A value, and which outlet claims it."""

    value: Value
    says: tuple[Says, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSlot:
    """A slot with all its values."""

    slot: str
    disputed: bool
    values: tuple[ComparedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEvent:
    """An event, outlet beside outlet."""

    event: EventLine
    slots: tuple[ComparedSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Events, outlet beside outlet; the most reported first."""

    outlets: tuple[Outlet, ...]
    total: int
    events: tuple[ComparedEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A class of entities or events."""

    label: Labels
    colour: str
    group: Literal["entity", "event"]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words for all that answers name."""

    types: dict[str, Kind]
    slots: dict[str, Labels]
    stances: dict[str, Labels]
    lines: dict[str, Labels]  #: factualities, Disputed, Office
    base: str  #: what the IRIs of things begin with; their ids follow
    prefixes: dict[str, str]  #: of SPARQL


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A string in a question that a reader may change."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that ships."""

    name: str
    wording: Labels
    parameters: tuple[Parameter, ...]
    text: str  #: SPARQL


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The questions that ship."""

    items: tuple[Question, ...]
