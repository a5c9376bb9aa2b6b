"""The words, colours and shapes of the page, in Indonesian and English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any, TypeAlias

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.frames import Frame, frames
from kg.rdf.slots import Slot, slots

Label: TypeAlias = dict[str, str]  #: by language: "id" and "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How things of one class look."""

    label: Label
    colour: str
    shape: str  #: of vis-network
    group: str  #: "entity" or "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How links of one kind look."""

    label: Label
    colour: str
    dashes: list[int] | bool  #: lengths of dash and gap in pixels, or none


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All words of the page but names and quotes."""

    styles: dict[str, Style]  #: by class, in the order of the legend
    lines: dict[str, Line]  #: by factuality, and "Disputed" and "Office"
    slots: dict[str, Label]
    stance: dict[str, Label]
    office: Label
    words: dict[str, Label]


def vocabulary(used: Iterable[str]) -> Vocabulary:
    """The vocabulary for events of the types ``used``, whether a frame describes them or not.

    KnowledgeError where ontology/page.yaml lacks a part.
    """
    path = shipped("ontology") / "page.yaml"
    page, known, described = load_yaml(path), frames(), slots()
    try:
        styles = _entity_styles(page) | _event_styles(page, known, sorted({*known, *used}))
        return Vocabulary(
            styles=styles,
            lines={name: Line(**look) for name, look in page["lines"].items()},
            slots=page["slots"] | {name: dict(slot.label) for name, slot in described.items()},
            stance=_stances(described),
            office=page["office"],
            words=page["words"],
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: a part is missing or misplaced: {error}") from error


def _entity_styles(page: Any) -> dict[str, Style]:
    return {name: Style(**look, group="entity") for name, look in page["entities"].items()}


def _event_styles(page: Any, known: Mapping[str, Frame], names: list[str]) -> dict[str, Style]:
    spare = cycle(page["spare"])
    return {
        name: Style(
            label=dict(known[name].label) if name in known else {"id": name, "en": name},
            colour=page["events"][name]["colour"] if name in page["events"] else next(spare),
            shape=page["shapes"][known[name].kind if name in known else "Event"],
            group="event",
        )
        for name in names
    }


def _stances(described: Mapping[str, Slot]) -> dict[str, Label]:
    return {value.name: dict(value.label) for slot in described.values() for value in slot.values}
