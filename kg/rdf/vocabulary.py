"""The vocabulary of events as Turtle: a class for each frame, a property for each slot."""

from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.frames import Frame
from kg.rdf.slots import Slot
from kg.rdf.writing import quoted

_RANGES = {
    "date": "schema:rangeIncludes xsd:date, xsd:gYearMonth, xsd:gYear",
    "number": "rdfs:range xsd:integer",
    "text": "rdfs:range rdf:langString",
    "stance": "rdfs:range kg:Stance",
}


def vocabulary(types: Mapping[str, Frame], slots: Mapping[str, Slot]) -> Iterator[str]:
    """One block for each class, property and individual."""
    for frame in types.values():
        yield _block(f"kg:{frame.name} a owl:Class", [f"rdfs:subClassOf kg:{frame.kind}"], frame)
    for slot in slots.values():
        yield _block(f"kg:{slot.name} a {_kind(slot)}", _property(slot, types), slot)
        for value in slot.values:
            yield _block(f"kg:{value.name} a kg:Stance, owl:NamedIndividual", [], value)


def has_slot(frame: Frame, slot: Slot) -> bool:
    """Whether events of this type can have the slot, by a role of its own or of a related slot."""
    roles = {role.slot for role in frame.roles}
    made = slot.bounds is not None and roles.issuperset(slot.bounds)
    return slot.name in roles or slot.beside in roles or made


def _kind(slot: Slot) -> str:
    objects = slot.kind in {"entity", "stance"}
    return "owl:ObjectProperty" if objects else "owl:DatatypeProperty"


def _property(slot: Slot, types: Mapping[str, Frame]) -> list[str]:
    """What an event type can have is said with schema:domainIncludes: several types share slots."""
    users = [frame for frame in types.values() if has_slot(frame, slot)]
    facts = [f"rdfs:subPropertyOf {', '.join(slot.parent)}"] if slot.parent else []
    if users:
        facts.append("schema:domainIncludes " + _names([frame.name for frame in users]))
    if slot.kind == "entity":
        ranges = {c for frame in users for r in frame.roles if r.slot == slot.name for c in r.range}
        return [*facts, "schema:rangeIncludes " + _names(sorted(ranges))] if ranges else facts
    return [*facts, _RANGES[slot.kind]]


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"kg:{name}" for name in names)


def _block(head: str, facts: Sequence[str], described: object) -> str:
    texts = [f"rdfs:{field} {_texts(getattr(described, field))}" for field in ("label", "comment")]
    return " ;\n    ".join([head, *facts, *texts]) + " .\n"


def _texts(texts: Mapping[str, str]) -> str:
    return ", ".join(f"{quoted(text)}@{language}" for language, text in sorted(texts.items()))
