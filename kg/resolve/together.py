"""Claims of different articles side by side under the global ids of what they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.model import Claim, Entity, Event, Mention, Value, ValueKind
from kg.resolve.entities import Entities
from kg.resolve.groups import article_of
from kg.resolve.ids import member
from kg.resolve.ledger import Decision
from kg.resolve.memory import Stock
from kg.resolve.wrong import Wrongs, without_wrong

Ids = Mapping[str, str]
"""Global ids by member."""


@dataclass(frozen=True)
class Together:
    """An event or office, and who tells of it."""

    id: str
    members: Sequence[str]
    wrong: Wrongs = ()  #: what decisions take out of it
    is_office: bool = False
    told: frozenset[tuple[str, str]] = frozenset()  #: of an office: all slots and values

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that tell of it."""
        return frozenset(map(article_of, self.members))


class Written:
    """What readings say of things that were found to be one. Readings are fetched when needed."""

    def __init__(self, stock: Stock, found: Entities) -> None:
        self._stock, self._found = stock, found
        self._told: dict[tuple[bool, str], Event] = {}
        self._mentions: dict[str, dict[str, list[Mention]]] = {}

    def fetch(self, article_ids: Collection[str]) -> None:
        """Have the readings of articles at hand."""
        missing = {id_ for id_ in article_ids if id_ not in self._mentions}
        for reading in self._stock.readings(missing) if missing else ():
            id_ = reading.article.id
            for is_office, events in ((True, reading.offices), (False, reading.events)):
                self._told |= {(is_office, member(id_, event.id)): event for event in events}
            named = self._mentions.setdefault(id_, defaultdict(list))
            for entity in reading.entities:
                named[self._found.ids[member(id_, entity.id)]] += entity.mentions

    def event(self, of: Together) -> Event:
        """An event or office: claims untouched but for ids, without those decided to be wrong."""
        return self.judged(of)[0]

    def judged(self, of: Together) -> tuple[Event, set[Decision]]:
        """The same, and the decisions that took claims out of it."""
        self.fetch(of.articles)
        told = [self._told[of.is_office, name] for name in of.members]
        claims = (_global(claim, of.id, self._found.ids) for each in told for claim in each.claims)
        event = Event(id=of.id, type=told[0].type, claims=tuple(_once(claims)))
        return without_wrong(event, of.wrong, self._found)

    def entities(self, article_ids: Collection[str]) -> Iterator[Entity]:
        """The entities that articles name, with their mentions there."""
        self.fetch(article_ids)
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for id_ in article_ids:
            for entity, named in self._mentions[id_].items():
                mentions[entity] += named
        for entity, named in sorted(mentions.items()):
            yield replace(self._found.by_id[entity], mentions=tuple(sorted(named, key=_place)))


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
