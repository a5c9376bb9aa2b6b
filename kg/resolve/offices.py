"""Offices across articles: one node for equal holder, title and state or body."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter

from kg.resolve.facts import Tagged, globally_tagged, is_entity, untagged
from kg.resolve.groups import by_key
from kg.resolve.ids import distinct, member, natural, slug
from kg.resolve.names import title_name
from kg.resolve.together import Together
from kg.resolve.told import Told, ToldOffice
from kg.resolve.world import Served

_Values = tuple[tuple[str, Tagged], ...]


def offices(articles: Iterable[Told], ids: Mapping[str, str]) -> list[Together]:
    """The offices that articles tell of, sorted by id; ``ids`` are by member."""
    alike: dict[_Values, list[str]] = defaultdict(list)
    for one in articles:
        for office in one.offices:
            alike[_values(office, one.article.id, ids)].append(member(one.article.id, office.id))
    wished = sorted(
        (
            f"office/{'-'.join(slug(part) for part in key.split(chr(10)) if part)}",
            sorted((name for values in told for name in alike[values]), key=natural),
            told,
        )
        for key, told in by_key((_key(values), values) for values in alike).items()
    )
    final = distinct([(id_, names[0]) for id_, names, _ in wished])
    made = (
        Together(
            id_,
            names,
            is_office=True,
            told=frozenset((slot, untagged(value)) for values in told for slot, value in values),
        )
        for id_, (_, names, told) in zip(final, wished, strict=True)
    )
    return sorted(made, key=attrgetter("id"))


def served(told: Iterable[tuple[str, str]], articles: int) -> Served:
    """For whom its holders act, by what so many articles tell of an office."""
    slots = by_key(told)
    return Served({*slots.get("holder", ())}, {*slots.get("of", ())}, articles)


def _values(office: ToldOffice, article_id: str, ids: Mapping[str, str]) -> _Values:
    """An office's values as all articles know them, still tagged."""
    return tuple([(slot, globally_tagged(value, article_id, ids)) for slot, value in office.values])


def _key(values: _Values) -> str:
    """Equal for one office; of several values of a slot the one that is told last counts."""
    last = dict(values)
    holder, of = (last.get(slot, "") for slot in ("holder", "of"))
    title = title_name(untagged(last.get("title", "")))
    return "\n".join((_tail(holder), title, _tail(of)))


def _tail(value: Tagged) -> str:
    return untagged(value).partition("/")[2] if is_entity(value) else ""
