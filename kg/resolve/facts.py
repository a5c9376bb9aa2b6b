"""What one article tells of one event, in the form in which events are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kg.knowledge.spellings import plain
from kg.model import Claim, Event, Factuality, Value, ValueKind
from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.times import Days, interval

Figure = tuple[int, int]
Tagged = str
"""The id of an entity of the article behind "@", or another value behind "="."""

_ENTITY, _OTHER = "@", "="
_STRENGTH = tuple(Factuality)


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """One event of one article. Values are global ids of entities, or words of the article.

    Before the articles are joined, the values of roles, places and ``equal`` are tagged.
    """

    type: str
    roles: tuple[frozenset[str], ...]  #: in the order of the type's rules
    places: frozenset[str]
    equal: frozenset[str]  #: values that must be the same, such as the stance
    name: str
    goods: frozenset[str]
    figures: tuple[Figure | None, ...]  #: in the order of the type's rules
    days: Days
    mode: str  #: certain, disputed, possible, planned or denied


def facts(event: Event, published: str | None, rules: EventRules) -> Facts:
    """The comparable facts of an event, their values tagged."""
    type_rules = rules.of(event.type)
    values: dict[str, list[Tagged]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    for claim in event.claims:
        values[claim.slot].append(tagged(claim.value))
        if claim.value.kind is not ValueKind.ENTITY:
            words[claim.slot].append(claim.value.text)
    mode = mode_of(event.claims)
    report = interval(published) if published else None
    return Facts(
        type=event.type,
        roles=tuple(_values(values, role) for role in type_rules.roles.values()),
        places=_values(values, type_rules.place),
        equal=_values(values, type_rules.equal),
        name=_name(words.get(type_rules.name, ()), rules),
        goods=_goods(words.get(type_rules.item, ()), rules),
        figures=tuple(_figure(words, name) for name in type_rules.figures),
        days=_days(words, type_rules, report[0] if report else None, mode),
        mode=mode,
    )


def tagged(value: Value) -> Tagged:
    """A value that tells whether it is an entity of the article."""
    return f"{_ENTITY if value.kind is ValueKind.ENTITY else _OTHER}{value.text}"


def untagged(value: Tagged) -> str:
    """A value as its article has it."""
    return value[1:]


def is_entity(value: Tagged) -> bool:
    """Whether a value is an entity."""
    return value.startswith(_ENTITY)


def globally_tagged(value: Tagged, ids: Mapping[str, str]) -> Tagged:
    """A value as all articles know it, still tagged; ``ids`` are global ids by the article's."""
    return f"{_ENTITY}{ids[value[1:]]}" if value[0] == _ENTITY else value


def globally(local: Facts, ids: Mapping[str, str]) -> Facts:
    """Facts of an article with values that can be compared with those of others."""

    def known(values: frozenset[Tagged]) -> frozenset[str]:
        return frozenset([untagged(globally_tagged(value, ids)) for value in values])

    return Facts(
        type=local.type,
        roles=tuple([known(values) for values in local.roles]),
        places=known(local.places),
        equal=known(local.equal),
        name=local.name,
        goods=local.goods,
        figures=local.figures,
        days=local.days,
        mode=local.mode,
    )


def ids_in(facts: Iterable[Facts]) -> set[str]:
    """Everything that fills a role of events, or is their place."""
    return {value for each in facts for values in (*each.roles, each.places) for value in values}


def words_in(local: Iterable[Facts]) -> set[str]:
    """Those of ``ids_in``, of facts whose values are tagged, that are words and no entities."""
    return {untagged(value) for value in ids_in(local) if not is_entity(value)}


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
