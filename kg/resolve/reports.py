"""What decides with which others a report of an event is compared.

It is made of what one article says and of what is known of the things in it, and remembered: most
reports are never looked at more closely again.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from kg.resolve.candidates import Key, keys_of
from kg.resolve.facts import Facts, globally, ids_in
from kg.resolve.groups import article_of, by_key
from kg.resolve.ids import member
from kg.resolve.memory import Stock, digest, packed, remembered
from kg.resolve.scores import Scorer
from kg.resolve.told import Told
from kg.resolve.world import World


class Report(msgspec.Struct, frozen=True, array_like=True):
    """One event of one article."""

    type: str
    known: bytes  #: digest of its name, its facts, and what is known of the things in them
    same: bytes  #: equal where facts are and that makes them one event; else empty
    keys: tuple[Key, ...]  #: the blocks that it is in
    anchor: int  #: the day by which it is put in order


_AT_HAND = 50_000  # facts
_NOTHING = digest()
_REPORTS = msgspec.msgpack.Decoder(tuple[Report, ...])


class AllFacts(Mapping[str, Facts]):
    """The facts of all reports, by member, in natural order; those used last are at hand."""

    def __init__(self, articles: Mapping[str, Told], ids: Mapping[str, str]) -> None:
        self._names = {
            member(id_, event.id): place
            for id_, each in articles.items()
            for place, event in enumerate(each.events)
        }

        def made(name: str, place: int) -> Facts:
            article_id = article_of(name)
            return globally(articles[article_id].events[place].facts, article_id, ids)

        self._made = lru_cache(_AT_HAND)(made)

    def __getitem__(self, name: str) -> Facts:
        return self._made(name, self._names[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Signs:
    """Digests of what articles say, by article."""

    def __init__(
        self, stock: Stock, articles: Mapping[str, Told], ids: Mapping[str, str], known: World
    ) -> None:
        self._known = {
            id_: digest(packed((label, known.sides.get(id_), known.places.get(id_))))
            for id_, label in known.labels.items()
        }
        readings = stock.digests()
        self.said: dict[str, bytes] = {}  #: of all that one says under global ids
        self.around: dict[str, bytes] = {}  #: and of what is known of the things in it
        for id_, told in articles.items():
            article = member(id_, "")
            things = [ids[article + local] for local in told.ids]
            self.said[id_] = digest(readings[id_], packed(things))
            self.around[id_] = digest(self.said[id_], self.known([*things, *told.words]))

    def known(self, ids: Iterable[str]) -> bytes:
        """Of all that is known of things, in this order."""
        return b"".join([self._known.get(id_, _NOTHING) for id_ in ids])


def reports(
    stock: Stock, articles: Mapping[str, Told], signs: Signs, facts: AllFacts, scorer: Scorer
) -> dict[str, Report]:
    """The reports of all articles, by member, in natural order."""
    names = by_key((article_of(name), name) for name in facts)

    def make(missing: Iterable[str]) -> Iterator[bytes]:
        for id_ in missing:
            yield packed(tuple(_report(name, facts[name], scorer) for name in names[id_]))

    items = {signs.around[id_]: id_ for id_ in names}
    found = remembered(stock.memory, "reports", items, make)
    keys: dict[Key, Key] = {}  #: equal ones once
    types: dict[str, str] = {}
    known = {}
    for around, id_ in items.items():
        for name, each in zip(names[id_], _REPORTS.decode(found[around]), strict=True):
            own = tuple([keys.setdefault(key, key) for key in each.keys])
            known[name] = replace(each, keys=own, type=types.setdefault(each.type, each.type))
    return known


def _report(name: str, facts: Facts, scorer: Scorer) -> Report:
    exact = facts.days.stated and facts.days.width == 1
    return Report(
        type=facts.type,
        known=digest(
            name.encode("utf-8", "surrogatepass"),
            packed((facts, scorer.world.of(ids_in([facts])))),
        ),
        same=digest(packed(facts)) if exact and scorer.joins(facts, facts) else b"",
        keys=tuple(sorted(keys_of(facts, scorer.rules, scorer.world))),
        anchor=facts.days.anchor or 0,
    )
