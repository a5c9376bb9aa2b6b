"""Event mentions: one frame filled by one sentence."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.dating import event_date
from kg.claims.factuality import factuality
from kg.claims.functions import Function, noun_functions, verb_functions
from kg.claims.phrases import Clause, Named, Phrase, is_title
from kg.claims.triggers import Trigger, triggers
from kg.knowledge.frames import Role
from kg.knowledge.lexicon import words
from kg.model import EntityType, Factuality, NumberValue, Value, ValueKind

_COUNTED = frozenset({"agent", "patient", "possessor"})  #: functions of those who are lost
_SURE, _LIKELY = 0.9, 0.75  #: two ways of looking agree; one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A value of a slot and why it was taken."""

    slot: str
    value: Value
    score: float
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A frame filled by one sentence, ids of entities local to the article."""

    frame: str
    group: str
    words: str  #: the trigger as written, lower-cased
    sentence: int
    token: int  #: first token of the trigger
    fillers: tuple[Filler, ...]
    factuality: Factuality
    anaphoric: bool  #: "pertemuan itu": speaks of an event told before

    def values(self, slot: str) -> frozenset[str]:
        """The values of a slot."""
        return frozenset(f.value.text for f in self.fillers if f.slot == slot)


def event_mentions(clause: Clause) -> tuple[EventMention, ...]:
    """Everything that a sentence tells, by all frames."""
    found = [mention for trigger in triggers(clause) if (mention := _fill(clause, trigger))]
    return tuple(_without_nested(clause, found))


def _fill(clause: Clause, trigger: Trigger) -> EventMention | None:
    functions = _functions(clause, trigger)
    if not _conditions_hold(clause, trigger, functions):
        return None
    fillers = [f for function in functions for f in _fillers(clause, trigger, function)]
    fillers += _places(clause, trigger, functions)
    fillers += _counts(clause, trigger, functions)
    fillers += [
        Filler(slot=slot, value=Value(kind=ValueKind.STANCE, text=text), score=1, path="trigger")
        for slot, text in trigger.group.sets.items()
    ]
    date = event_date(clause, trigger.first)
    if date and trigger.frame.role("date"):
        value = Value(kind=ValueKind.DATE, text=date.value)
        fillers.append(Filler(slot="date", value=value, score=_LIKELY, path=date.basis))
    return EventMention(
        frame=trigger.frame.name,
        group=trigger.group.name,
        words=" ".join(clause.lower(i) for i in range(trigger.first, trigger.last + 1)),
        sentence=clause.sentence.index,
        token=trigger.first,
        fillers=_best(fillers),
        factuality=factuality(clause, trigger.first, trigger.last),
        anaphoric=clause.lower(trigger.last + 1) in words("grammar", "demonstratives"),
    )


def _functions(clause: Clause, trigger: Trigger) -> tuple[Function, ...]:
    if trigger.voice == "noun":
        return noun_functions(clause, trigger.first, trigger.last)
    return verb_functions(clause, trigger.first, trigger.voice, trigger.last)


def _conditions_hold(clause: Clause, trigger: Trigger, functions: Sequence[Function]) -> bool:
    """Whether the heads of phrases are of the classes that the group asks for."""
    for name, kind in trigger.group.where.items():
        if trigger.voice == "noun":
            position = clause.phrase_at(trigger.last)
            spans = [(trigger.last + 1, clause.phrases[position].last)] if position is not None else []
        else:
            spans = [
                (clause.phrases[f.phrase].first, clause.phrases[f.phrase].last)
                for f in functions
                if f.name == name
            ]
        if not any(_holds(clause, span, kind) for span in spans):
            return False
    return True


def _holds(clause: Clause, span: tuple[int, int], kind: str) -> bool:
    return any(clause.lower(i) in words("heads", kind) for i in range(span[0], span[1] + 1))


def _fillers(clause: Clause, trigger: Trigger, function: Function) -> Iterator[Filler]:
    phrase = clause.phrases[function.phrase]
    slot = trigger.group.arguments.get(function.name)
    role = trigger.frame.role(slot) if slot else None
    if role and "text" in role.range:
        yield _text(clause, phrase, role.slot, function)
    elif role:
        yield from _entities(phrase, role, function, trigger)
    if function.name == "patient" and "owner" in trigger.group.arguments and phrase.word:
        owner = trigger.frame.role(trigger.group.arguments["owner"])
        if owner:
            yield from _entities(phrase, owner, function, trigger)


def _text(clause: Clause, phrase: Phrase, slot: str, function: Function) -> Filler:
    start, end = clause.token(phrase.first).start, clause.token(phrase.last).end
    text = clause.sentence.text[start - clause.sentence.start : end - clause.sentence.start]
    value = Value(kind=ValueKind.TEXT, text=text)
    return Filler(slot=slot, value=value, score=_score(function), path=function.path)


def _entities(
    phrase: Phrase, role: Role, function: Function, trigger: Trigger
) -> Iterator[Filler]:
    after = trigger.last if function.name == "possessor" else 0
    for entity in referents(phrase, role.range, after):
        value = Value(kind=ValueKind.ENTITY, text=entity)
        path = f"{function.name}: {function.path}"
        if phrase.resolution:
            path = f"{path}; {phrase.resolution}"
        yield Filler(slot=role.slot, value=value, score=_score(function), path=path)


def referents(phrase: Phrase, kinds: Sequence[str], after: int = 0) -> tuple[str, ...]:
    """The entities of these kinds that a phrase stands for; of its names only those behind a token.

    A phrase led by a person's name or title stands for the person; otherwise for its other names.
    """
    names = [name for name in phrase.names if name.first > after]
    persons = [name for name in names if name.type is EntityType.PERSON]
    if persons and (after or not phrase.word or is_title(phrase.word)):
        names = persons
    chosen = [name.entity for name in names if name.type in kinds]
    if not chosen and not names:
        chosen = list(phrase.resolved)
    return tuple(dict.fromkeys(chosen))


def _score(function: Function) -> float:
    return _SURE if " and " in function.path or function.path.startswith("[") else _LIKELY


def _places(clause: Clause, trigger: Trigger, functions: Sequence[Function]) -> Iterator[Filler]:
    role = trigger.frame.role("place")
    if not role or "di" in trigger.group.arguments:
        return
    for function in functions:
        phrase = clause.phrases[function.phrase]
        if function.name.split()[0] in ("di", "dalam") and not _people_lead(phrase):
            yield from _entities(phrase, role, function, trigger)


def _people_lead(phrase: Phrase) -> bool:
    return any(name.type is EntityType.PERSON for name in phrase.names)


def _counts(clause: Clause, trigger: Trigger, functions: Sequence[Function]) -> Iterator[Filler]:
    """Troop figures and losses from the number in the phrase that is counted."""
    if trigger.frame.role("troopsMin"):
        counted, stem = frozenset({"patient"}), "troops"
    elif trigger.group.count:
        counted, stem = _COUNTED, trigger.group.count
    else:
        return
    for function in functions:
        if function.name not in counted:
            continue
        phrase = clause.phrases[function.phrase]
        if phrase.number:
            yield from _bounds(stem, phrase.number)
            return
        persons = [n for n in phrase.names if n.type is EntityType.PERSON]
        if stem != "troops" and persons and (not phrase.word or is_title(phrase.word)):
            one = NumberValue(start=0, end=0, low=len(persons), high=len(persons), approximate=False)
            yield from _bounds(stem, one)
            return


def _bounds(stem: str, number: NumberValue) -> Iterator[Filler]:
    low = number.low if number.low is not None else number.high
    high = number.high if number.high is not None else number.low
    for end, bound in (("Min", low), ("Max", high)):
        if bound is not None:
            value = Value(kind=ValueKind.NUMBER, text=str(bound))
            yield Filler(slot=f"{stem}{end}", value=value, score=_SURE, path="number of the phrase")


def _best(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """One filler for each slot and value, the surest."""
    best: dict[tuple[str, str], Filler] = {}
    for filler in fillers:
        key = filler.slot, filler.value.text
        if key not in best or best[key].score < filler.score:
            best[key] = filler
    return tuple(best.values())


def _without_nested(clause: Clause, found: Sequence[EventMention]) -> Iterator[EventMention]:
    """ "menandatangani perjanjian": the noun's fillers go to the verb, as they are one event."""
    absorbed: set[int] = set()
    for i, mention in enumerate(found):
        if i in absorbed:
            continue
        for j in range(i + 1, len(found)):
            other = found[j]
            if other.frame == mention.frame and _same_phrase_object(clause, mention, other):
                absorbed.add(j)
                fillers = _best((*mention.fillers, *other.fillers))
                mention = dataclasses.replace(mention, fillers=fillers)
        yield mention


def _same_phrase_object(clause: Clause, left: EventMention, right: EventMention) -> bool:
    """Whether the second trigger leads the bare phrase right behind the first."""
    position = clause.phrase_at(right.token)
    if position is None:
        return False
    phrase = clause.phrases[position]
    between = range(left.token + 1, phrase.first)
    return all(clause.token(i).upos in ("ADV", "DET", "NUM") for i in between)
