"""What decides with which others a report of an event is compared.

It is made of what one article says and of what is known of the things in it, and remembered: most
reports are never looked at more closely again.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from kg.resolve.candidates import keys_of
from kg.resolve.entities import Entities
from kg.resolve.facts import Facts, globally, ids_in
from kg.resolve.memory import Stock, digest, packed, remembered
from kg.resolve.numbers import NUMBER, Digests, Members
from kg.resolve.scores import Scorer
from kg.resolve.told import AllTold
from kg.resolve.world import World


class Report(msgspec.Struct, frozen=True, array_like=True):
    """One event of one article."""

    type: str
    known: bytes  #: digest of its name, its facts, and what is known of the things in them
    same: bytes  #: equal where facts are and that makes them one event, or else where nothing is
    blocks: tuple[bytes, ...]  #: digests of those that it is in
    anchor: int  #: the day by which it is put in order


_AT_HAND = 20_000  # articles
_NOTHING = digest()
_REPORTS = msgspec.msgpack.Decoder(tuple[Report, ...])


class AllFacts(Sequence[Facts]):
    """The facts of all reports; those of the articles used last are at hand."""

    def __init__(self, told: AllTold, found: Entities) -> None:
        self.members = Members(told.article_ids)
        for each in told.values():
            self.members.add(event.id for event in each.events)

        def made(place: int) -> Sequence[Facts]:
            ids = found.ids_of(place)
            return [globally(event.facts, ids) for event in told.at(place).events]

        self.of_article = lru_cache(_AT_HAND)(made)  #: the facts of the article at a place

    def __getitem__(self, number: int) -> Facts:  # type: ignore[override]
        place = self.members.place(number)
        return self.of_article(place)[number - self.members.of(place).start]

    def __len__(self) -> int:
        return len(self.members)


class Signs:
    """Digests of what articles say, by their places."""

    def __init__(self, told: AllTold, found: Entities, known: World) -> None:
        self._found = found
        self._known = Digests()
        for id_, label in zip(found.ids, found.labels, strict=True):
            of = label, known.sides.get(id_), known.places.get(id_)
            self._known.append(digest(packed(of)))
        self.said = Digests()  #: of all that one says under global ids
        self.around = Digests()  #: and of what is known of the things in it
        for place, reading in enumerate(told.digests):
            numbers = found.of_article(place)
            said = digest(reading, packed([found.ids[number] for number in numbers]))
            words = self.known(told.at(place).words)
            self.said.append(said)
            self.around.append(digest(said, b"".join(map(self._known.__getitem__, numbers)), words))

    def known(self, ids: Iterable[str]) -> bytes:
        """Of all that is known of things, in this order."""
        numbers = map(self._found.number, ids)
        return b"".join(_NOTHING if each is None else self._known[each] for each in numbers)


class Reports:
    """The reports of all articles, which are numbers in natural order."""

    def __init__(self, members: Members, of_articles: Iterable[Sequence[Report]]) -> None:
        self.members = members
        self.known, self.same = Digests(), Digests()
        self.anchors = array(NUMBER)
        self.blocks = Digests()  #: of all reports, behind each other
        self.in_block = array(NUMBER)  #: the reports of these
        self._first = array(NUMBER)  #: of the blocks of each report
        self._names: dict[str, int] = {}
        self._types = array(NUMBER)
        for number, each in enumerate(report for reports in of_articles for report in reports):
            self._types.append(self._names.setdefault(each.type, len(self._names)))
            self.known.append(each.known)
            self.same.append(each.same)
            self.anchors.append(each.anchor)
            self._first.append(len(self.blocks))
            for block in each.blocks:
                self.blocks.append(block)
                self.in_block.append(number)
        self._first.append(len(self.blocks))
        self._by_number = list(self._names)

    def type(self, number: int) -> str:
        """Of the event."""
        return self._by_number[self._types[number]]

    def is_dated(self, number: int) -> bool:
        """Whether others that have the same facts are of the same event."""
        return self.same[number] != _NOTHING

    def blocks_of(self, number: int) -> tuple[bytes, ...]:
        """The digests of the blocks that a report is in."""
        places = range(self._first[number], self._first[number + 1])
        return tuple(map(self.blocks.__getitem__, places))

    def __len__(self) -> int:
        return len(self.anchors)


def reports(stock: Stock, signs: Signs, facts: AllFacts, scorer: Scorer) -> Reports:
    """The reports of all articles."""
    members = facts.members

    def make(missing: Iterable[int]) -> Iterator[bytes]:
        for place in missing:
            own = zip(members.of(place), facts.of_article(place), strict=True)
            yield packed([_report(members[number], each, scorer) for number, each in own])

    items = ((around, place) for place, around in enumerate(signs.around) if members.of(place))
    return Reports(members, map(_REPORTS.decode, remembered(stock.memory, "reports", items, make)))


def _report(name: str, facts: Facts, scorer: Scorer) -> Report:
    known = packed((facts, scorer.world.of(ids_in([facts]))))
    exact = facts.days.stated and facts.days.width == 1
    keys = sorted(keys_of(facts, scorer.rules, scorer.world))
    return Report(
        type=facts.type,
        known=digest(name.encode("utf-8", "surrogatepass"), known),
        same=digest(packed(facts)) if exact and scorer.joins(facts, facts) else _NOTHING,
        blocks=tuple(digest(packed(key)) for key in keys),
        anchor=facts.days.anchor or 0,
    )
