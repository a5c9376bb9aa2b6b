"""Entities across articles: which mentions of different articles name one thing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.spellings import plain
from kg.model import Entity, EntityType, Link
from kg.resolve.bodies import join_bodies
from kg.resolve.decided import Known, force, known, marks
from kg.resolve.groups import Groups, by_key
from kg.resolve.ids import distinct, member_slug, natural, slug
from kg.resolve.ledger import Ledger
from kg.resolve.named import Joins, Spelling, members_of, spellings
from kg.resolve.names import is_acronym
from kg.resolve.persons import join_persons
from kg.resolve.places import join_places
from kg.resolve.told import Naming, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """The things of all articles, and the global id of every member."""

    entities: tuple[Entity, ...]  #: sorted by id, without mentions
    ids: Mapping[str, str]
    links: tuple[Link, ...]
    known: Known  #: members by every id somebody may use for them
    by_id: Mapping[str, Entity]


def resolve_entities(told: Iterable[Told], ledger: Ledger) -> Entities:
    """Join the entities of all articles, which come in the order of their identifiers."""
    named = spellings(told)
    # Most runs have no decisions, and then nobody speaks of anything.
    spoken = known(_own_ids(named) if ledger.decisions else ())
    joins = Joins(Groups(members_of(named), marks(ledger, spoken)))
    _join_known(named, joins)
    of_type = {type_: [one for one in named if one.way.type is type_] for type_ in EntityType}
    join_persons(of_type[EntityType.PERSON], joins)
    join_bodies(of_type[EntityType.ORGANIZATION], joins)
    join_places(of_type[EntityType.STATE], joins)
    join_places(of_type[EntityType.PLACE], joins)
    _obey(ledger, joins, named, spoken)
    return _built(joins, named, spoken)


def _join_known(named: Sequence[Spelling], joins: Joins) -> None:
    """Those that a gazetteer knows by one key are one."""
    keyed = by_key((f"{one.way.type}\n{one.way.key}", one) for one in named if one.way.key)
    for alike in keyed.values():
        members = members_of(alike)
        joins.groups.set_key(members, alike[0].way.key or "")
        joins.join_equal(members)


def _own_ids(named: Iterable[Spelling]) -> Iterator[tuple[str, str]]:
    """Members, each by the ids that it may have."""
    for one in named:
        id_ = _wished(one.way.type, one.way.label, one.way.key)
        for name in one.members:
            yield id_, name
            yield f"{id_}-{member_slug(name)}", name


def _wished(type_: EntityType, label: str, key: str | None) -> str:
    if type_ is EntityType.STATE and key:
        return f"state/{key}"
    return f"{type_.lower()}/{slug(plain(label))}"


def _obey(ledger: Ledger, joins: Joins, named: Sequence[Spelling], spoken: Known) -> None:
    if not ledger.of("same"):
        return
    found = _found(joins.groups, named)
    roots = dict(zip(found.ids, found.ways, strict=True))

    def find(thing: str) -> str | None:
        return roots.get(thing) or min(spoken.get(thing, ()), key=natural, default=None)

    kind = {name: one.way.type.value for one in named for name in one.members}
    for left, right, decision in force(ledger, joins.groups, find, kind):
        why = f"decided by hand: {decision.why}" if decision.why else "decided by hand"
        joins.links.append(Link(left=left, right=right, score=1.0, reason=why))


Ways = list[tuple[Naming, int]]
"""How articles name a thing, and how many of them in this way."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The things as the groups are, in natural order of their first members."""

    ids: Sequence[str]
    ways: Mapping[str, Ways]  #: by the members that stand for the groups
    roots: Sequence[Sequence[str]]  #: those of the members of each spelling


def _found(groups: Groups, named: Sequence[Spelling]) -> _Found:
    roots = [groups.roots(one.members) for one in named]
    ways: dict[str, Ways] = defaultdict(list)
    first: dict[str, str] = {}
    for one, own in zip(named, roots, strict=True):
        for root, count, name in _counted(own, one.members):
            ways[root].append((one.way, count))
            first[root] = min(first.get(root, name), name, key=natural)
    order = sorted(first, key=lambda root: natural(first[root]))
    wished = [
        (_wished(ways[root][0][0].type, _label(ways[root]), groups.key(root)), first[root])
        for root in order
    ]
    return _Found(distinct(wished), {root: ways[root] for root in order}, roots)


def _counted(roots: Sequence[str], members: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Each of the roots of members, how many have it, and the first of these."""
    if len(set(roots)) == 1:  # as it mostly is
        yield roots[0], len(roots), members[0]
        return
    first = dict(zip(reversed(roots), reversed(members), strict=True))
    for root, count in Counter(roots).items():
        yield root, count, first[root]


def _label(ways: Ways) -> str:
    """The most frequent full form; of equally frequent ones the longest, then by alphabet."""
    counted: Counter[str] = Counter()
    for way, count in ways:
        counted[way.label] += count
    type_ = ways[0][0].type
    if type_ is EntityType.PERSON:
        full = [label for label in counted if len(plain(label).split()) > 1]
    elif type_ is EntityType.STATE:
        full = [label for label in counted if not is_acronym(label)]
    else:
        full = [label for label in counted if "(" not in label]
    return min(full or counted, key=lambda label: (-counted[label], -len(label), label))


def _built(joins: Joins, named: Sequence[Spelling], spoken: Known) -> Entities:
    groups, found = joins.groups, _found(joins.groups, named)
    told: dict[str, set[str]] = defaultdict(set)
    for link in joins.links:
        told[groups.find(link.left)].add(link.reason)
    id_of = dict(zip(found.ways, found.ids, strict=True))
    entities = {
        id_: _entity(id_, groups.key(root), found.ways[root], told[root])
        for root, id_ in id_of.items()
    }
    ids: dict[str, str] = {}
    for one, roots in zip(named, found.roots, strict=True):
        ids.update(zip(one.members, map(id_of.__getitem__, roots), strict=True))
    return Entities(
        entities=tuple(entity for _, entity in sorted(entities.items())),
        ids=ids,
        links=tuple(joins.links),
        known=spoken,
        by_id=entities,
    )


def _entity(id_: str, key: str | None, ways: Ways, told: set[str]) -> Entity:
    reasons = {reason for way, _ in ways for reason in way.reasons} | told
    members = sum(count for _, count in ways)
    if members > 1 and not told:
        reasons.add(f"equal {'keys' if key else 'names'} in {members} articles")
    return Entity(
        id=id_,
        type=ways[0][0].type,
        label=_label(ways),
        names=tuple(sorted({name for way, _ in ways for name in (*way.names, way.label)})),
        mentions=(),
        key=key,
        reasons=tuple(sorted(reasons)),
    )
