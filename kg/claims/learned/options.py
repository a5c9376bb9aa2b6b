"""What may fill the slots of a proposal: as frames filled them, or as the models would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.claims.fillers import Filler, Sides, bounds
from kg.claims.learned.candidates import Candidate
from kg.claims.learned.proposals import Proposal
from kg.knowledge.frames import Role, frames
from kg.model import Value, ValueKind

_COUNTS = ("Min", "Max")  #: ends of the names of slots of a count


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that may fill a slot."""

    slot: str
    value: Value
    kind: str  #: of the candidate, or "" where frames have it from beyond the sentence
    chance: float | None  #: what the models give it; None where they cannot know
    gap: int  #: tokens from the trigger, negative before it
    resolved: bool  #: stands for a name and is none
    filler: Filler | None  #: as the frames filled it


def options(proposal: Proposal, sides: Sides) -> tuple[Option, ...]:
    """All options of a proposal, each slot and value once, sorted."""
    found: dict[tuple[str, str], Option] = {}
    for one in proposal.candidates:
        for option in _of_candidate(proposal, one, sides):
            key = option.slot, option.value.text
            known = found.get(key)
            if known is None or (option.chance or 0) > (known.chance or 0):
                found[key] = option
    for filler in proposal.mention.fillers if proposal.mention else ():
        if filler.value.kind in (ValueKind.STANCE, ValueKind.TEXT):
            continue
        key = filler.slot, filler.value.text
        known = found.get(key) or _beyond(filler)
        found[key] = replace(known, filler=filler)
    return tuple(found[key] for key in sorted(found))


def chance_of(proposal: Proposal, one: Candidate, slot: str) -> float | None:
    """The mean of the chances that models give a candidate's words to fill a slot."""
    if proposal.announced is None:
        return None
    inside = [
        each.chance
        for each in proposal.announced.arguments
        if each.slot == slot and one.first <= each.token <= one.last
    ]
    return sum(inside) / (one.last - one.first + 1)


def _of_candidate(proposal: Proposal, one: Candidate, sides: Sides) -> Iterator[Option]:
    frame = frames()[proposal.frame]
    if one.of_report and not frame.said:
        return
    for role in frame.roles:
        stem = role.slot.removesuffix(_COUNTS[0]).removesuffix(_COUNTS[1])
        for value in _values(role, one, sides):
            yield Option(
                slot=role.slot,
                value=value,
                kind=one.kind,
                chance=chance_of(proposal, one, stem),
                gap=one.first - proposal.token,
                resolved=one.resolved,
                filler=None,
            )


def _values(role: Role, one: Candidate, sides: Sides) -> Sequence[Value]:
    """What a candidate would fill a role with; nothing where it is of another kind."""
    if one.kind == "date":
        return (Value(kind=ValueKind.DATE, text=one.date),) if "date" in role.range else ()
    if one.number:
        if "number" not in role.range:
            return ()
        return [each.value for each in bounds("", one.number) if role.slot.endswith(each.slot)]
    return [
        Value(kind=ValueKind.ENTITY, text=entity)
        for entity in one.entities
        if sides.types[entity] in role.range
    ]


def _beyond(filler: Filler) -> Option:
    return Option(
        slot=filler.slot, value=filler.value, kind="", chance=None, gap=0, resolved=False,
        filler=None,
    )  # fmt: skip
