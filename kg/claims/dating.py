"""Which date of a sentence is the event's: the nearest that does not date a report of it."""

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import verb_voices, words
from kg.model import DateValue

_NAMING = ("quoting", "prepositions")  #: lists of words behind which a source is named
_REACH = 9  #: tokens between a reporting word and the date of the report


def event_date(clause: Clause, trigger: int, said: bool) -> DateValue | None:
    """The date that belongs to the trigger token, or None.

    ``said`` for statements: the date of saying is theirs.
    """
    own = [date for date in clause.dates if said or not dates_report(clause, date, trigger)]
    at = clause.token(trigger).start
    return min(own, key=lambda date: (_distance(date, at), date.start), default=None)


def _distance(date: DateValue, at: int) -> int:
    return min(abs(date.start - at), abs(date.end - at))


def dates_report(clause: Clause, date: DateValue, trigger: int = 0) -> bool:
    """Whether a date tells when something was reported: "mengatakan, Rabu (25/6)", "menurut …"."""
    first = next((t.index for t in clause.sentence.tokens if t.start >= date.start), 0)
    commas = 0
    for i in range(first - 1, max(0, first - _REACH), -1):
        word = clause.lower(i)
        if i == trigger:
            return False
        if word in verb_voices("reporting") or any(word in words("reporting", k) for k in _NAMING):
            return True
        commas += word == ","
        opens = word in words("grammar", "complementizers")
        if clause.token(i).upos == "VERB" or opens or commas > 1:
            return False
    return False
