"""What of a sentence may fill a slot: names, what stands for names, dates and numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.dating import dates_report
from kg.claims.fillers import Sides
from kg.claims.phrases import Clause, Phrase
from kg.model import DateValue, NumberValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Tokens ``first`` to ``last``, both inclusive, and what they stand for."""

    first: int
    last: int
    kind: str  #: a type of entities, "date" or "number"
    entities: tuple[str, ...] = ()  #: ids local to the article
    date: str = ""
    number: NumberValue | None = None
    resolved: bool = False  #: stands for names and is none
    of_report: bool = False  #: a date on which somebody said what the sentence tells


def candidates(clause: Clause, sides: Sides) -> tuple[Candidate, ...]:
    """All candidates of a sentence: entities in order, then dates, then numbers."""
    entities = [each for phrase in clause.phrases for each in _entities(phrase, sides)]
    return (*entities, *_values(clause, clause.dates), *_values(clause, clause.numbers))


def _entities(phrase: Phrase, sides: Sides) -> Iterator[Candidate]:
    for name in phrase.names:
        yield Candidate(first=name.first, last=name.last, kind=name.type, entities=(name.entity,))
    if phrase.resolved and not phrase.names:
        yield Candidate(
            first=phrase.first,
            last=phrase.last,
            kind=sides.types[phrase.resolved[0]],
            entities=phrase.resolved,
            resolved=True,
        )


def _values(
    clause: Clause, values: Sequence[DateValue] | Sequence[NumberValue]
) -> Iterator[Candidate]:
    for value in values:
        tokens = [
            token.index
            for token in clause.sentence.tokens
            if token.start < value.end and token.end > value.start
        ]
        if not tokens:
            continue
        first, last = tokens[0], tokens[-1]
        if isinstance(value, DateValue):
            said = dates_report(clause, value)
            yield Candidate(first=first, last=last, kind="date", date=value.value, of_report=said)
        else:
            yield Candidate(first=first, last=last, kind="number", number=value)
