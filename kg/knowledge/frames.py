"""Event types as data: loads ontology/frames/*.yaml and checks them.

A frame lists the slots of one event type and the groups of words that announce it; words that
mostly tell of something else are hints for the models, and no rule reads them. A group maps
grammatical functions to slots. Functions are named as in kg/claims/functions.py: ``agent`` (who
does it: active subject, passive "oleh"), ``patient`` (what it is done to), ``owner`` (the name
inside a noun-led patient), ``possessor`` (the name behind an event noun), ``matrix`` (the subject
of the clause an event noun stands in), or a preposition.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped
from kg.knowledge.morphology import voices
from kg.knowledge.settings import settings

RANGES = frozenset({"Person", "State", "Organization", "Place", "date", "number", "text", "stance"})
KINDS = frozenset({"Event", "Agreement"})
_HINT: Mapping[str, Any] = {"arguments": {}}  #: what a group of hints does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One slot of an event type."""

    slot: str
    range: tuple[str, ...]
    required: bool = False  #: without it there is no event
    least: int = 0  #: how many different fillers the event needs
    key: bool = False  #: tells events of this type apart: two that differ in it are two
    single: bool = False  #: has one true value
    narrow: bool = False  #: where a place is given, the state around it is not
    by: str = ""  #: where empty, the states and organizations of what fills that slot
    otherwise: str = ""  #: where empty, it takes over that slot's fillers
    beyond: bool = False  #: where empty, the first other party behind the trigger
    alone: tuple[str, ...] = ()  #: functions that, if they fill it, fill it alone ("antara")
    titled: bool = False  #: the run of capitalised words that the trigger stands in names it
    apart: str = ""  #: nothing fills both this and that slot
    longest: bool = False  #: only the longest filler is kept
    first: bool = False  #: only the fillers of the first function that gives any


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence and the slots that the frame reads from it, run as a test."""

    text: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Words that announce an event in the same way."""

    name: str
    forms: Mapping[tuple[str, ...], str]  #: lower-case words -> "active", "passive" or "noun"
    arguments: Mapping[str, str]  #: function -> slot
    where: Mapping[str, str]  #: function -> class of its head: lists of heads.yaml, Person, "or"
    sets: Mapping[str, str]  #: slot -> value that the words themselves give
    near: str  #: list of ontology/lexicon/labels.yaml of which a word stands behind the trigger
    follows: bool  #: adds to an event told before and tells of none by itself
    date: str  #: the slot that a date beside the trigger fills
    count: str  #: the slots (killed, wounded, captured) that the phrase's number fills, or ""

    def announces(self, frame: str) -> str:
        """The event that its words announce: its frame, of stances "Statement-support"."""
        return "-".join([frame, *(value.lower() for value in self.sets.values())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One event type."""

    name: str
    kind: str
    label: Mapping[str, str]
    comment: Mapping[str, str]
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]
    hints: tuple[Group, ...]  #: words that may announce it too, which only the models judge
    needs: Mapping[str, int]  #: slot -> fillers; one of these slots has as many, or no event
    least: int  #: how many slots of ``needs`` have enough
    said: bool  #: it happens by being said, so what the words promise or fear does not weaken it
    inherits: Mapping[
        str, Mapping[str, str]
    ]  #: other frame -> own slot -> its slot, where own is empty
    idioms: frozenset[str]  #: phrases in which its words tell of none
    unlike: frozenset[str]  #: settings that are told in its words and hold none of its events
    examples: tuple[Example, ...]
    not_examples: tuple[str, ...]

    def role(self, slot: str) -> Role | None:
        """The role of a slot, or None."""
        return next((role for role in self.roles if role.slot == slot), None)


@functools.cache
def frames() -> Mapping[str, Frame]:
    """All frames by name, sorted. KnowledgeError names the file and the field that is wrong."""
    paths = sorted((shipped("ontology") / "frames").glob("*.yaml"))
    loaded = [frame for path in paths for frame in read_frames(path)]
    return {frame.name: frame for frame in sorted(loaded, key=lambda frame: frame.name)}


def read_frames(path: Path) -> tuple[Frame, ...]:
    """The frames of one file. KnowledgeError names the file and the field that is wrong."""
    content = load_yaml(path)
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path}: a mapping from event type to frame is expected")
    try:
        return tuple(_frame(name, entry) for name, entry in content.items())
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise KnowledgeError(f"{path}: {type(error).__name__} at {error}") from error


def _frame(name: str, entry: Mapping[str, Any]) -> Frame:
    if entry["kind"] not in KINDS:
        raise ValueError(f"{name}.kind: {entry['kind']} is none of {sorted(KINDS)}")
    roles = tuple(_role(name, slot, role) for slot, role in entry["roles"].items())
    frame = Frame(
        name=name,
        kind=entry["kind"],
        label=entry["label"],
        comment=entry["comment"],
        roles=roles,
        groups=tuple(_group(group, rest) for group, rest in entry["triggers"].items()),
        hints=tuple(_group("hint", {**_HINT, **rest}) for rest in entry.get("hints", ())),
        needs=dict(map(_need, entry.get("needs", ()))),
        least=entry.get("least", 1),
        said=entry.get("said", False),
        inherits=entry.get("inherits", {}),
        idioms=frozenset(entry.get("idioms", ())),
        unlike=frozenset(entry.get("unlike", ())),
        examples=tuple(Example(**example) for example in entry["examples"]),
        not_examples=tuple(entry["not"]),
    )
    _check_slots(frame)
    _check_settings(frame)
    return frame


def _need(entry: str) -> tuple[str, int]:
    """ "party:2" as a slot and how many fillers it takes; one where it does not say."""
    slot, _, count = entry.partition(":")
    return slot, int(count or 1)


def _check_settings(frame: Frame) -> None:
    for name in sorted(frame.unlike - settings().keys()):
        raise ValueError(f"{frame.name}.unlike: {name} is no setting of lexicon/settings.yaml")


def _check_slots(frame: Frame) -> None:
    known = {role.slot for role in frame.roles}
    for group in (*frame.groups, *frame.hints):
        for slot in {*group.arguments.values(), *group.sets, *frame.needs} - known:
            raise ValueError(f"{frame.name}.{group.name}: {slot} is no slot of {frame.name}")


def _role(frame: str, slot: str, entry: Mapping[str, Any]) -> Role:
    unknown = set(entry["range"]) - RANGES
    if unknown:
        raise ValueError(f"{frame}.roles.{slot}.range: {sorted(unknown)} unknown")
    lists = {key: tuple(entry[key]) for key in ("range", "alone") if key in entry}
    return Role(slot=slot, **{**entry, **lists})


def _group(name: str, entry: Mapping[str, Any]) -> Group:
    forms: dict[tuple[str, ...], str] = {}
    for stem in entry.get("verbs", ()):
        head, *rest = stem.lower().split()
        forms |= {(form, *rest): voice for form, voice in voices(head).items()}
    forms |= {tuple(word.lower().split()): "active" for word in entry.get("words", ())}
    forms |= {tuple(noun.lower().split()): "noun" for noun in entry.get("nouns", ())}
    return Group(
        name=name,
        forms=forms,
        arguments=entry["arguments"],
        where=entry.get("where", {}),
        sets=entry.get("sets", {}),
        near=entry.get("near", ""),
        follows=entry.get("follows", False),
        date=entry.get("date", "date"),
        count=entry.get("count", ""),
    )
