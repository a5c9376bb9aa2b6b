"""Entities across articles: which mentions of different articles name one thing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.spellings import plain
from kg.model import Entity, EntityType, Link
from kg.resolve.bodies import join_bodies
from kg.resolve.decided import Known, force, known, marks
from kg.resolve.groups import Groups
from kg.resolve.ids import distinct, member_slug, natural, slug
from kg.resolve.ledger import Ledger
from kg.resolve.named import Joins, Named, named
from kg.resolve.names import is_acronym
from kg.resolve.persons import join_persons
from kg.resolve.places import join_places
from kg.resolve.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """The things of all articles, and the global id of every member."""

    entities: tuple[Entity, ...]  #: sorted by id, without mentions
    ids: Mapping[str, str]
    links: tuple[Link, ...]
    known: Known  #: members by every id somebody may use for them
    by_id: Mapping[str, Entity]


def resolve_entities(told: Sequence[Told], ledger: Ledger) -> Entities:
    """Join the entities of all articles, in an order that only the articles decide."""
    members = {one.member: one for one in named(told)}
    # Most runs have no decisions, and then nobody speaks of anything.
    meant = members.values() if ledger.decisions else ()
    spoken = known(pair for one in meant for pair in _own_ids(one))
    joins = Joins(Groups(members, marks(ledger, spoken)))
    for name, one in members.items():
        if one.entity.key:
            joins.groups.set_key(name, one.entity.key)
    of_type = _by_type(members.values())
    join_persons(of_type[EntityType.PERSON], joins)
    join_bodies(of_type[EntityType.ORGANIZATION], joins)
    join_places(of_type[EntityType.STATE], joins)
    join_places(of_type[EntityType.PLACE], joins)
    _obey(ledger, joins, members, spoken)
    return _built(joins, members, spoken)


def _by_type(members: Iterable[Named]) -> dict[EntityType, list[Named]]:
    of_type: dict[EntityType, list[Named]] = {type_: [] for type_ in EntityType}
    for one in members:
        of_type[one.entity.type].append(one)
    return of_type


def _own_ids(one: Named) -> list[tuple[str, str]]:
    id_ = _wished(one.entity.type, one.entity.label, one.entity.key)
    return [(id_, one.member), (f"{id_}-{member_slug(one.member)}", one.member)]


def _wished(type_: EntityType, label: str, key: str | None) -> str:
    if type_ is EntityType.STATE and key:
        return f"state/{key}"
    return f"{type_.lower()}/{slug(plain(label))}"


def _obey(ledger: Ledger, joins: Joins, members: Mapping[str, Named], spoken: Known) -> None:
    if not ledger.of("same"):
        return
    groups = joins.groups
    ids = {id_: root for root, id_ in _ids(groups, members).items()}

    def find(thing: str) -> str | None:
        return ids.get(thing) or min(spoken.get(thing, ()), key=natural, default=None)

    kind = {name: one.entity.type.value for name, one in members.items()}
    for left, right, decision in force(ledger, groups, find, kind):
        why = f"decided by hand: {decision.why}" if decision.why else "decided by hand"
        joins.links.append(Link(left=left, right=right, score=1.0, reason=why))


def _ids(groups: Groups, members: Mapping[str, Named]) -> dict[str, str]:
    """The id of each group; ``members`` are in natural order, and so are the groups."""
    first: dict[str, str] = {}
    for name in members:
        first.setdefault(groups.find(name), name)
    wished = [
        (_group_id(root, groups.members(root), groups, members), name)
        for root, name in first.items()
    ]
    return dict(zip(first, distinct(wished), strict=True))


def _group_id(root: str, names: Sequence[str], groups: Groups, members: Mapping[str, Named]) -> str:
    entities = [members[name].entity for name in names]
    return _wished(entities[0].type, _label(entities), groups.key(root))


def _label(entities: Sequence[Entity]) -> str:
    """The most frequent full form; of equally frequent ones the longest, then by alphabet."""
    counted = Counter(entity.label for entity in entities)
    type_ = entities[0].type
    if type_ is EntityType.PERSON:
        full = [label for label in counted if len(plain(label).split()) > 1]
    elif type_ is EntityType.STATE:
        full = [label for label in counted if not is_acronym(label)]
    else:
        full = [label for label in counted if "(" not in label]
    return min(full or counted, key=lambda label: (-counted[label], -len(label), label))


def _built(joins: Joins, members: Mapping[str, Named], spoken: Known) -> Entities:
    groups = joins.groups
    ids = _ids(groups, members)
    told: dict[str, set[str]] = {}
    for link in joins.links:
        told.setdefault(groups.find(link.left), set()).add(link.reason)
    entities = {
        id_: _entity(
            id_,
            groups.key(root),
            [members[name].entity for name in groups.members(root)],
            told.get(root, set()),
        )
        for root, id_ in ids.items()
    }
    return Entities(
        entities=tuple(entity for _, entity in sorted(entities.items())),
        ids={name: ids[root] for root in ids for name in groups.members(root)},
        links=tuple(joins.links),
        known=spoken,
        by_id=entities,
    )


def _entity(id_: str, key: str | None, entities: Sequence[Entity], told: set[str]) -> Entity:
    reasons = {reason for entity in entities for reason in entity.reasons} | told
    if len(entities) > 1 and not told:
        reasons.add(f"equal {'keys' if key else 'names'} in {len(entities)} articles")
    return Entity(
        id=id_,
        type=entities[0].type,
        label=_label(entities),
        names=tuple(sorted({name for e in entities for name in (*e.names, e.label)})),
        mentions=(),
        key=key,
        reasons=tuple(sorted(reasons)),
    )
