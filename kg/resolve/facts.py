"""What one article tells of one event, in the form in which events are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.knowledge.spellings import plain
from kg.model import Claim, Event, Factuality, ValueKind
from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.times import Days, interval

Figure = tuple[int, int]
_STRENGTH = tuple(Factuality)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One event of one article. Values are global ids of entities, or words of the article."""

    type: str
    roles: tuple[frozenset[str], ...]  #: in the order of the type's rules
    places: frozenset[str]
    equal: frozenset[str]  #: values that must be the same, such as the stance
    name: str
    goods: frozenset[str]
    figures: tuple[Figure | None, ...]  #: in the order of the type's rules
    days: Days
    mode: str  #: certain, disputed, possible, planned or denied


def facts(event: Event, published: str | None, ids: Mapping[str, str], rules: EventRules) -> Facts:
    """The comparable facts; ``ids`` gives global ids for the local ones of the article."""
    type_rules = rules.of(event.type)
    slots: dict[str, list[str]] = defaultdict(list)
    for claim in event.claims:
        entity = claim.value.kind is ValueKind.ENTITY
        slots[claim.slot].append(ids[claim.value.text] if entity else claim.value.text)
    mode = mode_of(event.claims)
    report = interval(published) if published else None
    return Facts(
        type=event.type,
        roles=tuple(_values(slots, role) for role in type_rules.roles.values()),
        places=_values(slots, type_rules.place),
        equal=_values(slots, type_rules.equal),
        name=_name(slots.get(type_rules.name, ()), rules),
        goods=_goods(slots.get(type_rules.item, ()), rules),
        figures=tuple(_figure(slots, name) for name in type_rules.figures),
        days=_days(slots, type_rules, report[0] if report else None, mode),
        mode=mode,
    )


def mode_of(claims: Iterable[Claim]) -> str:
    """How an article tells an event: its strongest word, "disputed" if it adds a denial."""
    strongest = min((claim.factuality for claim in claims), key=_STRENGTH.index)
    if strongest is Factuality.POSSIBLE and any(claim.denied_by for claim in claims):
        return "disputed"
    return strongest.value.lower()


def _name(names: Iterable[str], rules: EventRules) -> str:
    """The first name that tells one agreement from others; "" if there is none."""
    return min(set(map(plain, names)) - rules.common_names, default="")


def _values(slots: Mapping[str, list[str]], names: Iterable[str]) -> frozenset[str]:
    return frozenset(value for name in names for value in slots.get(name, ()))


def _goods(items: Iterable[str], rules: EventRules) -> frozenset[str]:
    words = f" {' '.join(map(plain, items))} "
    return frozenset(
        kind for kind, known in rules.goods.items() if any(f" {word} " in words for word in known)
    )


def _figure(slots: Mapping[str, list[str]], name: str) -> Figure | None:
    values = [int(v) for slot in (f"{name}Min", f"{name}Max") for v in slots.get(slot, ())]
    return (min(values), max(values)) if values else None


def _days(
    slots: Mapping[str, list[str]], rules: TypeRules, published: int | None, mode: str
) -> Days:
    for slot in rules.dates:
        ends = slots.get("dateEnd") if slot == "date" else None
        for date in sorted(slots.get(slot, ()), key=lambda text: (-len(text), text)):
            if days := Days.stated_as(date, min(ends) if ends else None):
                return days
    return Days.reported(published, ahead=mode == "planned")
