"""SHACL shapes of events: which slots a type has, and what their values may be."""

from collections.abc import Iterator, Mapping

from kg.knowledge.frames import Frame, Role
from kg.rdf.slots import Slot
from kg.rdf.vocabulary import has_slot
from kg.rdf.writing import quoted

_DATES = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")


def shapes(types: Mapping[str, Frame], slots: Mapping[str, Slot]) -> Iterator[str]:
    """One node shape for each event type. A slot may always be missing: articles leave things out.

    What no frame lets a type have is not forbidden, so that other vocabularies can be added.
    """
    for frame in types.values():
        used = [slot for slot in slots.values() if has_slot(frame, slot)]
        properties = [f"sh:property {_property(frame, slot)}" for slot in used]
        head = f"kg:{frame.name}Shape a sh:NodeShape ;\n    sh:targetClass kg:{frame.name}"
        yield " ;\n    ".join([head, *properties]) + " .\n"


def _property(frame: Frame, slot: Slot) -> str:
    role = next((role for role in frame.roles if role.slot == slot.name), None)
    constraint, words = _values(slot, role)
    message = f"the {slot.label['en']} of a kg:{frame.name} is {words}"
    return f"[ sh:path kg:{slot.name} ; {constraint} ;\n        sh:message {quoted(message)}@en ]"


def _values(slot: Slot, role: Role | None) -> tuple[str, str]:
    """What the values must be, in SHACL and in words."""
    match slot.kind:
        case "entity":
            classes = [f"kg:{name}" for name in role.range] if role else []
            return _one_of("sh:class", classes), "a " + " or ".join(classes)
        case "date":
            return _one_of("sh:datatype", _DATES), "a day, month or year that exists"
        case "number":
            return "sh:datatype xsd:integer ; sh:minInclusive 0", "a whole number, not negative"
        case "text":
            return "sh:datatype rdf:langString ; sh:minLength 1", "words in a language"
        case "stance":
            values = " ".join(f"kg:{value.name}" for value in slot.values)
            return f"sh:in ( {values} )", f"one of {values}"


def _one_of(constraint: str, values: tuple[str, ...] | list[str]) -> str:
    if len(values) == 1:
        return f"{constraint} {values[0]}"
    return "sh:or ( " + " ".join(f"[ {constraint} {value} ]" for value in values) + " )"
