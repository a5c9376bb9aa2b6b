"""One graph of many readings: which entities and events of different articles are one.

The graph depends on the set of readings and on the decisions of people, on nothing else: neither
on the order of the articles nor on which were added first.
"""

from collections.abc import Iterable, Sequence, Set
from itertools import chain
from typing import NamedTuple

from kg.model import Decided, Graph, Link, Reading, Run
from kg.resolve.conflicts import conflicts
from kg.resolve.decided import Known, known, speaks_of
from kg.resolve.entities import Entities, resolve_entities
from kg.resolve.event_rules import event_rules
from kg.resolve.events import merge_events
from kg.resolve.facts import Facts, facts
from kg.resolve.ids import distinct, member, member_slug, natural
from kg.resolve.ledger import Decision, Ledger
from kg.resolve.offices import office_groups
from kg.resolve.scores import Scorer
from kg.resolve.sources import support
from kg.resolve.together import events_of, reported_events, reported_offices
from kg.resolve.world import world
from kg.resolve.wrong import Kept, without_wrong


def resolve(readings: Iterable[Reading], ledger: Ledger, run: Run) -> Graph:
    """The graph of all readings; every article has one reading.

    DecisionError where decisions contradict each other or join things of different types.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    articles = tuple(reading.article for reading in ordered)
    found = resolve_entities(ordered, ledger)
    offices = _offices(ordered, found, ledger)
    scorer = Scorer(event_rules(), world(found.entities, offices.events))
    events, links, spoken = _events(ordered, found, ledger, scorer)
    return Graph(
        articles=articles,
        entities=found.entities,
        offices=offices.events,
        events=events.events,
        conflicts=conflicts(events.events, scorer.rules, scorer.world),
        links=tuple(sorted(chain(found.links, links), key=_link_order)),
        run=run,
        support=support(events.events, articles),
        decided=_decided(ledger, (found.known, spoken), offices.obeyed | events.obeyed),
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


class _Told(NamedTuple):
    """The events of all articles, why they were joined, and every id somebody may use."""

    kept: Kept
    links: tuple[Link, ...]
    spoken: Known


def _offices(readings: Sequence[Reading], found: Entities, ledger: Ledger) -> Kept:
    groups = office_groups(readings, found.ids)
    offices = events_of(groups, reported_offices(readings), found.ids)
    return without_wrong(ledger, found, offices, {office.id: office.id for office in offices})


def _events(readings: Sequence[Reading], found: Entities, ledger: Ledger, scorer: Scorer) -> _Told:
    reported = reported_events(readings)
    wished = {name: _wished(name, event.type, scorer) for name, event in reported.items()}
    told = wished.items() if ledger.decisions else ()
    spoken = known((id_, name) for name, id_ in told)
    merged = merge_events(_facts(readings, found, scorer), scorer, ledger, spoken)
    ids = distinct([(wished[group[0]], group[0]) for group in merged.groups])
    events = events_of(zip(ids, merged.groups, strict=True), reported, found.ids)
    subjects = {
        wished[name]: id_ for id_, group in zip(ids, merged.groups, strict=True) for name in group
    }
    return _Told(without_wrong(ledger, found, events, subjects), merged.links, spoken)


def _facts(readings: Sequence[Reading], found: Entities, scorer: Scorer) -> dict[str, Facts]:
    compared = {}
    for reading in readings:
        id_ = reading.article.id
        ids = {entity.id: found.ids[member(id_, entity.id)] for entity in reading.entities}
        for event in reading.events:
            name = member(id_, event.id)
            compared[name] = facts(event, reading.article.published, ids, scorer.rules)
    return compared


def _wished(name: str, type_: str, scorer: Scorer) -> str:
    """The id of an event whose smallest member this is."""
    prefix = scorer.rules.of(type_).prefix
    return (
        f"{prefix}/{member_slug(name)}" if prefix else f"event/{type_.lower()}-{member_slug(name)}"
    )


def _link_order(link: Link) -> tuple[object, ...]:
    return natural(link.left), natural(link.right), link.reason
