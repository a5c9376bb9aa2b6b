"""Claims that somebody decided to be wrong leave the graph; the reading keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Claim, Event, ValueKind
from kg.resolve.entities import Entities
from kg.resolve.ids import digest
from kg.resolve.ledger import Decision, Ledger

_DIGEST = 8  # digits behind the shortened text in the id of a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
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
        return self.value == text or any(found.id_of(member) == text for member in members)


Wrongs = Sequence[tuple[Decision, Wrong]]
"""What decisions say of one event."""


def wrongs(
    ledger: Ledger, articles: Iterable[str], subjects: Mapping[str, str]
) -> dict[str, Wrongs]:
    """What decisions say of events, or offices, by their ids.

    ``articles`` are those that tell of any, ``subjects`` gives the id of an event by every id that
    it may have had.
    """
    found: dict[str, list[tuple[Decision, Wrong]]] = defaultdict(list)
    known = sorted(articles)
    for decision in ledger.of("wrong"):
        for each in _spoken_of(decision, known, subjects):
            found[each.subject].append((decision, each))
    return dict(found)


def without_wrong(event: Event, wrong: Wrongs, found: Entities) -> tuple[Event, set[Decision]]:
    """An event without the claims decided to be wrong, and the decisions that took some.

    What an article says of an event stands or falls with its claim of the type; an event that
    nobody tells of any more has no claims.
    """
    gone: set[Claim] = set()
    obeyed = set()
    for decision, each in wrong:
        meant = {claim for claim in event.claims if each.means(claim, found)}
        if meant:
            gone |= meant
            obeyed.add(decision)
    if not gone:
        return event, obeyed
    return replace(event, claims=tuple(c for c in event.claims if c not in gone)), obeyed


def _spoken_of(
    decision: Decision, articles: Iterable[str], subjects: Mapping[str, str]
) -> Iterator[Wrong]:
    """claim/<article>/<kind>/<tail>/<slot>/<value>, where an article's id may have slashes."""
    rest = decision.things[0].removeprefix("claim/")
    for article in articles:
        if rest.startswith(f"{article}/"):
            kind, tail, slot, value = (*rest[len(article) + 1 :].split("/", 3), "", "", "", "")[:4]
            subject = subjects.get(f"{kind}/{tail}")
            if subject and slot:
                yield Wrong(article=article, subject=subject, slot=slot, value=value)
