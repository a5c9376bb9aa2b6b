"""An entity of one article together with what its article says around it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.spellings import person_parts
from kg.model import Entity, EntityType, Link
from kg.resolve.facts import Tagged, untagged
from kg.resolve.groups import Groups
from kg.resolve.ids import member
from kg.resolve.names import body_name, is_generic, place_name, title_name
from kg.resolve.told import Told, ToldOffice

Office = tuple[str, str]
"""A comparable title and the state or body it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A member with its offices and the other things that its article names."""

    member: str
    entity: Entity
    offices: frozenset[Office]
    around: Mapping[str, str]  #: label by type and comparable name; shared by all of an article


class Joins:
    """Groups of members, and the links that tell why."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self.links: list[Link] = []

    def join(
        self, left: str, right: str, score: float, reason: str, *, within: bool = False
    ) -> bool:
        """Make one of two, if allowed, and write down why; whether they are one now."""
        if self.groups.find(left) == self.groups.find(right):
            return True
        if not self.groups.join(left, right, within=within):
            return False
        first, second = sorted((left, right))
        self.links.append(Link(left=first, right=second, score=round(score, 2), reason=reason))
        return True

    def join_equal(self, members: Iterable[str]) -> None:
        """Make one of members with equal names or keys; nothing needs explaining."""
        ordered = sorted(members)
        for name in ordered[1:]:
            self.groups.join(ordered[0], name, within=True)


def named(told: Iterable[Told]) -> list[Named]:
    """The entities of all articles, with their surroundings."""
    return [each for one in told for each in _of_article(one)]


def comparable(entity: Entity) -> str | None:
    """A name under which other articles may know the entity; None if it tells too little."""
    if entity.type is EntityType.PERSON:
        parts = person_parts(entity.label)
        return "".join(parts) if len(parts) > 1 else None
    if entity.key:
        return entity.key
    if entity.type is EntityType.ORGANIZATION:
        name = body_name(entity.label)
        return None if is_generic(name) else name
    return place_name(entity.label)


def _of_article(told: Told) -> list[Named]:
    entities = {entity.id: entity for entity in told.entities}
    around = {
        f"{entity.type}:{name}": entity.label
        for entity in told.entities
        if (name := comparable(entity))
    }
    offices: dict[str, set[Office]] = {}
    for office in told.offices:
        if office.holders and office.titles:
            known = _held(office, entities.get)
            offices.setdefault(_last(office.holders), set()).add(known)
    return [
        Named(
            member=member(told.article.id, entity.id),
            entity=entity,
            offices=frozenset(offices.get(entity.id, ())),
            around=around,
        )
        for entity in told.entities
    ]


def _held(office: ToldOffice, entity: Callable[[str], Entity | None]) -> Office:
    of = entity(_last(office.of)) if office.of else None
    return title_name(office.titles[-1]), (comparable(of) or "") if of else ""


def _last(values: Sequence[Tagged]) -> str:
    """As its article names it; of several the one that is told last."""
    return untagged(values[-1])
