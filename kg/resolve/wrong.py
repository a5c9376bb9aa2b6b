"""Claims that somebody decided to be wrong leave the graph; the reading keeps them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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


def without_wrong(
    ledger: Ledger, found: Entities, events: Sequence[Event], subjects: Mapping[str, str]
) -> tuple[Event, ...]:
    """The events, or offices, without the claims decided to be wrong.

    ``subjects`` gives the id of an event by every id it may have had. What an article says of an
    event stands or falls with its claim of the type; an event that nobody tells of any more goes.
    """
    wrong = [each for d in ledger.of("wrong") for each in _spoken_of(d, events, subjects)]
    if not wrong:
        return tuple(events)
    kept = (_without(event, [w for w in wrong if w.subject == event.id], found) for event in events)
    return tuple(event for event in kept if event.claims)


def _without(event: Event, wrong: Sequence[_Wrong], found: Entities) -> Event:
    if not wrong:
        return event
    left = (c for c in event.claims if not any(each.means(c, found) for each in wrong))
    return replace(event, claims=tuple(left))


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
