"""Claims of different articles side by side under the global ids of what they are about."""

from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Self

from kg.model import Claim, Entity, Event, Mention, Reading, Value, ValueKind
from kg.resolve.entities import Entities
from kg.resolve.groups import by_key
from kg.resolve.ids import article_of, member
from kg.resolve.ledger import Decision
from kg.resolve.memory import Stock
from kg.resolve.numbers import NUMBER, Lists, Members, NamesOf, in_order, replaced
from kg.resolve.wrong import Wrongs, without_wrong

_AT_HAND = 2000  # readings

Ids = Mapping[str, str]
"""Global ids of things by those that they have in their article."""

Values = frozenset[tuple[str, str]]
"""All slots and values of an office."""

Named = tuple[str, tuple[Mention, ...]]
"""The global id of a thing, and its mentions in one article; there may be none."""


@dataclass(frozen=True)
class Together:
    """An event or office, and who tells of it."""

    id: str
    members: Sequence[str]
    wrong: Wrongs = ()  #: what decisions take out of it
    is_office: bool = False
    told: Values = frozenset()  #: of an office

    @cached_property
    def by_article(self) -> Mapping[str, Sequence[str]]:
        """Its members by the article that tells of them."""
        return by_key((article_of(name), name) for name in self.members)

    @property
    def articles(self) -> Set[str]:
        """The articles that tell of it."""
        return self.by_article.keys()


class Things(Sequence[Together]):
    """Events or offices, sorted by id; each is made when asked for."""

    def __init__(
        self,
        members: Members,
        ids: Sequence[str],
        things: "array[int]",
        *,
        told: Sequence[Values] | None = None,
        wrong: Mapping[str, Wrongs] | None = None,
    ) -> None:
        """``things`` are numbers in ``ids``, which are sorted, by member; -1: it is in none.

        ``told`` is of each, if they are offices, ``wrong`` what decisions say, by id.
        """
        self._members, self._ids, self._things = members, ids, things
        self._told, self._wrong = told, wrong or {}
        self._lists = Lists.places(len(ids), things)

    @classmethod
    def of(
        cls,
        members: Members,
        ids: Sequence[str],
        things: "array[int]",
        told: Sequence[Values] | None = None,
    ) -> Self:
        """The same for ids, and what is told of each, in any order."""
        order, places = in_order(ids)
        sorted_ids = [ids[number] for number in order]
        said = None if told is None else [told[number] for number in order]
        return cls(members, sorted_ids, replaced(things, places), told=said)

    def __getitem__(self, number: int) -> Together:  # type: ignore[override]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._together(number, self._lists[number])

    def __len__(self) -> int:
        return len(self._ids)

    def numbers(self) -> range:
        """Of all members."""
        return range(len(self._things))

    def id_of(self, member: int) -> str:
        """The id of the thing that a member is part of."""
        return self._ids[self._things[member]]

    def first(self, number: int) -> int:
        """The first member of a thing."""
        return self._lists[number][0]

    def in_article(self, place: int) -> list[Together]:
        """Those of which the article at a place tells, with their members there only."""
        own = ((self._things[member], member) for member in self._members.of(place))
        return [self._together(thing, some) for thing, some in by_key(own).items() if thing >= 0]

    def judged(self, wrong: Mapping[str, Wrongs], is_left: Callable[[Together], bool]) -> "Things":
        """The same without what decisions say is wrong, and things of which nothing is left."""
        things = Things(self._members, self._ids, self._things, told=self._told, wrong=wrong)
        gone = {n for n, id_ in enumerate(self._ids) if id_ in wrong and not is_left(things[n])}
        left = [number for number in range(len(self)) if number not in gone]
        place = {number: place for place, number in enumerate(left)}
        return Things(
            self._members,
            [self._ids[number] for number in left],
            array(NUMBER, (place.get(number, -1) for number in self._things)),
            told=None if self._told is None else [self._told[number] for number in left],
            wrong=wrong,
        )

    def _together(self, number: int, members: Sequence[int]) -> Together:
        return Together(
            self._ids[number],
            NamesOf(self._members, members),
            self._wrong.get(self._ids[number], ()),
            is_office=self._told is not None,
            told=self._told[number] if self._told is not None else frozenset(),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What an article says."""

    told: Mapping[tuple[bool, str], Event]  #: whether it is an office, and the member
    named: Sequence[Named]
    ids: Ids


class Written:
    """What readings say of things that were found to be one.

    Readings are fetched when needed. Those used last are at hand, so many that no thing is told by
    more articles.
    """

    def __init__(self, stock: Stock, found: Entities) -> None:
        self._stock, self._found = stock, found
        self._said: OrderedDict[str, _Said] = OrderedDict()  #: by article, those used last behind
        self._most = _AT_HAND

    def fetch(self, article_ids: Collection[str]) -> None:
        """Have the readings of articles at hand."""
        self._most = max(self._most, len(article_ids))
        missing = {id_ for id_ in article_ids if id_ not in self._said}
        for id_ in set(article_ids) - missing:
            self._said.move_to_end(id_)
        for reading in self._stock.readings(missing) if missing else ():
            self._said[reading.article.id] = self._read(reading)
        while len(self._said) > self._most:
            self._said.popitem(last=False)

    def _read(self, reading: Reading) -> _Said:
        id_ = reading.article.id
        told = {
            (is_office, member(id_, event.id)): event
            for is_office, events in ((True, reading.offices), (False, reading.events))
            for event in events
        }
        ids = self._ids(reading)
        return _Said(told, list(_named(reading, ids)), ids)

    def _ids(self, reading: Reading) -> Ids:
        return self._found.ids_of(self._found.members.place_of(reading.article.id))

    def event(self, of: Together) -> Event:
        """An event or office: claims untouched but for ids, without those decided to be wrong."""
        return self.judged(of)[0]

    def judged(self, of: Together) -> tuple[Event, set[Decision]]:
        """The same, and the decisions that took claims out of it."""
        self.fetch(of.articles)
        told = [self._said[article_of(name)].told[of.is_office, name] for name in of.members]
        claims = (
            _global(claim, of.id, self._said[claim.article_id].ids)
            for each in told
            for claim in each.claims
        )
        event = Event(id=of.id, type=told[0].type, claims=tuple(_once(claims)))
        return without_wrong(event, of.wrong, self._found)

    def entities(self, article_ids: Collection[str]) -> Iterator[Entity]:
        """The entities that articles name, with their mentions there."""
        self.fetch(article_ids)
        named = chain.from_iterable(self._said[id_].named for id_ in article_ids)
        yield from with_mentions(self._found.by_id, named)

    def named(self) -> Iterator[Named]:
        """What all articles name."""
        readings = self._stock.readings(self._found.members.article_ids)
        return chain.from_iterable(_named(each, self._ids(each)) for each in readings)


def _named(reading: Reading, ids: Ids) -> Iterator[Named]:
    for entity in reading.entities:
        yield ids[entity.id], entity.mentions


def with_mentions(entity: Callable[[str], Entity], named: Iterable[Named]) -> Iterator[Entity]:
    """The entities that are named, sorted by id, with all their mentions."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for id_, own in named:
        mentions[id_] += own
    for id_, found in sorted(mentions.items()):
        yield replace(entity(id_), mentions=tuple(sorted(found, key=_place)))


def order(claim: Claim) -> tuple[str, int, int, str, str]:
    """Sorts claims by article, offset, slot and value."""
    return claim.article_id, claim.start, claim.end, claim.slot, claim.value.text


def _place(mention: Mention) -> tuple[str, int, int, str]:
    return mention.article_id, mention.start, mention.end, mention.origin


def _once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims in order; of an article's equal ones the surest, since two names may be one thing."""
    best: dict[tuple[str, str, Value], Claim] = {}
    for claim in sorted(claims, key=order):
        key = (claim.article_id, claim.slot, claim.value)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    yield from sorted(best.values(), key=order)


def _global(claim: Claim, subject: str, ids: Ids) -> Claim:
    value = claim.value
    if value.kind is ValueKind.ENTITY:
        value = Value(kind=value.kind, text=ids[value.text])
    return Claim(
        article_id=claim.article_id,
        subject=subject,
        slot=claim.slot,
        value=value,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        factuality=claim.factuality,
        attributed_to=_globals(claim.attributed_to, ids),
        denied_by=_globals(claim.denied_by, ids),
        confidence=claim.confidence,
        reason=claim.reason,
    )


def _globals(locals_: Sequence[str], ids: Ids) -> tuple[str, ...]:
    return tuple(sorted({ids[each] for each in locals_})) if locals_ else ()
