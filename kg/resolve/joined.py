"""All articles joined: which things there are and who tells of them, without their words.

This is small beside the readings, and says of each thing what it is made of. The words come from
the readings, when somebody wants them (``kg/resolve/together.py``).
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from sys import intern

from kg.model import Decided, Link, Reading, Run
from kg.resolve.decided import Known, known, speaks_of, texts_in
from kg.resolve.entities import Entities, resolve_entities
from kg.resolve.event_rules import event_rules
from kg.resolve.events import Merged, links, merge_events
from kg.resolve.ids import distinct, member_slug, natural
from kg.resolve.ledger import Decision, Ledger
from kg.resolve.memory import Stock, packed, remembered
from kg.resolve.offices import offices, served
from kg.resolve.reports import AllFacts, Reports, Signs, reports
from kg.resolve.scores import Scorer
from kg.resolve.sources import copies_of, outlet
from kg.resolve.together import Things, Together, Written
from kg.resolve.told import AllTold, told
from kg.resolve.world import Served, World, world
from kg.resolve.wrong import wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What there is in all articles."""

    stock: Stock
    told: AllTold
    found: Entities
    offices: Things
    events: Things
    merged: Merged
    reports: Reports
    facts: AllFacts
    signs: Signs
    scorer: Scorer
    outlets: Sequence[str]  #: by the places of articles
    copies: Sequence[int]  #: places of articles, by such
    decided: tuple[Decided, ...]
    written: Written
    run: Run

    def place(self, article_id: str) -> int:
        """Of an article."""
        return self.found.members.place_of(article_id)

    def mentioned(self, place: int) -> list[str]:
        """The ids of the entities that an article mentions, sorted."""
        ids = self.found.ids_of(place)
        return sorted(set(map(ids.__getitem__, self.told.at(place).mentioned)))

    def said(self) -> Iterator[tuple[int, list[Together]]]:
        """The places of articles that say anything, and their parts of events and offices."""
        for place, each in enumerate(self.told.values()):
            parts = [*self.events.in_article(place), *self.offices.in_article(place)]
            if parts or each.mentioned:
                yield place, parts

    def type_of(self, event: int) -> str:
        """Of the event with a number."""
        return self.reports.type(self.events.first(event))

    def links(self) -> Iterator[Link]:
        """Why parts of readings were taken for one, sorted."""
        of_events = links(self.merged, self.facts, self.scorer)
        yield from heapq.merge(self.found.links(), of_events, key=_link_order)


def join(stock: Stock, ledger: Ledger, run: Run) -> Joined:
    """Join the readings of a stock.

    DecisionError where decisions contradict each other or join things of different types.
    """
    articles = _told(stock)
    found = resolve_entities(articles, ledger)
    judge = _Judge(ledger, Written(stock, found))
    held, surroundings = _offices(articles, found, judge)
    scorer = Scorer(event_rules(), surroundings)
    signs = Signs(articles, found, surroundings)
    facts = AllFacts(articles, found)
    known_reports = reports(stock, signs, facts, scorer)
    names = facts.members

    def wished(number: int) -> str:
        return _wished(names[number], known_reports.type(number), scorer)

    # Most runs have no decisions, and then nobody speaks of anything.
    numbers = range(len(names)) if ledger.decisions else ()
    spoken = known(ledger, ((wished(number), names[number], number) for number in numbers))
    merged = merge_events(known_reports, facts, scorer, stock, ledger, spoken)
    ids = distinct([(wished(number), names[number]) for number in merged.first])
    events = Things.of(names, ids, merged.events)
    return Joined(
        stock=stock,
        told=articles,
        found=found,
        offices=held,
        events=judge.kept(events, lambda: _by_ids(events, wished, ledger)),
        merged=merged,
        reports=known_reports,
        facts=facts,
        signs=signs,
        scorer=scorer,
        outlets=[intern(outlet(each.article)) for each in articles.values()],
        copies=copies_of(each.wording for each in articles.values()),
        decided=_decided(ledger, (found.known, spoken), judge.obeyed),
        written=judge.written,
        run=run,
    )


def _told(stock: Stock) -> AllTold:
    """The comparable forms of all readings."""
    article_ids: list[str] = []

    def items() -> Iterator[tuple[bytes, str]]:
        for id_, of_reading in stock.digests():
            article_ids.append(id_)
            yield of_reading, id_

    def make(missing: Iterable[str]) -> Iterable[bytes]:
        return stock.spread(_packed_told, stock.readings(list(missing)))

    return AllTold(article_ids, remembered(stock.memory, "told", items(), make))


def _packed_told(reading: Reading) -> bytes:
    return packed(told(reading))


def _offices(articles: AllTold, found: Entities, judge: "_Judge") -> tuple[Things, World]:
    """The offices, and what they and the entities tell of the world."""
    made = offices(articles, found)
    kept = judge.kept(made, lambda: {office.id: office.id for office in made})
    return kept, world(found, (_served(each, judge.written) for each in kept))


def _served(office: Together, written: Written) -> Served:
    if not office.wrong:
        return served(office.told, len(office.articles))
    claims = written.event(office).claims
    told = {(claim.slot, claim.value.text) for claim in claims}
    return served(told, len({claim.article_id for claim in claims}))


def _by_ids(events: Things, wished: Callable[[int], str], ledger: Ledger) -> dict[str, str]:
    """The ids of events, by those that decisions may have for them."""
    texts = texts_in(ledger)
    return {id_: events.id_of(n) for n in events.numbers() if (id_ := wished(n)) in texts}


class _Judge:
    """Takes out what decisions say is wrong."""

    def __init__(self, ledger: Ledger, written: Written) -> None:
        self._ledger = ledger
        self.written = written
        self.obeyed: set[Decision] = set()

    def kept(self, things: Things, subjects: Callable[[], Mapping[str, str]]) -> Things:
        """The things of which something is left, each with what is to be taken out of it.

        ``subjects`` gives the id of a thing by every id that it may have had.
        """
        if not self._ledger.of("wrong"):
            return things
        articles = {id_ for each in things for id_ in each.articles}
        return things.judged(wrongs(self._ledger, articles, subjects()), self._is_left)

    def _is_left(self, of: Together) -> bool:
        event, obeyed = self.written.judged(of)
        self.obeyed |= obeyed
        return bool(event.claims)


def _wished(name: str, type_: str, scorer: Scorer) -> str:
    """The id of an event whose smallest member this is."""
    prefix = scorer.rules.of(type_).prefix
    return (
        f"{prefix}/{member_slug(name)}" if prefix else f"event/{type_.lower()}-{member_slug(name)}"
    )


def _decided(ledger: Ledger, spoken: Sequence[Known], obeyed: Set[Decision]) -> tuple[Decided, ...]:
    return tuple(
        Decided(
            text=str(decision),
            line=decision.line,
            is_obeyed=decision in obeyed
            or (decision.verb != "wrong" and any(speaks_of(decision, each) for each in spoken)),
        )
        for decision in ledger.decisions
    )


def _link_order(link: Link) -> tuple[object, ...]:
    return natural(link.left), natural(link.right), link.reason
