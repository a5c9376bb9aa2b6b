"""What of the proposals of frames and models an article really tells: decided as was learned.

Frames bring knowledge, the models what annotated articles taught them; a weighing of both
(``weights``) says which events a sentence tells, and what fills their slots.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.claims.attribution import Source
from kg.claims.attribution import sources as sources_of
from kg.claims.extract import EventMention
from kg.claims.fillers import Filler, Sides
from kg.claims.learned.certainty import certainty
from kg.claims.learned.features import Around, around, of_event, of_filler
from kg.claims.learned.options import Option, options
from kg.claims.learned.proposals import Proposal, named, proposals
from kg.claims.learned.sources import said_by
from kg.claims.learned.weights import decisions
from kg.claims.phrases import Clause
from kg.claims.senses import Senses, other_sense, senses
from kg.knowledge.frames import frames
from kg.knowledge.lexicon import words
from kg.model import Value, ValueKind

BY_MODELS = "by the models"  #: group of mentions that no frame has, path of fillers
_NEAR = 3  #: tokens within which one event of a type is told once


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A proposal and what was decided about it."""

    proposal: Proposal
    chance: float  #: that the sentence tells of such an event
    reasons: tuple[str, ...]
    refused: str  #: why it is none, in words; "" for what is told


def decide(
    clauses: Sequence[Clause], mentions: Sequence[EventMention], sides: Sides
) -> tuple[EventMention, ...]:
    """The event mentions of an article; ``mentions`` are what the frames read.

    Those in the sense of their frame remain as they are where the models do not tell what words
    announce, and those of events that no decision was learned for.
    """
    if not models_tell(clauses):
        return _meant(clauses, mentions)
    known = decisions()["event"].known
    return (
        *_meant(clauses, [mention for mention in mentions if named(mention) not in known]),
        *(
            mention_of(one.proposal, one.chance, _fillers(one.proposal, sides), sides)
            for one in weighed(clauses, mentions, sides)
            if not one.refused
        ),
    )


def _meant(clauses: Sequence[Clause], mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """The mentions whose words are in the sense of their frame."""
    told = senses(clauses) if mentions else {}
    return tuple(
        one
        for one in mentions
        if not other_sense(clauses[one.sentence], one.token, one.frame, told)
    )


def models_tell(clauses: Sequence[Clause]) -> bool:
    """Whether the models told of every sentence what its words announce."""
    return all(clause.sentence.announced is not None for clause in clauses)


def weighed(
    clauses: Sequence[Clause], mentions: Sequence[EventMention], sides: Sides
) -> Iterator[Weighed]:
    """All proposals of an article, by sentence and token, each with its decision."""
    known = decisions()["event"].known
    article, told = around(clauses, len(mentions)), senses(clauses)
    for clause in clauses:
        here = [mention for mention in mentions if mention.sentence == clause.sentence.index]
        own = [mention for mention in here if named(mention) in known]
        denials = [source for source in sources_of(clause, sides) if source.denies]
        found = _of_sentence(proposals(clause, own, sides), article, told, denials)
        yield from sorted(found, key=_place)


def _place(one: Weighed) -> tuple[int, str]:
    return one.proposal.token, one.proposal.event


def _of_sentence(
    given: Sequence[Proposal], article: Around, told: Senses, denials: Sequence[Source]
) -> Iterator[Weighed]:
    """The proposals of a sentence, the likeliest first.

    What frames read and somebody denies is told however unlikely: there are too few denials to
    learn from, and none may be lost.
    """
    decision = decisions()["event"]
    found = [(of_event(one, article), one) for one in given]
    chances = [(decision.chance(features), features, one) for features, one in found]
    kept: list[Proposal] = []
    for chance, features, one in sorted(chances, key=lambda each: -each[0]):
        ruled = one.mention is not None
        denied = ruled and any(_denies(each, one) for each in denials)
        refused = other_sense(one.clause, one.token, one.frame, told)
        if not refused and not denied and not decision.is_yes(chance, ruled=ruled):
            refused = "unlikely"
        if not refused and _told_already(one, kept):
            refused = "a likelier word tells it"
        if not refused:
            kept.append(one)
        yield Weighed(
            proposal=one, chance=chance, reasons=decision.reasons(features), refused=refused
        )


def _denies(source: Source, one: Proposal) -> bool:
    return source.verb != one.token and source.scope[0] <= one.token <= source.scope[1]


def _told_already(one: Proposal, kept: Sequence[Proposal]) -> bool:
    """Whether a likelier proposal takes the words; stances may differ at one word."""
    return one.mention is None and any(
        other.frame == one.frame
        and abs(other.token - one.token) <= _NEAR
        and (other.event == one.event or not frames()[one.frame].said)
        for other in kept
    )


def mention_of(
    one: Proposal, chance: float, fillers: Iterable[Filler], sides: Sides
) -> EventMention:
    """A proposal that was found right, with these fillers beside those that its words give."""
    mention = one.mention or _unlisted(one)
    kept = tuple(f for f in mention.fillers if f.value.kind in (ValueKind.STANCE, ValueKind.TEXT))
    return replace(
        mention,
        fillers=(*kept, *fillers),
        factuality=certainty(one, mention.factuality),
        chance=round(chance, 2),
        said_by=said_by(one, sides),
    )


def _unlisted(one: Proposal) -> EventMention:
    """What the models alone announce, without its fillers."""
    assert one.announced is not None
    stance = one.event.partition("-")[2].capitalize()
    value = Value(kind=ValueKind.STANCE, text=stance)
    given = (Filler(slot="stance", value=value, score=1, path="trigger"),) if stance else ()
    return EventMention(
        frame=one.frame,
        group=BY_MODELS,
        words=one.clause.lower(one.token),
        sentence=one.clause.sentence.index,
        token=one.token,
        fillers=given,
        factuality=one.announced.factuality[0][0],
        anaphoric=one.clause.lower(one.token + 1) in words("grammar", "demonstratives"),
        verbal=one.clause.token(one.token).upos == "VERB",
        follows=False,
    )


def _fillers(one: Proposal, sides: Sides) -> Iterator[Filler]:
    """The likely options: of a slot with one true value the likeliest, each value in one slot."""
    decision = decisions()["filler"]
    found = options(one, sides)
    weighed = [(decision.chance(of_filler(each, one, found)), each) for each in found]
    likely = [
        (chance, each)
        for chance, each in weighed
        if decision.is_yes(chance, ruled=each.filler is not None)
    ]
    likely.sort(key=lambda pair: (-pair[0], pair[1].slot, pair[1].value.text))
    taken: set[str] = set()
    filled: set[str] = set()
    for chance, each in likely:
        role = frames()[one.frame].role(each.slot)
        entity = each.value.kind is ValueKind.ENTITY
        if role is None or (role.single and each.slot in filled):
            continue
        if entity and each.value.text in taken:
            continue
        filled.add(each.slot)
        taken |= {each.value.text} if entity else set()
        yield filler(each, chance)


def filler(option: Option, chance: float) -> Filler:
    """What an option fills its slot with, if it is right."""
    path = option.filler.path if option.filler else BY_MODELS
    return Filler(slot=option.slot, value=option.value, score=round(chance, 2), path=path)
