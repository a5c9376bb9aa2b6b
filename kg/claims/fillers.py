"""Values of slots from phrases: who stands for whom, how many, which words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.phrases import Clause, Phrase, is_title
from kg.claims.reach import Function
from kg.knowledge.frames import Role
from kg.knowledge.lexicon import words
from kg.model import EntityType, NumberValue, Value, ValueKind

SURE, LIKELY, WEAK = 0.9, 0.75, 0.6  #: two ways of looking agree; one; a guess from context


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A value of a slot and why it was taken."""

    slot: str
    value: Value
    score: float
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Whom each person of the article stands for: the state or organization of an office."""

    of: Mapping[str, str]  #: person -> state or organization
    types: Mapping[str, EntityType]  #: entity -> its type
    around: Mapping[str, str]  #: place or organization -> its state, where the article names both

    def side(self, entity: str) -> str:
        """The state behind a person or organization, or else the organization; else itself."""
        body = self.of.get(entity, entity)
        return self.around.get(body, body)


def entity_fillers(
    phrase: Phrase, role: Role, function: Function, sides: Sides, after: int = 0
) -> Iterator[Filler]:
    """Entities of a phrase that fit a role.

    A person where only a state or organization fits stands for that of the office.
    """
    path = f"{function.name}: {function.path}"
    if phrase.resolution:
        path = f"{path}; {phrase.resolution}"
    for entity in referents(phrase, after):
        kind = sides.types[entity]
        if kind in role.range:
            yield _entity(role.slot, entity, _score(function), path)
        elif _stands_for(entity, role, function, sides):
            yield _entity(role.slot, sides.of[entity], LIKELY, f"{path}, by office")


def _stands_for(entity: str, role: Role, function: Function, sides: Sides) -> bool:
    """Whether a person fills a role as holder of an office, anywhere but where something is."""
    located = function.name in words("grammar", "located")
    fits = sides.types.get(sides.of.get(entity, "")) in role.range
    return fits and not located and sides.types[entity] is EntityType.PERSON


def _entity(slot: str, entity: str, score: float, path: str) -> Filler:
    value = Value(kind=ValueKind.ENTITY, text=entity)
    return Filler(slot=slot, value=value, score=score, path=path)


def referents(phrase: Phrase, after: int = 0) -> tuple[str, ...]:
    """The entities that a phrase stands for; of its names only those behind a token.

    A phrase led by a person's name or title stands for the person; otherwise for all its names.
    """
    names = [name for name in phrase.names if name.first > after]
    persons = [name for name in names if name.type is EntityType.PERSON]
    if persons and (after or not phrase.word or is_title(phrase.word)):
        names = persons
    if phrase.resolved and not persons:
        return phrase.resolved
    return tuple(dict.fromkeys(name.entity for name in names))


def _score(function: Function) -> float:
    agreed = " and " in function.path or function.path.startswith("[")
    return SURE if agreed else LIKELY


def text_filler(clause: Clause, phrase: Phrase, slot: str, function: Function) -> Filler:
    """The words of a phrase."""
    value = Value(kind=ValueKind.TEXT, text=clause.words(phrase.first, phrase.last))
    return Filler(slot=slot, value=value, score=_score(function), path=function.path)


def counts(
    clause: Clause, functions: Sequence[Function], counted: frozenset[str], stem: str
) -> tuple[Filler, ...]:
    """The bounds of the number in the first counted phrase; persons named there count one each."""
    for function in functions:
        if function.name not in counted:
            continue
        phrase = clause.phrases[function.phrase]
        if phrase.number:
            return bounds(stem, phrase.number)
        count = len(_persons_joined(clause, function.phrase))
        if count and stem != "troops":
            one = NumberValue(start=0, end=0, low=count, high=count, approximate=False)
            return bounds(stem, one)
    return ()


def _persons_joined(clause: Clause, position: int) -> set[str]:
    """The persons that a phrase and those joined to it name as such: "menewaskan A, B dan C"."""
    return {
        name.entity
        for phrase in (clause.phrases[i] for i in clause.group(position))
        if not phrase.word or is_title(phrase.word)
        for name in phrase.names
        if name.type is EntityType.PERSON
    }


def count_behind(clause: Clause, last: int, stem: str) -> tuple[Filler, ...]:
    """The bounds of the first number behind a token: "korban tewas telah mencapai 55.000"."""
    at = clause.token(last).end
    number = next((n for n in clause.numbers if n.start >= at), None)
    return bounds(stem, number) if number else ()


def bounds(stem: str, number: NumberValue) -> tuple[Filler, ...]:
    """The slots <stem>Min and <stem>Max; an open bound takes the figure that is given."""
    low = number.low if number.low is not None else number.high
    high = number.high if number.high is not None else number.low
    return tuple(
        Filler(
            slot=f"{stem}{end}",
            value=Value(kind=ValueKind.NUMBER, text=str(bound)),
            score=SURE,
            path="number of the phrase",
        )
        for end, bound in (("Min", low), ("Max", high))
        if bound is not None
    )


def leads(clause: Clause, phrase: Phrase, kinds: str) -> bool:
    """Whether the head of a phrase, or what a noun of amount counts, is of a class of nouns.

    ``kinds``: classes of ontology/lexicon/heads.yaml, joined by "or"; "Person" among them for a
    phrase that a person's name leads.
    """
    return any(_is_led_by(clause, phrase, kind) for kind in kinds.split(" or "))


def _is_led_by(clause: Clause, phrase: Phrase, kind: str) -> bool:
    if kind == EntityType.PERSON:
        return not phrase.word and any(name.type is EntityType.PERSON for name in phrase.names)
    head = phrase.head
    while clause.lower(head) in words("heads", "measures") and head < phrase.last:
        if clause.lower(head) in words("heads", kind):
            return True
        head += 1
    return clause.lower(head) in words("heads", kind)


def is_site(phrase: Phrase) -> bool:
    """Whether a phrase can say where something happens: a name or a noun of place leads it."""
    return not phrase.word or phrase.word in words("heads", "sites")
