"""What the words of articles announce: as annotators say, or as the frames alone read them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.claims import Understood, understand
from kg.claims.extract import EventMention, event_mentions
from kg.claims.learned.candidates import Candidate, candidates
from kg.claims.phrases import Clause
from kg.claims.triggers import triggers
from kg.evaluation.annotation import DATES, LOSSES, SCORED, plain
from kg.knowledge.frames import frames
from kg.model import Article, Factuality, Sentence
from kg.sentences.encoder.events import NO_ROLE

COUNTED = ("troops", *sorted(LOSSES))
SAID = {"source": "attributedTo", "denier": "deniedBy"}  # roles of those who tell of an event
NO_ENTITY = DATES | set(COUNTED) | {"stance", "troopsMin", "troopsMax"}

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A word, counted from 0, that announces an event, and the role of each word beside it."""

    place: int
    event: str
    factuality: Factuality
    roles: Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence, what it tells, and events that it tells by words that nobody marked."""

    words: tuple[str, ...]
    told: tuple[Told, ...]
    unmarked: frozenset[str] = frozenset()


def events() -> list[str]:
    """All events that frames announce."""
    return sorted(
        {group.announces(frame.name) for frame in frames().values() for group in frame.groups}
    )


def roles() -> list[str]:
    """All roles, that of none first."""
    slots = {slot for given in SCORED.values() for slot in given} - NO_ENTITY
    return [NO_ROLE, *sorted({*slots, *DATES, *COUNTED, *SAID})]


def by_frames(article: Article, sentences: Sequence[Sentence]) -> list[Labelled]:
    """What the frames read from each sentence."""
    known = understand(article, sentences)
    return [
        _labelled(clause, [_read(clause, known, m) for m in event_mentions(clause, known.sides)])
        for clause in known.clauses
    ]


def _read(clause: Clause, known: Understood, mention: EventMention) -> Told:
    slots = {filler.value.text: _slot(filler.slot) for filler in mention.fillers}

    def role(one: Candidate) -> str:
        return next((slots[value] for value in values(one) if value in slots), NO_ROLE)

    stance = [value.lower() for value in mention.values("stance")]
    return Told(
        place=mention.token - 1,
        event="-".join([mention.frame, *stance]),
        factuality=mention.factuality,
        roles=_roles(clause, candidates(clause, known.sides), role),
    )


def _slot(name: str) -> str:
    """A slot as a role: the two bounds of a count are one."""
    return next((stem for stem in COUNTED if name.startswith(stem)), name)


def values(one: Candidate) -> tuple[str, ...]:
    """What a candidate stands for, as text."""
    if one.number:
        return tuple(str(n) for n in (one.number.low, one.number.high) if n is not None)
    return (one.date,) if one.date else one.entities


def _roles(clause: Clause, found: Iterable[Candidate], role: Callable[[Candidate], str]) -> Roles:
    row = [NO_ROLE] * len(clause.sentence.tokens)
    for one in found:
        given = role(one)
        if given != NO_ROLE:
            row[one.first - 1 : one.last] = [given] * (one.last - one.first + 1)
    return tuple(row)


def _labelled(
    clause: Clause, told: Iterable[Told], unmarked: frozenset[str] = frozenset()
) -> Labelled:
    known = set(events())
    return Labelled(
        words=tuple(token.text for token in clause.sentence.tokens),
        told=tuple(one for one in told if one.event in known),
        unmarked=unmarked,
    )


def annotated(
    article: Article, sentences: Sequence[Sentence], gold: Mapping[str, Any]
) -> list[Labelled]:
    """What annotators say of each sentence.

    Where they marked no trigger, it is the word by which a frame of that type reads the evidence;
    without one, the event is left ``unmarked`` in its sentences.
    """
    known = understand(article, sentences)
    entities = same_entities(known, gold)
    told: defaultdict[int, list[Told]] = defaultdict(list)
    unmarked: defaultdict[int, set[str]] = defaultdict(set)
    for event in gold["events"]:
        name = event_name(event)
        for at, quote in enumerate(event["evidence"]):
            hit = [known.clauses[index] for index in quoted(article, known, quote)]
            found = _trigger(article, hit, quote, event.get("trigger", [""] * (at + 1))[at], name)
            if found is None:
                for clause in hit:
                    unmarked[clause.sentence.index].add(name)
                continue
            clause, token = found
            told[clause.sentence.index].append(
                Told(
                    place=token - 1,
                    event=name,
                    factuality=Factuality(event.get("factuality", "certain").capitalize()),
                    roles=_annotated_roles(clause, known, event, entities),
                )
            )
    return [
        _labelled(
            clause,
            dict.fromkeys(told[clause.sentence.index]),
            frozenset(unmarked[clause.sentence.index]),
        )
        for clause in known.clauses
    ]


def event_name(event: Mapping[str, Any]) -> str:
    """An annotated event as frames announce it."""
    return "-".join([event["type"], *([event["stance"]] if "stance" in event else [])])


def same_entities(known: Understood, gold: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The entities found in an article that may be each that is annotated."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for entity in known.entities:
        for name in (entity.label, *(mention.quote for mention in entity.mentions)):
            by_name[plain(name)].add(entity.id)
    found = {}
    for entity in gold["entities"]:
        names = map(plain, (entity["name"], *entity["mentions"]))
        ids = {id_ for name in names for id_ in by_name[name]}
        if entity["type"] == "State":
            ids |= {one.id for one in known.entities if one.key == entity.get("iso3")}
        same = {id_ for id_ in ids if known.sides.types[id_] == entity["type"]}
        found[entity["id"]] = frozenset(same or ids)
    return found


def fills(event: Mapping[str, Any], slot: str, entities: Mapping[str, frozenset[str]]) -> set[str]:
    """The values of a role of an annotated event, entities as they were found."""
    if slot in DATES:
        return {event[slot]} if event.get(slot) else set()
    if slot in COUNTED:
        given = event.get(slot, [event.get("troopsMin"), event.get("troopsMax")])
        figures = given if isinstance(given, list) else [given]
        counted = slot != "troops" or event["type"] == "Deployment"
        return {str(n) for n in figures if n is not None} if counted else set()
    named = event.get(SAID.get(slot, slot)) or ()
    return {id_ for name in named for id_ in entities.get(name, ())}


def agrees(slot: str, value: str, wanted: Iterable[str]) -> bool:
    """Whether a value is among those wanted; of two dates one may be less precise."""
    if slot in DATES:
        return any(value.startswith(date) or date.startswith(value) for date in wanted)
    return value in wanted


def _annotated_roles(
    clause: Clause,
    known: Understood,
    event: Mapping[str, Any],
    entities: Mapping[str, frozenset[str]],
) -> Roles:
    slots = [*(slot for slot in SCORED[event["type"]] if slot not in NO_ENTITY), *SAID]
    counts = COUNTED[:1] if event["type"] == "Deployment" else COUNTED[1:]
    wanted = {slot: fills(event, slot, entities) for slot in (*slots, *DATES, *counts)}

    def role(one: Candidate) -> str:
        asked = DATES if one.date else counts if one.number else slots
        fitting = (
            slot
            for slot in wanted
            if slot in asked and any(agrees(slot, value, wanted[slot]) for value in values(one))
        )
        return next(fitting, NO_ROLE)

    return _roles(clause, candidates(clause, known.sides), role)


def quoted(article: Article, known: Understood, quote: str) -> list[int]:
    """The sentences, by their index, that hold a part of a quote."""
    at = article.text.find(quote)
    return [
        clause.sentence.index
        for clause in known.clauses
        if at >= 0 and clause.sentence.start < at + len(quote) and clause.sentence.end > at
    ]


def _trigger(
    article: Article, hit: Sequence[Clause], quote: str, marked: str, name: str
) -> tuple[Clause, int] | None:
    """The sentence and the token by which a quote announces an event."""
    start = article.text.find(quote)
    if marked:
        at = start + quote.find(marked)
        span = (at, at + len(marked))
        return next(((one, head) for one in hit if (head := _head(one, *span))), None)
    return next(_announcing(hit, start, start + len(quote), name), None)


def _head(clause: Clause, start: int, end: int) -> int:
    """The token that leads a stretch of text; 0 if the sentence does not hold it."""
    inside = [t for t in clause.sentence.tokens if t.start < end and t.end > start]
    indices = {token.index for token in inside}
    return next((t.index for t in inside if t.head not in indices), 0)


def _announcing(
    hit: Sequence[Clause], start: int, end: int, name: str
) -> Iterator[tuple[Clause, int]]:
    for clause in hit:
        for trigger in triggers(clause):
            inside = start <= clause.token(trigger.first).start < end
            if inside and trigger.group.announces(trigger.frame.name) == name:
                yield clause, trigger.first
