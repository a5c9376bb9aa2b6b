"""Offices across articles: one node for equal holder, title and state or body."""

from collections.abc import Iterable, Mapping

from kg.resolve.facts import global_value
from kg.resolve.groups import article_of, by_key
from kg.resolve.ids import distinct, member, natural, slug
from kg.resolve.names import title_name
from kg.resolve.told import Told, ToldOffice
from kg.resolve.world import Served


def by_member(told: Iterable[Told]) -> dict[str, ToldOffice]:
    """The offices of all articles."""
    return {member(one.article.id, office.id): office for one in told for office in one.offices}


def office_groups(
    told: Mapping[str, ToldOffice], ids: Mapping[str, str]
) -> list[tuple[str, list[str]]]:
    """The id of each office and the members that tell of it, sorted by id; all are by member."""
    members = by_key((_key(office, article_of(name), ids), name) for name, office in told.items())
    wished = sorted(
        (
            f"office/{'-'.join(slug(part) for part in key.split(chr(10)) if part)}",
            sorted(names, key=natural),
        )
        for key, names in members.items()
    )
    final = distinct([(id_, names[0]) for id_, names in wished])
    return sorted(zip(final, (names for _, names in wished), strict=True))


def values(
    members: Iterable[str], told: Mapping[str, ToldOffice], ids: Mapping[str, str]
) -> frozenset[tuple[str, str]]:
    """What the members of an office tell of it together: slots and values."""
    return frozenset(
        (slot, global_value(value, article_of(name), ids))
        for name in members
        for slot, value in told[name].values
    )


def served(told: Iterable[tuple[str, str]], articles: int) -> Served:
    """For whom its holders act, by what so many articles tell of an office."""
    slots = by_key(told)
    return Served({*slots.get("holder", ())}, {*slots.get("of", ())}, articles)


def _key(office: ToldOffice, article_id: str, ids: Mapping[str, str]) -> str:
    def tail(slot: str) -> str:
        local = office.last(slot) or ""
        return ids.get(member(article_id, local), "").partition("/")[2]

    return "\n".join((tail("holder"), title_name(office.last("title") or ""), tail("of")))
