"""Offices across articles: one node for equal holder, title and state or body."""

from collections.abc import Iterable, Mapping, Sequence

from kg.model import Claim, Reading
from kg.resolve.groups import by_key
from kg.resolve.ids import distinct, member, natural, slug
from kg.resolve.names import title_name


def office_groups(
    readings: Iterable[Reading], ids: Mapping[str, str]
) -> list[tuple[str, list[str]]]:
    """The id of each office and the members that tell of it, sorted by id."""
    told = by_key(
        (_key(office.claims, reading.article.id, ids), member(reading.article.id, office.id))
        for reading in readings
        for office in reading.offices
    )
    wished = sorted(
        (
            f"office/{'-'.join(slug(part) for part in key.split(chr(10)) if part)}",
            sorted(names, key=natural),
        )
        for key, names in told.items()
    )
    final = distinct([(id_, names[0]) for id_, names in wished])
    return sorted(zip(final, (names for _, names in wished), strict=True))


def _key(claims: Sequence[Claim], article_id: str, ids: Mapping[str, str]) -> str:
    slots = {claim.slot: claim.value.text for claim in claims}
    holder, of = (ids.get(member(article_id, slots.get(name, ""))) for name in ("holder", "of"))
    title = title_name(slots.get("title", ""))
    return "\n".join((_tail(holder), title, _tail(of)))


def _tail(id_: str | None) -> str:
    return id_.partition("/")[2] if id_ else ""
