"""Reads ontology/resolve/events.yaml: which reports tell of one event. Checked on load."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import combinations_with_replacement
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.spellings import plain

MODES = ("certain", "disputed", "possible", "planned", "denied")
COMPONENTS = frozenset({"actors", "name", "item", "figures", "time", "place", "mode"})
_PATH = ("resolve", "events.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRules:
    """How events of one type are compared; the file tells what each field means."""

    roles: Mapping[str, tuple[str, ...]]
    blocks: tuple[tuple[str, ...], ...]
    weights: Mapping[str, float]
    needed: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    equal: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    dates: tuple[str, ...] = ("date",)
    prefix: str = ""  #: of ids, if not event/
    name: str = ""
    item: str = ""
    sides: float = 0.0
    nested: float = 0.8
    alike: float = 1.0  #: least ratio of two figures of one event
    days: int = 0
    undated: float = 0.0
    margin: float | None = None  #: if not that of all types
    pairs: bool = False  #: two values must be shared
    whole: bool = False
    apart: bool = False  #: different places are different events
    strict: bool = False
    firm: bool = False
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """All of the file."""

    missing: float
    join: float
    margin: float
    modes: Mapping[tuple[str, str], float]
    real: frozenset[str]
    common_names: frozenset[str]
    goods: Mapping[str, tuple[str, ...]]
    types: Mapping[str, TypeRules]
    places: tuple[str, ...]  #: slots with one true place
    dates: tuple[str, ...]
    figures: tuple[str, ...]
    many_places: frozenset[str]

    def margin_of(self, type_: str) -> float:
        """How close a rival makes a pair of this type ambiguous."""
        own = self.of(type_).margin
        return self.margin if own is None else own

    def of(self, type_: str) -> TypeRules:
        """The rules of an event type; KnowledgeError if the file has none."""
        if type_ not in self.types:
            raise KnowledgeError(f"ontology/{'/'.join(_PATH)}: types: {type_}: missing")
        return self.types[type_]


@functools.cache
def event_rules() -> EventRules:
    """The rules for events; KnowledgeError names the field that is wrong."""
    path = shipped("ontology").joinpath(*_PATH)
    table = load_yaml(path)
    try:
        single = table["single"]
        return EventRules(
            missing=float(table["missing"]),
            join=float(table["join"]),
            margin=float(table["margin"]),
            modes=_modes(table["modes"]),
            real=frozenset(table["real"]),
            common_names=frozenset(map(plain, table["common_names"])),
            goods={kind: tuple(map(plain, words)) for kind, words in table["goods"].items()},
            types={name: _type(name, row) for name, row in table["types"].items()},
            places=tuple(single["places"]),
            dates=tuple(single["dates"]),
            figures=tuple(single["figures"]),
            many_places=frozenset(table["many_places"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{path}: missing or malformed: {error}") from error


def _modes(table: Mapping[str, float]) -> dict[tuple[str, str], float]:
    modes = {}
    for left, right in combinations_with_replacement(MODES, 2):
        modes[left, right] = modes[right, left] = float(table[f"{left}-{right}"])
    return modes


def _type(name: str, row: Mapping[str, Any]) -> TypeRules:
    known = {field.name for field in fields(TypeRules)}
    if odd := sorted(set(row) - known):
        raise ValueError(f"types: {name}: {odd[0]} is unknown")
    roles = {role: tuple(slots) for role, slots in row["roles"].items()}
    rules = TypeRules(**{field: _frozen(value) for field, value in row.items()} | {"roles": roles})
    if not set(rules.weights) <= COMPONENTS or abs(sum(rules.weights.values()) - 1) > 1e-6:
        raise ValueError(f"types: {name}: weights: of {sorted(COMPONENTS)}, and 1 together")
    spoken = {part for block in rules.blocks for part in block} | {*rules.needed, *rules.one}
    if odd := sorted(spoken - set(roles) - {rules.name}):
        raise ValueError(f"types: {name}: {odd[0]} is no role")
    return rules


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    return value
