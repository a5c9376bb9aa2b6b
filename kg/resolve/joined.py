"""All articles joined: which things there are and who tells of them, without their words.

This is small beside the readings, and says of each thing what it is made of. The words come from
the readings, when somebody wants them (``kg/resolve/together.py``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from operator import attrgetter
from sys import intern

from kg.model import Decided, Link, Reading, Run
from kg.resolve.decided import Known, known, speaks_of
from kg.resolve.entities import Entities, resolve_entities
from kg.resolve.event_rules import event_rules
from kg.resolve.events import Merged, links, merge_events
from kg.resolve.facts import Facts
from kg.resolve.ids import distinct, member, member_slug, natural
from kg.resolve.ledger import Decision, Ledger
from kg.resolve.memory import Stock, packed, remembered
from kg.resolve.offices import offices, served
from kg.resolve.reports import AllFacts, Report, Signs, reports
from kg.resolve.scores import Scorer
from kg.resolve.sources import copies_of, outlet
from kg.resolve.together import Together, Written
from kg.resolve.told import AllTold, Told, told
from kg.resolve.world import Served, World, world
from kg.resolve.wrong import wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What there is in all articles."""

    stock: Stock
    told: Mapping[str, Told]  #: by article, sorted
    found: Entities
    offices: tuple[Together, ...]  #: sorted by id
    events: tuple[Together, ...]  #: sorted by id
    merged: Merged
    reports: Mapping[str, Report]  #: by member
    facts: Mapping[str, Facts]  #: of reports, by member
    signs: Signs
    scorer: Scorer
    outlets: Mapping[str, str]  #: by article
    copies: Mapping[str, str]  #: by article
    decided: tuple[Decided, ...]
    written: Written
    run: Run

    def mentioned(self, article_id: str) -> list[str]:
        """The ids of the entities that an article mentions, sorted."""
        told, ids = self.told[article_id], self.found.ids
        return sorted({ids[member(article_id, local)] for local in told.mentioned})

    def said(self) -> dict[str, list[Together]]:
        """The events and offices of which each article tells, if it says anything at all."""
        said: dict[str, list[Together]] = {
            id_: [] for id_, each in self.told.items() if each.mentioned
        }
        for each in (*self.events, *self.offices):
            for id_ in each.articles:
                said.setdefault(id_, []).append(each)
        return said

    def links(self) -> tuple[Link, ...]:
        """Why parts of readings were taken for one, sorted."""
        found = (*self.found.links, *links(self.merged, self.facts, self.scorer))
        return tuple(sorted(found, key=_link_order))


def join(stock: Stock, ledger: Ledger, run: Run) -> Joined:
    """Join the readings of a stock.

    DecisionError where decisions contradict each other or join things of different types.
    """
    articles = _told(stock)
    found = resolve_entities(articles.values(), ledger)
    judge = _Judge(ledger, Written(stock, found))
    held, surroundings = _offices(articles.values(), found, judge)
    scorer = Scorer(event_rules(), surroundings)
    signs = Signs(stock, articles, found.ids, surroundings)
    facts = AllFacts(articles, found.ids)
    known_reports = reports(stock, articles, signs, facts, scorer)

    def wished(name: str) -> str:
        return _wished(name, known_reports[name].type, scorer)

    # Most runs have no decisions, and then nobody speaks of anything.
    spoken = known((wished(name), name) for name in (known_reports if ledger.decisions else ()))
    merged = merge_events(known_reports, facts, scorer, stock, ledger, spoken)
    events = _events(merged, wished, judge)
    return Joined(
        stock=stock,
        told=articles,
        found=found,
        offices=held,
        events=events,
        merged=merged,
        reports=known_reports,
        facts=facts,
        signs=signs,
        scorer=scorer,
        outlets={id_: intern(outlet(each.article)) for id_, each in articles.items()},
        copies=copies_of({id_: each.wording for id_, each in articles.items()}),
        decided=_decided(ledger, (found.known, spoken), judge.obeyed),
        written=judge.written,
        run=run,
    )


def _told(stock: Stock) -> AllTold:
    """The comparable forms of all readings."""
    digests = dict(sorted(stock.digests().items()))

    def make(missing: Iterable[str]) -> Iterable[bytes]:
        return stock.spread(_packed_told, stock.readings(set(missing)))

    items = {digest: id_ for id_, digest in digests.items()}
    return AllTold(remembered(stock.memory, "told", items, make), digests)


def _packed_told(reading: Reading) -> bytes:
    return packed(told(reading))


def _offices(
    articles: Iterable[Told], found: Entities, judge: "_Judge"
) -> tuple[tuple[Together, ...], World]:
    """The offices, and what they and the entities tell of the world."""
    made = offices(articles, found.ids)
    kept = judge.kept(made, lambda: {office.id: office.id for office in made})
    return kept, world(found.entities, (_served(each, judge.written) for each in kept))


def _served(office: Together, written: Written) -> Served:
    if not office.wrong:
        return served(office.told, len(office.articles))
    claims = written.event(office).claims
    told = {(claim.slot, claim.value.text) for claim in claims}
    return served(told, len({claim.article_id for claim in claims}))


def _events(merged: Merged, wished: Callable[[str], str], judge: "_Judge") -> tuple[Together, ...]:
    ids = distinct([(wished(group[0]), group[0]) for group in merged.groups])
    events = [Together(id_, names) for id_, names in zip(ids, merged.groups, strict=True)]
    events.sort(key=attrgetter("id"))
    return judge.kept(
        events, lambda: {wished(name): each.id for each in events for name in each.members}
    )


class _Judge:
    """Takes out what decisions say is wrong."""

    def __init__(self, ledger: Ledger, written: Written) -> None:
        self._ledger = ledger
        self.written = written
        self.obeyed: set[Decision] = set()

    def kept(
        self, things: Sequence[Together], subjects: Callable[[], Mapping[str, str]]
    ) -> tuple[Together, ...]:
        """The things of which something is left, each with what is to be taken out of it.

        ``subjects`` gives the id of a thing by every id that it may have had.
        """
        if not self._ledger.of("wrong"):
            return tuple(things)
        articles = {id_ for each in things for id_ in each.articles}
        wrong = wrongs(self._ledger, articles, subjects())
        judged = (replace(each, wrong=wrong.get(each.id, ())) for each in things)
        return tuple(each for each in judged if not each.wrong or self._is_left(each))

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
