"""Offices across articles: one node for equal holder, title and state or body."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import itemgetter

from kg.resolve.entities import Entities
from kg.resolve.facts import Tagged, globally_tagged, is_entity, untagged
from kg.resolve.groups import by_key
from kg.resolve.ids import distinct, slug
from kg.resolve.names import title_name
from kg.resolve.numbers import NUMBER, Members
from kg.resolve.together import Things
from kg.resolve.told import AllTold, ToldOffice
from kg.resolve.world import Served

_Values = tuple[tuple[str, Tagged], ...]


def offices(told: AllTold, found: Entities) -> Things:
    """The offices that articles tell of."""
    members = Members(told.article_ids)
    alike: dict[_Values, array[int]] = defaultdict(lambda: array(NUMBER))
    for place, one in enumerate(told.values()):
        numbers = members.add(office.id for office in one.offices)
        known = found.ids_of(place) if numbers else {}
        for number, office in zip(numbers, one.offices, strict=True):
            alike[_values(office, known)].append(number)
    same = by_key((_key(values), values) for values in alike)
    firsts = ((_wished(key), min(alike[each][0] for each in own), own) for key, own in same.items())
    order = sorted(firsts, key=itemgetter(0, 1))
    ids = distinct([(id_, members[first]) for id_, first, _ in order])
    things = array(NUMBER, [0]) * len(members)
    said = []
    for number, (_, _, own) in enumerate(order):
        said.append(frozenset((slot, untagged(v)) for values in own for slot, v in values))
        for member in chain.from_iterable(map(alike.__getitem__, own)):
            things[member] = number
    return Things.of(members, ids, things, said)


def _wished(key: str) -> str:
    return f"office/{'-'.join(slug(part) for part in key.split(chr(10)) if part)}"


def served(told: Iterable[tuple[str, str]], articles: int) -> Served:
    """For whom its holders act, by what so many articles tell of an office."""
    slots = by_key(told)
    return Served({*slots.get("holder", ())}, {*slots.get("of", ())}, articles)


def _values(office: ToldOffice, ids: Mapping[str, str]) -> _Values:
    """An office's values as all articles know them, still tagged."""
    return tuple([(slot, globally_tagged(value, ids)) for slot, value in office.values])


def _key(values: _Values) -> str:
    """Equal for one office; of several values of a slot the one that is told last counts."""
    last = dict(values)
    holder, of = (last.get(slot, "") for slot in ("holder", "of"))
    title = title_name(untagged(last.get("title", "")))
    return "\n".join((_tail(holder), title, _tail(of)))


def _tail(value: Tagged) -> str:
    return untagged(value).partition("/")[2] if is_entity(value) else ""
