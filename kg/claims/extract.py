"""Event mentions: one frame filled by one sentence."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.dating import event_date
from kg.claims.factuality import factuality
from kg.claims.fillers import (
    LIKELY,
    SURE,
    WEAK,
    Filler,
    Sides,
    count_behind,
    counts,
    entity_fillers,
    is_site,
    leads,
    referents,
    text_filler,
)
from kg.claims.functions import noun_functions, verb_functions
from kg.claims.phrases import Clause
from kg.claims.reach import Function
from kg.claims.triggers import Trigger, triggers
from kg.knowledge.frames import Group, frames
from kg.knowledge.lexicon import words
from kg.model import EntityType, Factuality, Value, ValueKind

_LOST = frozenset({"agent", "patient", "possessor"})  #: functions of those who are lost
_COMMITMENT_REACH = 6  #: tokens between "komitmen" and "untuk mendukung"
_LABEL_REACH = 14  #: tokens behind a judging verb in which its label stands


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
    verbal: bool  #: a verb tells it, not a noun
    follows: bool  #: adds to an event told before, never tells of one by itself
    chance: float = 1.0  #: that the sentence tells of such an event, where that was weighed
    said_by: tuple[tuple[str, float], ...] | None = None  #: entities and the chances that models
    #: give them to be its sources; None where they do not tell

    def values(self, slot: str) -> frozenset[str]:
        """The values of a slot."""
        return frozenset(f.value.text for f in self.fillers if f.slot == slot)


def event_mentions(clause: Clause, sides: Sides) -> tuple[EventMention, ...]:
    """Everything that a sentence tells, by all frames."""
    found = [mention for trigger in triggers(clause) if (mention := _fill(clause, trigger, sides))]
    return tuple(_without_nested(clause, found))


def _fill(clause: Clause, trigger: Trigger, sides: Sides) -> EventMention | None:
    functions = _functions(clause, trigger)
    if not _conditions_hold(clause, trigger, functions):
        return None
    fillers = [f for function in functions for f in _fillers(clause, trigger, function, sides)]
    fillers = _by_preference(trigger, fillers)
    fillers += _titles(clause, trigger)
    fillers += _beyond(clause, trigger, fillers, sides)
    fillers += _places(clause, trigger, functions, sides)
    if trigger.frame.role("troopsMin"):
        fillers += counts(clause, functions, _moved(trigger.group), "troops")
    elif trigger.group.count:
        lost = counts(clause, functions, _LOST, trigger.group.count)
        if not lost and trigger.voice == "noun":
            lost = count_behind(clause, trigger.last, trigger.group.count)
        fillers += lost
    fillers += _given(trigger)
    fillers += _date(clause, trigger)
    told = factuality(clause, trigger.first)
    return EventMention(
        frame=trigger.frame.name,
        group=trigger.group.name,
        words=" ".join(clause.lower(i) for i in range(trigger.first, trigger.last + 1)),
        sentence=clause.sentence.index,
        token=trigger.first,
        fillers=_best(fillers),
        factuality=Factuality.CERTAIN if trigger.frame.said else told,
        anaphoric=clause.lower(trigger.last + 1) in words("grammar", "demonstratives"),
        verbal=trigger.voice != "noun",
        follows=trigger.group.follows,
    )


def _moved(group: Group) -> frozenset[str]:
    """The functions of the troops."""
    return frozenset(name for name, slot in group.arguments.items() if slot == "force")


def _functions(clause: Clause, trigger: Trigger) -> tuple[Function, ...]:
    helpers = frozenset(trigger.group.arguments)
    if trigger.voice == "noun":
        return noun_functions(clause, trigger.first, trigger.last, helpers)
    return verb_functions(clause, trigger.first, trigger.voice, trigger.last, helpers)


def _conditions_hold(clause: Clause, trigger: Trigger, functions: Sequence[Function]) -> bool:
    """Whether the heads of phrases are of the classes that the group asks for."""
    if trigger.group.near and not _label_near(clause, trigger):
        return False
    if trigger.frame.said and trigger.voice != "noun" and _is_purpose(clause, trigger.first):
        return False
    for name, kind in trigger.group.where.items():
        if trigger.voice == "noun":
            holds = clause.lower(trigger.last + 1) in words("heads", kind)
        else:
            filling = [clause.phrases[f.phrase] for f in functions if f.name == name]
            holds = any(leads(clause, phrase, kind) for phrase in filling)
        if not holds:
            return False
    return True


def _is_purpose(clause: Clause, verb: int) -> bool:
    """Whether a verb says what an act is for: "mengirim pasukan untuk mendukung …"."""
    if clause.lower(verb - 1) not in words("grammar", "purposes"):
        return False
    before = range(max(1, verb - _COMMITMENT_REACH), verb)
    return not any(clause.lower(i) in words("factuality", "commitments") for i in before)


def _label_near(clause: Clause, trigger: Trigger) -> bool:
    behind = range(trigger.last + 1, trigger.last + 1 + _LABEL_REACH)
    return any(clause.lower(i) in words("labels", trigger.group.near) for i in behind)


def _fillers(
    clause: Clause, trigger: Trigger, function: Function, sides: Sides
) -> Iterator[Filler]:
    phrase = clause.phrases[function.phrase]
    slot = trigger.group.arguments.get(function.name)
    role = trigger.frame.role(slot) if slot else None
    after = trigger.last if function.name == "possessor" else 0
    if role and "text" in role.range:
        kind = trigger.group.where.get(function.name)
        if kind and trigger.voice != "noun" and not leads(clause, phrase, kind):
            return  # "mengirim tentara dan amunisi": only one of them is this event's
        yield text_filler(clause, phrase, role.slot, function)
        owner = trigger.frame.role(trigger.group.arguments.get("owner", ""))
        if owner and phrase.word:
            yield from entity_fillers(phrase, owner, function, sides)
    elif role:
        yield from entity_fillers(phrase, role, function, sides, after)
        named = referents(phrase, after)
        for whole in (r for r in trigger.frame.roles if r.by == role.slot):
            if not set(role.range) & set(whole.range):  # states that sign are the parties
                found = entity_fillers(phrase, whole, function, sides, after)
                yield from (f for f in found if f.value.text in named)


def _by_preference(trigger: Trigger, fillers: Sequence[Filler]) -> list[Filler]:
    """Fillers of a slot without those of a function that is asked only if others give too few."""
    kept: list[Filler] = []
    for role in trigger.frame.roles:
        given = [f for f in fillers if f.slot == role.slot]
        direct = [f for f in given if not f.path.startswith("matrix")]
        if len({f.value.text for f in direct}) >= max(1, role.least):
            given = direct
        between = [f for f in given if f.path.split(":")[0] in role.alone]
        given = between or given
        if role.first and given:
            name = min(
                (f.path.split(":")[0] for f in given), key=list(trigger.group.arguments).index
            )
            given = [f for f in given if f.path.startswith(f"{name}:")]
        kept += given
    return kept


def _titles(clause: Clause, trigger: Trigger) -> Iterator[Filler]:
    """A proper name that the trigger is part of: "Perjanjian Non-Proliferasi Nuklir"."""
    first, last = trigger.first, trigger.last
    if not clause.token(first).text[0].isupper():
        return
    while first > 1 and _in_title(clause, first - 1):
        first -= 1
    while last < len(clause.sentence.tokens) and _in_title(clause, last + 1):
        last += 1
    if last == trigger.last and first == trigger.first:
        return
    value = Value(kind=ValueKind.TEXT, text=clause.words(first, last))
    for role in trigger.frame.roles:
        if role.titled:
            yield Filler(slot=role.slot, value=value, score=SURE, path="capitalised with it")


def _in_title(clause: Clause, index: int) -> bool:
    text = clause.token(index).text
    return text[0].isupper() and text.lower() not in words("grammar", "prepositions")


def _beyond(
    clause: Clause, trigger: Trigger, fillers: Sequence[Filler], sides: Sides
) -> Iterator[Filler]:
    """For a role that may lie beyond the trigger's reach: the first other party behind it."""
    filled = {f.slot for f in fillers}
    taken = {sides.side(f.value.text) for f in fillers if f.value.kind is ValueKind.ENTITY}
    for role in trigger.frame.roles:
        if not role.beyond or role.slot in filled:
            continue
        for i, phrase in enumerate(clause.phrases):
            function = Function(phrase=i, name="beyond", path="first party behind")
            if phrase.first <= trigger.last or phrase.preposition in words("grammar", "elsewhere"):
                continue
            found = list(entity_fillers(phrase, role, function, sides))
            others = [f for f in found if sides.side(f.value.text) not in taken]
            if others:
                yield from (dataclasses.replace(f, score=WEAK) for f in others)
                break


def _given(trigger: Trigger) -> Iterator[Filler]:
    for slot, text in trigger.group.sets.items():
        value = Value(kind=ValueKind.STANCE, text=text)
        yield Filler(slot=slot, value=value, score=1, path="trigger")


def _date(clause: Clause, trigger: Trigger) -> Iterator[Filler]:
    date = event_date(clause, trigger.first, said=trigger.frame.said)
    if date and trigger.frame.role(trigger.group.date):
        value = Value(kind=ValueKind.DATE, text=date.value)
        yield Filler(slot=trigger.group.date, value=value, score=LIKELY, path=date.basis)


def _places(
    clause: Clause, trigger: Trigger, functions: Sequence[Function], sides: Sides
) -> Iterator[Filler]:
    role = trigger.frame.role("place")
    inside = words("grammar", "inside")
    if not role or any(trigger.group.arguments.get(name, "place") != "place" for name in inside):
        return
    for function in functions:
        phrase = clause.phrases[function.phrase]
        led_by_person = any(name.type is EntityType.PERSON for name in phrase.names)
        if function.name in inside and is_site(phrase) and not led_by_person:
            yield from entity_fillers(phrase, role, function, sides)


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
            if frames()[mention.frame].said or other.frame != mention.frame:
                continue  # "menyambut baik dukungan …" are two stances
            if _is_object(clause, mention, other):
                absorbed.add(j)
                fillers = _best((*mention.fillers, *other.fillers))
                mention = dataclasses.replace(mention, fillers=fillers)
        yield mention


def _is_object(clause: Clause, left: EventMention, right: EventMention) -> bool:
    """Whether the second trigger leads the bare phrase right behind the first."""
    position = clause.phrase_at(right.token)
    if position is None:
        return False
    phrase = clause.phrases[position]
    between = range(left.token + 1, phrase.first)
    return all(clause.token(i).upos in ("ADV", "DET", "NUM") for i in between)
