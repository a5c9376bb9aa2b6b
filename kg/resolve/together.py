"""Claims of different articles side by side under the global ids of what they are about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.model import Claim, Event, Reading, Value, ValueKind
from kg.resolve.ids import member

Ids = Mapping[str, str]
"""Global ids by member."""


def events_of(
    groups: Iterable[tuple[str, Sequence[str]]], reported: Mapping[str, Event], ids: Ids
) -> tuple[Event, ...]:
    """One event for each (global id, members), sorted by id; claims untouched but for ids."""
    events = (_event(id_, members, reported, ids) for id_, members in groups)
    return tuple(sorted(events, key=lambda event: event.id))


def reported_events(readings: Iterable[Reading]) -> dict[str, Event]:
    """Events by member."""
    return {
        member(reading.article.id, event.id): event
        for reading in readings
        for event in reading.events
    }


def reported_offices(readings: Iterable[Reading]) -> dict[str, Event]:
    """Offices by member."""
    return {
        member(reading.article.id, office.id): office
        for reading in readings
        for office in reading.offices
    }


def order(claim: Claim) -> tuple[str, int, int, str, str]:
    """Sorts claims by article, offset, slot and value."""
    return claim.article_id, claim.start, claim.end, claim.slot, claim.value.text


def _event(id_: str, members: Sequence[str], reported: Mapping[str, Event], ids: Ids) -> Event:
    claims = (claim for name in members for claim in reported[name].claims)
    told = (_global(claim, id_, ids) for claim in claims)
    return Event(id=id_, type=reported[members[0]].type, claims=tuple(_once(told)))


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
