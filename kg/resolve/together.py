"""Claims of different articles side by side under the global ids of what they are about."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from kg.model import Claim, Entity, Event, Mention, Reading, Value, ValueKind
from kg.resolve.entities import Entities
from kg.resolve.groups import article_of, by_key
from kg.resolve.ids import member
from kg.resolve.ledger import Decision
from kg.resolve.memory import Stock
from kg.resolve.wrong import Wrongs, without_wrong

_AT_HAND = 2000  # readings

Ids = Mapping[str, str]
"""Global ids by member."""

Named = tuple[str, tuple[Mention, ...]]
"""The global id of a thing, and its mentions in one article; there may be none."""


@dataclass(frozen=True)
class Together:
    """An event or office, and who tells of it."""

    id: str
    members: Sequence[str]
    wrong: Wrongs = ()  #: what decisions take out of it
    is_office: bool = False
    told: frozenset[tuple[str, str]] = frozenset()  #: of an office: all slots and values

    @cached_property
    def by_article(self) -> Mapping[str, Sequence[str]]:
        """Its members by the article that tells of them."""
        return by_key((article_of(name), name) for name in self.members)

    @property
    def articles(self) -> Set[str]:
        """The articles that tell of it."""
        return self.by_article.keys()


@dataclass(frozen=True, slots=True)
class _Said:
    """What an article says."""

    told: Mapping[tuple[bool, str], Event]  #: whether it is an office, and the member
    named: Sequence[Named]


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
        return _Said(told, list(self._named(reading)))

    def _named(self, reading: Reading) -> Iterator[Named]:
        for entity in reading.entities:
            yield self._found.ids[member(reading.article.id, entity.id)], entity.mentions

    def event(self, of: Together) -> Event:
        """An event or office: claims untouched but for ids, without those decided to be wrong."""
        return self.judged(of)[0]

    def judged(self, of: Together) -> tuple[Event, set[Decision]]:
        """The same, and the decisions that took claims out of it."""
        self.fetch(of.articles)
        told = [self._said[article_of(name)].told[of.is_office, name] for name in of.members]
        claims = (_global(claim, of.id, self._found.ids) for each in told for claim in each.claims)
        event = Event(id=of.id, type=told[0].type, claims=tuple(_once(claims)))
        return without_wrong(event, of.wrong, self._found)

    def entities(self, article_ids: Collection[str]) -> Iterator[Entity]:
        """The entities that articles name, with their mentions there."""
        self.fetch(article_ids)
        named = chain.from_iterable(self._said[id_].named for id_ in article_ids)
        yield from with_mentions(self._found.by_id, named)

    def named(self) -> Iterator[Named]:
        """What all articles name."""
        readings = self._stock.readings(self._stock.digests().keys())
        return chain.from_iterable(map(self._named, readings))


def with_mentions(entities: Mapping[str, Entity], named: Iterable[Named]) -> Iterator[Entity]:
    """The entities that are named, sorted by id, with all their mentions."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for id_, own in named:
        mentions[id_] += own
    for id_, found in sorted(mentions.items()):
        yield replace(entities[id_], mentions=tuple(sorted(found, key=_place)))


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
    article = claim.article_id
    value = claim.value
    if value.kind is ValueKind.ENTITY:
        value = Value(kind=value.kind, text=ids[member(article, value.text)])
    return Claim(
        article_id=article,
        subject=subject,
        slot=claim.slot,
        value=value,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        factuality=claim.factuality,
        attributed_to=_globals(claim.attributed_to, article, ids),
        denied_by=_globals(claim.denied_by, article, ids),
        confidence=claim.confidence,
        reason=claim.reason,
    )


def _globals(locals_: Sequence[str], article: str, ids: Ids) -> tuple[str, ...]:
    return tuple(sorted({ids[member(article, each)] for each in locals_})) if locals_ else ()
