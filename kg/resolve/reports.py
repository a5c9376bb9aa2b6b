"""What decides with which others a report of an event is compared.

It is made of what one article says and of what is known of the things in it, and remembered: most
reports are never looked at more closely again.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kg.resolve.candidates import Key, keys_of
from kg.resolve.facts import Facts, globally, ids_in
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


_NOTHING = digest()
_REPORTS = msgspec.msgpack.Decoder(tuple[Report, ...])


class AllFacts(Mapping[str, Facts]):
    """The facts of all reports, by member, in natural order; made when they are asked for."""

    def __init__(self, articles: Mapping[str, Told], ids: Mapping[str, str]) -> None:
        self._ids = ids
        self._told = {
            member(id_, event.id): (id_, event)
            for id_, each in articles.items()
            for event in each.events
        }
        self._made: dict[str, Facts] = {}

    def __getitem__(self, name: str) -> Facts:
        if name not in self._made:
            article_id, event = self._told[name]
            self._made[name] = globally(event.facts, article_id, self._ids)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


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

    def make(missing: Iterable[str]) -> Iterator[bytes]:
        for id_ in missing:
            names = [member(id_, event.id) for event in articles[id_].events]
            yield packed(tuple(_report(name, facts[name], scorer) for name in names))

    items = {signs.around[id_]: id_ for id_, told in articles.items() if told.events}
    found = remembered(stock.memory, "reports", items, make)
    return {
        member(id_, event.id): report
        for around, id_ in items.items()
        for event, report in zip(articles[id_].events, _REPORTS.decode(found[around]), strict=True)
    }


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
