"""Offices across articles: one node for equal holder, title and state or body."""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import Event
from kg.resolve.facts import global_value, untagged
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


def served(
    members: Sequence[str], told: Mapping[str, ToldOffice], ids: Mapping[str, str]
) -> Served:
    """What the members of an office tell together."""
    holders, states = set(), set()
    for name in members:
        office, article = told[name], article_of(name)
        holders |= {global_value(value, article, ids) for value in office.holders}
        states |= {global_value(value, article, ids) for value in office.of}
    return Served(holders, states, len(set(map(article_of, members))))


def served_still(office: Event) -> Served:
    """The same of an office some claims of which were taken out."""
    holders, states = (
        {claim.value.text for claim in office.claims if claim.slot == slot}
        for slot in ("holder", "of")
    )
    return Served(holders, states, len({claim.article_id for claim in office.claims}))


def _key(office: ToldOffice, article_id: str, ids: Mapping[str, str]) -> str:
    def tail(local: str) -> str:
        return ids.get(member(article_id, local), "").partition("/")[2]

    holder, of = (untagged(each[-1]) if each else "" for each in (office.holders, office.of))
    title = title_name(office.titles[-1] if office.titles else "")
    return "\n".join((tail(holder), title, tail(of)))
