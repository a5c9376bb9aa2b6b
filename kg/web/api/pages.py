"""One thing with all that is known of it: an event, an entity, an article."""

from collections import defaultdict
from collections.abc import Iterable

from kg import model
from kg.errors import RequestError
from kg.rdf.slots import slots
from kg.web.api.asked import ById
from kg.web.api.index import Index, event_line, is_entity
from kg.web.api.shapes import (
    ArticleLines,
    ArticlePage,
    ClaimMark,
    Conflict,
    EntityPage,
    EventLines,
    EventPage,
    FilledSlot,
    HeldOffice,
    MentionMark,
    Met,
    Point,
    Side,
    Stance,
    Thing,
    Value,
)

_LISTED = 200  # events and articles of an entity; /api/events?who= has the rest
_QUOTED = 3  # articles of one side of a conflict
_FACTUALITY = "factuality"
_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"


def event(index: Index, asked: ById) -> EventPage:
    """An event or agreement: its slots, and for each value the claims with their sentences."""
    if asked.id not in index.events:
        raise RequestError(404, f"{asked.id}: no such event")
    line = index.events[asked.id]
    return EventPage(
        event=event_line(line),
        conflicts=tuple(_conflict(index, one) for one in index.conflicts_of.get(asked.id, ())),
        slots=tuple(_slots(index, index.told[asked.id], line.disputed)),
        outlets=index.outlets(line.articles),
        articles=index.article_lines(line.articles)[:_LISTED],
    )


def entity(index: Index, asked: ById) -> EntityPage:
    """An entity: who it is, its offices, events and stances, whom it meets, who writes of it."""
    if asked.id not in index.entities:
        raise RequestError(404, f"{asked.id}: no such entity")
    found, known = index.entities[asked.id], index.known(asked.id)
    events = index.events_of.get(asked.id, ())
    state = f"state/{known.state}" if known and known.state else None
    point = None
    if known and known.latitude is not None and known.longitude is not None:
        point = Point(latitude=known.latitude, longitude=known.longitude)
    return EntityPage(
        entity=index.entity_line(found),
        names=found.names,
        key=found.key,
        wikidata=f"{_WIKIDATA}{known.wikidata}" if known and known.wikidata else None,
        geonames=f"{_GEONAMES}{known.geonames}/" if known and known.geonames else None,
        point=point,
        state=index.thing(state) if state in index.entities and state != asked.id else None,
        reasons=index.reasons(asked.id),
        offices=tuple(_office(index, office) for office in index.offices_of.get(asked.id, ())),
        stances=tuple(_stances(index, asked.id)),
        meets=_meets(index, asked.id),
        outlets=index.outlets(found.articles),
        events=EventLines(
            total=len(events), offset=0, items=tuple(map(event_line, events[:_LISTED]))
        ),
        articles=ArticleLines(
            total=len(found.articles),
            offset=0,
            items=index.article_lines(found.articles)[:_LISTED],
        ),
    )


def article(index: Index, asked: ById) -> ArticlePage:
    """An article: its text, and where in it something is named or told."""
    if asked.id not in index.articles:
        raise RequestError(404, f"{asked.id}: no such article")
    found = index.articles[asked.id]
    events = index.events_in.get(asked.id, ())
    return ArticlePage(
        article=index.article_line(found),
        text=found.text,
        skipped=tuple((skip.start, skip.end) for skip in found.skips),
        mentions=tuple(
            MentionMark(start=mention.start, end=mention.end, thing=index.thing(named))
            for mention, named in index.mentions_in.get(asked.id, ())
        ),
        claims=tuple(
            mark
            for told in events
            for mark in _marks(c for c in index.told[told.id].claims if c.article_id == asked.id)
        ),
        events=tuple(map(event_line, events)),
    )


def _slots(index: Index, told: model.Event, disputed: Iterable[str]) -> Iterable[FilledSlot]:
    """The slots that are filled, in the order of the vocabulary; what calls it its type is last."""
    claims: dict[str, list[model.Claim]] = defaultdict(list)
    for claim in told.claims:
        claims[claim.slot].append(claim)
    for slot in (*slots(), "type"):
        if slot in claims:
            yield FilledSlot(
                slot=slot, disputed=slot in disputed, values=tuple(index.values(claims[slot]))
            )


def _conflict(index: Index, conflict: model.Conflict) -> Conflict:
    """The articles that say the same stand on one side, the side of most articles first."""
    by_article: dict[str, list[model.Claim]] = defaultdict(list)
    for claim in conflict.claims:
        by_article[claim.article_id].append(claim)
    sides: dict[tuple[Value, ...], list[str]] = defaultdict(list)
    for article, claims in sorted(by_article.items()):
        said = {value.text: value for value in (_value(index, conflict, c) for c in claims)}
        sides[tuple(said[text] for text in sorted(said))].append(article)
    ordered = sorted(sides.items(), key=lambda side: (-len(side[1]), side[1]))
    return Conflict(
        slot=conflict.slot,
        sides=tuple(
            Side(
                values=values,
                articles=tuple(articles),
                outlets=index.outlets(articles),
                claims=tuple(index.claim(by_article[each][0]) for each in articles[:_QUOTED]),
            )
            for values, articles in ordered
        ),
    )


def _value(index: Index, conflict: model.Conflict, claim: model.Claim) -> Value:
    """What a claim stands for in a conflict."""
    if conflict.slot == _FACTUALITY:
        return Value(kind="factuality", text=claim.factuality.value, thing=None)
    return index.value(claim)


def _marks(claims: Iterable[model.Claim]) -> Iterable[ClaimMark]:
    """Each sentence once, with the slots that it fills."""
    said: dict[tuple[int, int], set[str]] = defaultdict(set)
    subject = ""
    for claim in claims:
        said[claim.start, claim.end].add(claim.slot)
        subject = claim.subject
    for (start, end), filled in sorted(said.items()):
        yield ClaimMark(start=start, end=end, event=subject, slots=tuple(sorted(filled)))


def _office(index: Index, office: model.Event) -> HeldOffice:
    by_slot: dict[str, set[str]] = defaultdict(set)
    for claim in office.claims:
        by_slot[claim.slot].add(claim.value.text)
    days = [index.articles[claim.article_id].published for claim in office.claims]
    known = sorted(filter(None, days))
    said = {(claim.article_id, claim.start): claim for claim in reversed(office.claims)}
    return HeldOffice(
        id=office.id,
        titles=tuple(sorted(by_slot["title"])),
        holders=index.things(by_slot["holder"]),
        of=index.things(by_slot["of"]),
        first=known[0] if known else None,
        last=known[-1] if known else None,
        claims=tuple(index.claim(said[place]) for place in sorted(said)),
    )


def _stances(index: Index, entity: str) -> Iterable[Stance]:
    """The stances it takes and those taken toward it, by date."""
    for found in index.events_of.get(entity, ()):
        told = index.told[found.id]
        stances = sorted({c.value.text for c in told.claims if c.slot == "stance"})
        for stance in stances:
            yield Stance(
                event=found.id,
                first=found.periods[0][0] if found.periods else None,
                factuality=found.factuality.value,
                stance=stance,
                speakers=_in_slot(index, told, "speaker"),
                targets=_in_slot(index, told, "target"),
            )


def _in_slot(index: Index, told: model.Event, slot: str) -> tuple[Thing, ...]:
    claimed = (c for c in told.claims if c.slot == slot and is_entity(c))
    return index.things(claim.value.text for claim in claimed)


def _meets(index: Index, entity: str) -> tuple[Met, ...]:
    """Those with whom it takes part in something that has participants."""
    together: dict[str, list[str]] = defaultdict(list)
    for found in index.events_of.get(entity, ()):
        here = {thing.id for thing in _in_slot(index, index.told[found.id], "participant")}
        for other in here - {entity} if entity in here else ():
            together[other].append(found.id)
    met = [Met(who=index.thing(who), events=tuple(ids)) for who, ids in together.items()]
    return tuple(sorted(met, key=lambda one: (-len(one.events), one.who.label, one.who.id)))
