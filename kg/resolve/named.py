"""An entity of one article together with what its article says around it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.knowledge.spellings import Parts, person_parts
from kg.model import Entity, EntityType, Link
from kg.resolve.groups import Groups
from kg.resolve.told import Office, Told


class Named(NamedTuple):
    """A member with its offices and the other things that its article names."""

    member: str
    entity: Entity
    parts: Parts  #: of a person's name
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
        self.groups.unite(sorted(members))


def named(told: Iterable[Told]) -> list[Named]:
    """The entities of all articles, with their surroundings, in the order of their members."""
    return [
        Named(
            f"{one.article.id}/{entity.id}",
            entity,
            person_parts(entity.label) if entity.type is EntityType.PERSON else (),
            offices,
            one.around,
        )
        for one in told
        for entity, offices in zip(one.entities, one.held, strict=True)
    ]
