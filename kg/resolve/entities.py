"""Entities across articles: which mentions of different articles name one thing."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.knowledge.spellings import plain
from kg.model import Entity, EntityType, Link
from kg.resolve.bodies import join_bodies
from kg.resolve.decided import Known, decided_by_hand, force, known, marks
from kg.resolve.groups import Groups, by_key
from kg.resolve.ids import distinct, member_slug, slug
from kg.resolve.ledger import Ledger
from kg.resolve.named import Joins, Names, Spelling, members_of
from kg.resolve.names import is_acronym
from kg.resolve.numbers import NUMBER, Lists, find, in_order, numbered, replaced
from kg.resolve.persons import join_persons
from kg.resolve.places import join_places
from kg.resolve.told import AllTold, Naming

Ways = Sequence[tuple[Naming, int]]
"""How articles name a thing, and how many of them in this way."""


class Entities(Sequence[Entity]):
    """The things of all articles, sorted by id, without mentions; each is made when asked for."""

    def __init__(self, joins: Joins, names: Names, spoken: Known) -> None:
        found = _Found(joins.groups, names)
        self.members = names.members
        self.known = spoken  #: members by every text by which decisions may speak of them
        order, places = in_order(found.ids)
        self.ids = [found.ids[thing] for thing in order]
        self.labels = [found.labels[thing] for thing in order]
        self.keys = [found.keys[thing] for thing in order]
        self._things = replaced(found.things, places)  #: by member
        self._named, self._counts = found.spellings, found.counts
        self._ways = Lists.places(len(places), replaced(found.named, places))
        self._made = joins.made
        made = array(NUMBER, (self._things[join.left] for join in self._made))
        self._reasons = Lists.places(len(places), made)

    def __getitem__(self, number: int) -> Entity:  # type: ignore[override]
        ways = [(self._named[place].way, self._counts[place]) for place in self._ways[number]]
        told = {self._made[place].reason for place in self._reasons[number]}
        return Entity(
            id=self.ids[number],
            type=ways[0][0].type,
            label=self.labels[number],
            names=tuple(sorted({name for way, _ in ways for name in (*way.names, way.label)})),
            mentions=(),
            key=self.keys[number],
            reasons=tuple(sorted(_reasons(ways, self.keys[number], told))),
        )

    def __len__(self) -> int:
        return len(self.ids)

    def type(self, number: int) -> EntityType:
        """Of a thing."""
        return self._named[self._ways[number][0]].way.type

    def number(self, id_: str) -> int | None:
        """The number of the thing that has an id, if one has it."""
        return find(self.ids, id_)

    def by_id(self, id_: str) -> Entity:
        """The thing that has an id; KeyError if none has it."""
        number = self.number(id_)
        if number is None:
            raise KeyError(id_)
        return self[number]

    def of_article(self, place: int) -> list[int]:
        """The things that the article at a place names, in natural order of their ids there."""
        own = self.members.of(place)
        return self._things[own.start : own.stop].tolist()

    def ids_of(self, place: int) -> dict[str, str]:
        """The global ids of what the article at a place names, by its own ids."""
        own = map(self.ids.__getitem__, self.of_article(place))
        return dict(zip(self.members.local_ids(place), own, strict=True))

    def id_of(self, member: int) -> str:
        """The global id of a member."""
        return self.ids[self._things[member]]

    def links(self) -> Iterator[Link]:
        """What was joined for other reasons than equal names, sorted."""
        for left, right, score, reason in sorted(self._made):
            names = self.members[left], self.members[right]
            yield Link(left=names[0], right=names[1], score=score, reason=reason)


def resolve_entities(told: AllTold, ledger: Ledger) -> Entities:
    """Join the entities of all articles, which come in the order of their identifiers."""
    names = Names(told)
    members, spelt = names.members, names.spellings
    # Most runs have no decisions, and then nobody speaks of anything.
    spoken = known(ledger, _own_ids(names) if ledger.decisions else ())
    joins = Joins(Groups(len(members), members.beside, marks(ledger, spoken)))
    _join_known(spelt, joins)
    of_type = {type_: [one for one in spelt if one.way.type is type_] for type_ in EntityType}
    join_persons(of_type[EntityType.PERSON], joins)
    join_bodies(of_type[EntityType.ORGANIZATION], joins)
    join_places(of_type[EntityType.STATE], joins)
    join_places(of_type[EntityType.PLACE], joins)
    _obey(ledger, joins, names, spoken)
    return Entities(joins, names, spoken)


def _join_known(spelt: Sequence[Spelling], joins: Joins) -> None:
    """Those that a gazetteer knows by one key are one."""
    keyed = by_key((f"{one.way.type}\n{one.way.key}", one) for one in spelt if one.way.key)
    for alike in keyed.values():
        joins.join_equal(members_of(alike), alike[0].way.key)


def _own_ids(names: Names) -> Iterator[tuple[str, str, int]]:
    """Members and their names, each by the ids that it may have."""
    for one in names.spellings:
        id_ = _wished(one.way.type, one.way.label, one.way.key)
        for member in one.members:
            name = names.members[member]
            yield id_, name, member
            yield f"{id_}-{member_slug(name)}", name, member


def _wished(type_: EntityType, label: str, key: str | None) -> str:
    if type_ is EntityType.STATE and key:
        return f"state/{key}"
    return f"{type_.lower()}/{slug(plain(label))}"


def _obey(ledger: Ledger, joins: Joins, names: Names, spoken: Known) -> None:
    if not ledger.of("same"):
        return
    found = _Found(joins.groups, names)
    roots = dict(zip(found.ids, found.roots, strict=True))

    def member(thing: str) -> int | None:
        return roots.get(thing) if thing in roots else min(spoken.get(thing, ()), default=None)

    kind = {each: one.way.type.value for one in names.spellings for each in one.members}
    for left, right, decision in force(ledger, joins.groups, member, kind.__getitem__):
        joins.note(left, right, 1.0, decided_by_hand(decision))


class _Found:
    """The things as the groups are, in natural order of their first members."""

    def __init__(self, groups: Groups, names: Names) -> None:
        self.things, first = numbered(groups.roots(), len(groups))
        self.roots = array(NUMBER, map(groups.find, first))
        self.named = array(NUMBER)  #: things, each as often as there are ways in which it is named
        self.spellings: list[Spelling] = []  #: those ways
        self.counts = array(NUMBER)  #: of the members that are named so
        for one in names.spellings:
            for thing, count in Counter(map(self.things.__getitem__, one.members)).items():
                self.named.append(thing)
                self.spellings.append(one)
                self.counts.append(count)
        self.keys = list(map(groups.key, self.roots))
        self.labels, self.ids = [], []
        wished = []
        for thing, places in enumerate(Lists.places(len(first), self.named)):
            ways = [(self.spellings[place].way, self.counts[place]) for place in places]
            self.labels.append(_label(ways))
            id_ = _wished(ways[0][0].type, self.labels[-1], self.keys[thing])
            wished.append((id_, names.members[first[thing]]))
        self.ids = distinct(wished)


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


def _reasons(ways: Ways, key: str | None, told: set[str]) -> set[str]:
    reasons = {reason for way, _ in ways for reason in way.reasons} | told
    members = sum(count for _, count in ways)
    if members > 1 and not told:
        reasons.add(f"equal {'keys' if key else 'names'} in {members} articles")
    return reasons
