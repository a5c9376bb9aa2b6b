"""Which date of a sentence is the event's: the nearest that does not date a report of it."""

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import verb_voices
from kg.model import DateValue

_REACH = 3  #: tokens between a reporting verb and the date of the report


def event_date(clause: Clause, trigger: int, said: bool) -> DateValue | None:
    """The date that belongs to the trigger token, or None.

    ``said`` for statements: the date of saying is theirs.
    """
    own = [date for date in clause.dates if said or not _dates_report(clause, date, trigger)]
    at = clause.token(trigger).start
    return min(own, key=lambda date: (_distance(date, at), date.start), default=None)


def _distance(date: DateValue, at: int) -> int:
    return min(abs(date.start - at), abs(date.end - at))


def _dates_report(clause: Clause, date: DateValue, trigger: int) -> bool:
    """Whether the date follows "mengatakan" or "laporan …" and the trigger is not that word."""
    first = next((t.index for t in clause.sentence.tokens if t.start >= date.start), 0)
    near = range(max(1, first - _REACH), first)
    return any(clause.lower(i) in verb_voices("reporting") and i != trigger for i in near)
