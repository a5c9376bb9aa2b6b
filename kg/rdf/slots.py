"""The slots of events as ontology/slots.yaml describes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped

Kind = Literal["entity", "date", "number", "text", "stance"]
Side = Literal["left", "right", "none"]

_KINDS = ("entity", "date", "number", "text", "stance")
_SIDES = ("left", "right", "none")
_FIELDS = {"kind", "side", "parent", "beside", "bounds", "values", "label", "comment"}
_LANGUAGES = {"id", "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One of the values a stance can have."""

    name: str
    label: Mapping[str, str]  #: by language, "id" and "en"
    comment: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One property of events and agreements."""

    name: str
    kind: Kind
    label: Mapping[str, str]
    comment: Mapping[str, str]
    values: tuple[Individual, ...] = ()  #: what a stance can be
    parent: tuple[str, ...] = ()  #: prefixed names of properties it specialises
    side: Side = "none"  #: of the arrow in an event's label
    beside: str | None = None  #: every type with this slot has the present one too
    bounds: tuple[str, str] | None = None  #: it is given where these two slots are equal


@cache
def slots() -> Mapping[str, Slot]:
    """The shipped slots by name, in the order of their file."""
    return read_slots(shipped("ontology") / "slots.yaml")


def read_slots(path: Path) -> Mapping[str, Slot]:
    """The slots of a file; KnowledgeError with the file, slot and field that is wrong."""
    given: dict[str, Any] = load_yaml(path)
    _check(isinstance(given, dict), path, "slots", "a mapping from slot to fields is expected")
    read = {name: _slot(path, name, fields) for name, fields in given.items()}
    for slot in read.values():
        for other in (*(slot.bounds or ()), slot.beside):
            _check(other in read or other is None, path, slot.name, f"{other} is no slot")
    return MappingProxyType(read)


def _slot(path: Path, name: str, fields: dict[str, Any]) -> Slot:
    _check(isinstance(fields, dict), path, name, "a mapping of fields is expected")
    unknown = sorted(set(fields) - _FIELDS)
    _check(not unknown, path, name, f"unknown field {', '.join(unknown)}")
    _check(fields.get("kind") in _KINDS, path, name, f"kind is none of {', '.join(_KINDS)}")
    side = fields.get("side", "none")
    _check(side in _SIDES, path, name, f"side is none of {', '.join(_SIDES)}")
    label, comment = _texts(path, name, fields)
    bounds = fields.get("bounds")
    _check(bounds is None or len(bounds) == 2, path, name, "bounds are two slots")
    return Slot(
        name=name,
        kind=cast(Kind, fields["kind"]),
        label=label,
        comment=comment,
        values=tuple(_individual(path, name, *v) for v in fields.get("values", {}).items()),
        parent=tuple(fields.get("parent", ())),
        side=cast(Side, side),
        beside=fields.get("beside"),
        bounds=(bounds[0], bounds[1]) if bounds else None,
    )


def _individual(path: Path, slot: str, name: str, fields: dict[str, Any]) -> Individual:
    label, comment = _texts(path, f"{slot}.{name}", fields)
    return Individual(name=name, label=label, comment=comment)


def _texts(
    path: Path, name: str, fields: dict[str, Any]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The label and the comment, each in all languages."""
    label, comment = fields.get("label") or {}, fields.get("comment") or {}
    _check(set(label) == _LANGUAGES, path, name, "label needs id and en")
    _check(set(comment) == _LANGUAGES, path, name, "comment needs id and en")
    return MappingProxyType(label), MappingProxyType(comment)


def _check(fine: bool, path: Path, slot: str, problem: str) -> None:
    if not fine:
        raise KnowledgeError(f"{path}: {slot}: {problem}")
