"""Events that a sentence may tell: by the frames, by the models, or by both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.extract import EventMention
from kg.claims.fillers import Sides
from kg.claims.learned.candidates import Candidate, candidates
from kg.claims.phrases import Clause
from kg.model import Announced

_NEAR = 3  #: tokens between the words that frames and models take for one event's
_LEAST = 0.08  #: what models announce with less is asked about only where frames agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One event that a sentence may tell."""

    clause: Clause
    event: str  #: an event type; of one with stances, "Statement-support"
    token: int
    mention: EventMention | None  #: as the frames read it
    announced: Announced | None  #: as the models do
    candidates: tuple[Candidate, ...]  #: of the sentence

    @property
    def frame(self) -> str:
        """The event type."""
        return self.event.partition("-")[0]

    @property
    def chance(self) -> float:
        """What the models give the words."""
        return self.announced.chance if self.announced else 0.0


def proposals(
    clause: Clause, mentions: Sequence[EventMention], sides: Sides
) -> tuple[Proposal, ...]:
    """All proposals of a sentence, those of the frames first; ``mentions`` are the frames'."""
    announced = sorted(clause.sentence.announced or (), key=lambda one: -one.chance)
    fillers = candidates(clause, sides)
    read = [_read(clause, mention, announced, fillers) for mention in mentions]
    return (*read, *_unread(clause, announced, read, fillers))


def _read(
    clause: Clause,
    mention: EventMention,
    announced: Sequence[Announced],
    fillers: tuple[Candidate, ...],
) -> Proposal:
    near = [one for one in announced if _is_near(one, named(mention), mention.token)]
    return Proposal(
        clause=clause,
        event=named(mention),
        token=mention.token,
        mention=mention,
        announced=min(near, key=lambda one: abs(one.token - mention.token), default=None),
        candidates=fillers,
    )


def _unread(
    clause: Clause,
    announced: Sequence[Announced],
    read: Sequence[Proposal],
    fillers: tuple[Candidate, ...],
) -> Iterator[Proposal]:
    """What the models alone announce, the likeliest of several words for one event."""
    taken = [(one.event, one.token) for one in read]
    for one in announced:
        if one.chance < _LEAST or any(_is_near(one, *place) for place in taken):
            continue
        taken.append((one.event, one.token))
        yield Proposal(
            clause=clause,
            event=one.event,
            token=one.token,
            mention=None,
            announced=one,
            candidates=fillers,
        )


def _is_near(one: Announced, event: str, token: int) -> bool:
    return one.event == event and abs(one.token - token) <= _NEAR


def named(mention: EventMention) -> str:
    """A mention's event as the models name it."""
    return "-".join([mention.frame, *(stance.lower() for stance in mention.values("stance"))])
