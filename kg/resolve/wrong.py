"""Claims that somebody decided to be wrong leave the graph; the reading keeps them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.model import Claim, Event, ValueKind
from kg.resolve.entities import Entities
from kg.resolve.ids import digest
from kg.resolve.ledger import Decision, Ledger

_DIGEST = 8  # digits behind the shortened text in the id of a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """The claims that a decision speaks of."""

    article: str
    subject: str
    slot: str
    value: str

    def means(self, claim: Claim, found: Entities) -> bool:
        """Whether the decision takes this claim, or the whole event of its article, out."""
        if claim.article_id != self.article:
            return False
        return self.slot == "type" or (claim.slot == self.slot and self._value(claim, found))

    def _value(self, claim: Claim, found: Entities) -> bool:
        text = claim.value.text
        if claim.value.kind is ValueKind.TEXT:
            return self.value == text or self.value.endswith(f"-{digest(text, _DIGEST)}")
        members = found.known.get(self.value, ())
        return self.value == text or any(found.ids[name] == text for name in members)


class Kept(NamedTuple):
    """What is left once claims decided to be wrong are out, and the decisions that took some."""

    events: tuple[Event, ...]
    obeyed: frozenset[Decision]


def without_wrong(
    ledger: Ledger, found: Entities, events: Sequence[Event], subjects: Mapping[str, str]
) -> Kept:
    """The events, or offices, without the claims decided to be wrong.

    ``subjects`` gives the id of an event by every id it may have had. What an article says of an
    event stands or falls with its claim of the type; an event that nobody tells of any more goes.
    """
    wrong = [(d, each) for d in ledger.of("wrong") for each in _spoken_of(d, events, subjects)]
    if not wrong:
        return Kept(tuple(events), frozenset())
    by_id = {event.id: event for event in events}
    gone: dict[str, set[Claim]] = {}
    obeyed = set()
    for decision, each in wrong:
        meant = {claim for claim in by_id[each.subject].claims if each.means(claim, found)}
        if meant:
            gone.setdefault(each.subject, set()).update(meant)
            obeyed.add(decision)
    kept = (_without(event, gone.get(event.id, ())) for event in events)
    return Kept(tuple(event for event in kept if event.claims), frozenset(obeyed))


def _without(event: Event, gone: Collection[Claim]) -> Event:
    if not gone:
        return event
    return replace(event, claims=tuple(claim for claim in event.claims if claim not in gone))


def _spoken_of(
    decision: Decision, events: Sequence[Event], subjects: Mapping[str, str]
) -> Iterator[_Wrong]:
    """claim/<article>/<kind>/<tail>/<slot>/<value>, where an article's id may have slashes."""
    rest = decision.things[0].removeprefix("claim/")
    articles = {claim.article_id for event in events for claim in event.claims}
    for article in sorted(articles):
        if rest.startswith(f"{article}/"):
            kind, tail, slot, value = (*rest[len(article) + 1 :].split("/", 3), "", "", "", "")[:4]
            subject = subjects.get(f"{kind}/{tail}")
            if subject and slot:
                yield _Wrong(article=article, subject=subject, slot=slot, value=value)
