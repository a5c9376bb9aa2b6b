"""Event mentions with what their sentences say about them: who reports, what context adds."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.attribution import Source, Voices, shares, sources, voices_of
from kg.claims.dating import dates_report
from kg.claims.extract import EventMention
from kg.claims.fillers import WEAK, Filler, Sides, bounds
from kg.claims.phrases import Clause
from kg.knowledge.frames import Frame, frames
from kg.knowledge.lexicon import words
from kg.model import EntityType, Factuality, Value, ValueKind

_NEAR = 2  #: sentences back from which an event mention takes over slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event mention with those who may have told of it, and who denies it."""

    mention: EventMention
    voices: Voices
    denied_by: tuple[str, ...]
    is_denied: bool  #: by somebody who denies it still


def told(
    clauses: Sequence[Clause], mentions: Sequence[EventMention], sides: Sides
) -> Iterator[Told]:
    """The mentions of an article in order, completed from their context."""
    said = {clause.sentence.index: sources(clause, sides) for clause in clauses}
    spoken, share = _report_dates(clauses, said), shares(said)
    for mention in mentions:
        completed = _inherit(mention, mentions, sides)
        completed = _count_behind(clauses, completed)
        clause = clauses[mention.sentence]
        reporting = _reporting(mention, mentions, clause, said)
        if frames()[mention.frame].said:
            completed = _speaker_is_reporter(completed, reporting, sides)
        completed = _with_report_date(completed, spoken)
        ruled = _speakers(completed, reporting, sides)
        yield Told(
            mention=completed,
            voices=voices_of(clause, completed.token, said, share, ruled),
            denied_by=tuple(
                dict.fromkeys(e for source in reporting if source.denies for e in source.entities)
            ),
            is_denied=any(source.denies and source.stands for source in reporting),
        )


def _report_dates(
    clauses: Sequence[Clause], said: Mapping[int, Sequence[Source]]
) -> Mapping[str, str]:
    """When each source of the article spoke, by the first sentence that dates it."""
    spoken: dict[str, str] = {}
    for clause in clauses:
        dates = [date for date in clause.dates if dates_report(clause, date)]
        for source in said[clause.sentence.index] if dates else ():
            for entity in source.entities:
                spoken.setdefault(entity, dates[0].value)
    return spoken


def _with_report_date(mention: EventMention, spoken: Mapping[str, str]) -> EventMention:
    """A statement without a date has that of its speaker's words elsewhere in the article."""
    if not frames()[mention.frame].said or mention.values("date"):
        return mention
    dates = {spoken[speaker] for speaker in mention.values("speaker") if speaker in spoken}
    if len(dates) != 1:
        return mention
    value = Value(kind=ValueKind.DATE, text=dates.pop())
    filler = Filler(slot="date", value=value, score=WEAK, path="when the speaker spoke")
    return dataclasses.replace(mention, fillers=(*mention.fillers, filler))


def _reporting(
    mention: EventMention,
    mentions: Sequence[EventMention],
    clause: Clause,
    said: Mapping[int, Sequence[Source]],
) -> list[Source]:
    """The sources that tell of a mention, not of something in which it is background."""
    beside = [other for other in mentions if other.sentence == mention.sentence]
    position = clause.phrase_at(mention.token)
    circumstance = position is not None and bool(clause.phrases[position].preposition)
    background = (circumstance and len(beside) > 1) or any(other.verbal for other in beside)
    if mention.anaphoric or (background and not mention.verbal):
        return []
    own = [source for source in said[mention.sentence] if _covers(clause, source, mention)]
    return [*own, *_denials_behind(mention, mentions, said)]


def _denials_behind(
    mention: EventMention,
    mentions: Sequence[EventMention],
    said: Mapping[int, Sequence[Source]],
) -> Iterator[Source]:
    """Denials of what was told before: of the nearest sentence that tells of something."""
    for sentence in range(mention.sentence + 1, mention.sentence + 1 + _NEAR):
        yield from (source for source in said.get(sentence, ()) if source.back)
        if any(other.sentence == sentence for other in mentions):
            return


def _speakers(mention: EventMention, reporting: Sequence[Source], sides: Sides) -> tuple[str, ...]:
    """Those of the sources who tell of a mention and have no part in it."""
    own = {f.value.text for f in mention.fillers if f.value.kind is ValueKind.ENTITY}
    said = frames()[mention.frame].said
    found = (
        entity
        for source in reporting
        if not source.denies
        for entity in source.entities
        if entity not in own and (not said or sides.types[entity] is EntityType.ORGANIZATION)
    )
    return tuple(dict.fromkeys(found))


def _covers(clause: Clause, source: Source, mention: EventMention) -> bool:
    """Whether a mention lies in what is reported, and is not what the reporting word judges."""
    if source.verb == mention.token or not source.scope[0] <= mention.token <= source.scope[1]:
        return False
    judged = clause.phrase_at(source.verb + 1)
    return source.denies or judged is None or judged != clause.phrase_at(mention.token)


def _speaker_is_reporter(
    mention: EventMention, reporting: Sequence[Source], sides: Sides
) -> EventMention:
    """ "Jokowi menegaskan Indonesia mengutuk …": the one who says so is the speaker."""
    speakers = mention.values("speaker")
    reporters = {e for s in reporting for e in s.entities if sides.of.get(e) in speakers}
    if len(speakers) != 1 or len(reporters) != 1:
        return mention
    reporter = Value(kind=ValueKind.ENTITY, text=reporters.pop())
    fillers = tuple(
        dataclasses.replace(f, value=reporter, path=f"{f.path}; said by its office-holder")
        if f.slot == "speaker"
        else f
        for f in mention.fillers
    )
    return dataclasses.replace(mention, fillers=fillers)


def _inherit(
    mention: EventMention,
    mentions: Sequence[EventMention],
    sides: Sides,
) -> EventMention:
    """Empty slots from the event mention beside it that the frame inherits from."""
    frame = frames()[mention.frame]
    for other, slots in frame.inherits.items():
        own_sides = {sides.side(f.value.text) for f in mention.fillers}
        added = [
            filler
            for own, theirs in slots.items()
            if not mention.values(own)
            for filler in _taken(
                frame, own, _nearest(other, theirs, mention, mentions), theirs, sides
            )
            if not (_points_at(frame, own) and filler.value.text in own_sides)
        ]
        mention = dataclasses.replace(mention, fillers=mention.fillers + tuple(added))
    return mention


def _points_at(frame: Frame, slot: str) -> bool:
    """Whether a slot holds the other side: nobody is the target of their own words."""
    role = frame.role(slot)
    return role is not None and role.first


def _nearest(
    frame: str, slot: str, mention: EventMention, mentions: Sequence[EventMention]
) -> EventMention | None:
    """The mention of another frame with a slot filled in the sentence, or else shortly before."""
    near = [
        other
        for other in mentions
        if other.frame == frame
        and 0 <= mention.sentence - other.sentence <= _NEAR
        and other.values(slot)
    ]
    return min(
        near,
        key=lambda other: (mention.sentence - other.sentence, abs(mention.token - other.token)),
        default=None,
    )


def _taken(
    frame: Frame, own: str, source: EventMention | None, theirs: str, sides: Sides
) -> Iterator[Filler]:
    role = frame.role(own)
    if role is None or source is None:
        return
    for filler in source.fillers:
        if filler.slot != theirs:
            continue
        entity = filler.value.kind is ValueKind.ENTITY
        value = filler.value
        if entity and (role.first or sides.types[value.text] not in role.range):
            value = Value(kind=ValueKind.ENTITY, text=sides.side(value.text))
            if sides.types.get(value.text) not in role.range:
                continue
        if entity and own == "place" and sides.types[value.text] is not EntityType.PLACE:
            continue
        path = f"taken over from {source.group} ({source.words})"
        yield Filler(slot=own, value=value, score=WEAK, path=path)


def _count_behind(clauses: Sequence[Clause], mention: EventMention) -> EventMention:
    """ "… tentara yang dikerahkan. Jumlah tersebut berkisar antara 1.000 hingga 3.000 orang." """
    stem = _counted(mention)
    if not stem or mention.sentence + 1 >= len(clauses):
        return mention
    clause = clauses[mention.sentence + 1]
    opens = clause.lower(1) in words("heads", "figures")
    if not opens or clause.lower(2) not in words("grammar", "demonstratives"):
        return mention
    if not clause.numbers:
        return mention
    fillers = bounds(stem, clause.numbers[0])
    return dataclasses.replace(
        mention, fillers=mention.fillers + fillers, factuality=Factuality.POSSIBLE
    )


def _counted(mention: EventMention) -> str:
    """The stem of the figures that a mention has open, or ""."""
    frame = frames()[mention.frame]
    counted = (group.count for group in frame.groups if group.name == mention.group)
    stem = "troops" if frame.role("troopsMin") else next(counted, "")
    return "" if not stem or mention.values(f"{stem}Min") else stem
