"""Short names of events for people, made from the type, the parties and the date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Claim, Event
from kg.rdf.slots import Slot

_SHOWN = 4  # names on one side before the rest become a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that labels are made of, in one language."""

    language: str
    types: Mapping[str, str]  #: labels of event types
    names: Mapping[str, str]  #: labels of entities by id
    slots: Mapping[str, Slot]

    def stances(self, texts: Iterable[str]) -> str:
        """The labels of stances, joined."""
        labels = {value.name: value.label for value in self.slots["stance"].values}
        return ", ".join(labels[text][self.language] for text in texts)


def event_label(event: Event, words: Words) -> str:
    """The type, who does it to whom, and when: "Kunjungan: Sergei Lavrov → Wonsan (2025-07-12)".

    An agreement that has a name shows it instead of its parties.
    """
    values = _values(event.claims)
    kind = words.types[event.type]
    stance = words.stances(values.get("stance", ()))
    what = _title(values) or _parties(values, words)
    when = values.get("date", ())
    label = kind[:1].upper() + kind[1:] + (f" ({stance})" if stance else "")
    label += f": {what}" if what else ""
    return label + (f" ({when[0]})" if len(when) == 1 else "")


def office_label(office: Event, names: Mapping[str, str]) -> str:
    """The title, of what, and who: "Menteri Luar Negeri Rusia: Sergei Lavrov"."""
    values = _values(office.claims)
    title = ", ".join(values.get("title", ()))
    of = _joined(names.get(id_, id_) for id_ in values.get("of", ()))
    holder = _joined(names.get(id_, id_) for id_ in values.get("holder", ()))
    return ": ".join(part for part in (f"{title} {of}".strip(), holder) if part)


def _values(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """The values of every slot, each once, sorted; a date that a finer one covers is left out."""
    values: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        values[claim.slot].add(claim.value.text)
    dates = values.get("date", set())
    values["date"] = {d for d in dates if not any(e != d and e.startswith(d) for e in dates)}
    return {slot: sorted(texts) for slot, texts in values.items()}


def _title(values: Mapping[str, Sequence[str]]) -> str:
    """The shortest name the event has, or nothing."""
    return min(values.get("name", ()), key=lambda name: (len(name), name), default="")


def _parties(values: Mapping[str, Sequence[str]], words: Words) -> str:
    sides = []
    for side in ("left", "right"):
        ids = [
            id_
            for slot in words.slots.values()
            if slot.side == side
            for id_ in values.get(slot.name, ())
        ]
        sides.append(_joined(words.names.get(id_, id_) for id_ in ids))
    left, right = sides
    return f"{left} → {right}".lstrip() if right else left


def _joined(names: Iterable[str]) -> str:
    known = sorted(set(names))
    more = f" +{len(known) - _SHOWN}" if len(known) > _SHOWN else ""
    return ", ".join(known[:_SHOWN]) + more
