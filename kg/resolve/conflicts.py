"""Claims of different articles that cannot all be true.

Only slots with one true value are looked at, and only values that exclude each other: a month and
a day in it, a city and its state, or overlapping figures are no conflict.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.model import Claim, Conflict, Event, Factuality
from kg.resolve.event_rules import EventRules
from kg.resolve.facts import Figure
from kg.resolve.scores import overlap
from kg.resolve.times import interval
from kg.resolve.world import World

_ByArticle = Mapping[str, Sequence[Claim]]


def conflicts(events: Iterable[Event], rules: EventRules, world: World) -> tuple[Conflict, ...]:
    """All conflicts, sorted by id."""
    found = (each for event in events for each in _of_event(event, rules, world))
    return tuple(sorted(found, key=lambda conflict: conflict.id))


def _of_event(event: Event, rules: EventRules, world: World) -> Iterator[Conflict]:
    if len({claim.article_id for claim in event.claims}) < 2:
        return
    if event.type not in rules.many_places:
        for slot in rules.places:
            yield from _conflict(event, slot, (slot,), lambda a, b: _places_differ(a, b, world))
    for slot in rules.dates:
        yield from _conflict(event, slot, (slot, *_end(slot)), _dates_differ)
    for name in rules.figures:
        yield from _conflict(event, f"{name}Min", (f"{name}Min", f"{name}Max"), _figures_differ)
    yield from _conflict(event, "factuality", ("type",), _denied)


def _end(slot: str) -> tuple[str, ...]:
    return ("dateEnd",) if slot == "date" else ()


def _conflict(
    event: Event,
    slot: str,
    slots: tuple[str, ...],
    differ: Callable[[Sequence[Claim], Sequence[Claim]], bool],
) -> Iterator[Conflict]:
    """A conflict of the articles that contradict another one, if there are any."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in event.claims:
        if claim.slot in slots:
            told[claim.article_id].append(claim)
    articles = sorted(told)
    against = {
        article
        for pair in combinations(articles, 2)
        if differ(told[pair[0]], told[pair[1]])
        for article in pair
    }
    if against:
        yield Conflict(
            id=f"conflict/{event.id.partition('/')[2]}-{slot}",
            subject=event.id,
            slot=slot,
            claims=tuple(
                claim
                for claim in event.claims
                if claim.slot in slots and claim.article_id in against
            ),
        )


def _places_differ(left: Sequence[Claim], right: Sequence[Claim], world: World) -> bool:
    """Whether no place of one article may be, or contain, one of the other."""
    return all(_exclude(one.value.text, other.value.text, world) for one in left for other in right)


def _exclude(one: str, other: str, world: World) -> bool:
    if one == other or world.nested(one, other):
        return False
    states = world.state(one), world.state(other)
    if not all(state.startswith("state/") for state in states):
        return False  # where one of them lies is not known: it may be inside the other
    places = [world.places[id_] for id_ in (one, other) if id_ in world.places]
    return states[0] != states[1] or (len(places) == 2 and all(place.city for place in places))


def _dates_differ(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    ours, theirs = _days(left), _days(right)
    if ours is None or theirs is None:
        return False
    return max(ours[0], theirs[0]) > min(ours[1], theirs[1])


def _days(claims: Sequence[Claim]) -> tuple[int, int] | None:
    """First and last day of all that an article says."""
    intervals = [days for claim in claims if (days := interval(claim.value.text))]
    if not intervals:
        return None
    return min(first for first, _ in intervals), max(last for _, last in intervals)


def _figures_differ(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    return not overlap(_figure(left), _figure(right))


def _figure(claims: Sequence[Claim]) -> Figure:
    values = [int(claim.value.text) for claim in claims]
    return min(values), max(values)


def _denied(left: Sequence[Claim], right: Sequence[Claim]) -> bool:
    """Whether one article asserts what the other denies or gives a denial of."""
    ours, theirs = (
        any(c.factuality is Factuality.DENIED or c.denied_by for c in claims)
        for claims in (left, right)
    )
    first, second = (
        any(c.factuality is Factuality.CERTAIN and not c.denied_by for c in claims)
        for claims in (left, right)
    )
    return (ours and second) or (theirs and first)
