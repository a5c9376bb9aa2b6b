"""How sure a sentence is of an event: certain, possible, planned or denied.

Cues are words of ontology/lexicon/factuality.yaml that stand before the trigger in its clause or
govern it in the parse.
"""

from collections.abc import Iterator

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import words
from kg.model import Factuality

_READINGS = (
    ("denying", Factuality.DENIED),
    ("negated", Factuality.DENIED),
    ("possible", Factuality.POSSIBLE),
    ("planned", Factuality.PLANNED),
)
_WINDOW = 5  #: tokens before the trigger
_CLIMB = 3  #: heads above the trigger


def factuality(clause: Clause, first: int) -> Factuality:
    """The factuality of the trigger that begins at a token: what its nearest cue gives it.

    A cue that is itself negated ("tidak akan") negates.
    """
    for index in _cue_tokens(clause, first):
        word = clause.lower(index)
        for name, value in _READINGS:
            if word in words("factuality", name):
                negated = clause.lower(index - 1) in words("factuality", "negated")
                return Factuality.DENIED if negated else value
    return Factuality.CERTAIN


def _cue_tokens(clause: Clause, first: int) -> Iterator[int]:
    """Words before the trigger in its clause, the nearest first, then what governs it."""
    for i in range(first - 1, max(0, first - 1 - _WINDOW), -1):
        if clause.lower(i) in words("factuality", "breaks") or _is_break(clause, i):
            break
        yield i
    index = first
    for _ in range(_CLIMB):
        index = clause.token(index).head
        if not index or index > first:
            break
        if any(clause.lower(i) in words("factuality", "breaks") for i in range(index + 1, first)):
            break
        yield index


def _is_break(clause: Clause, index: int) -> bool:
    """A preposition cuts the trigger off, unless it opens a purpose ("siap untuk menyerang")."""
    word = clause.lower(index)
    purpose = word in words("grammar", "purposes") and clause.token(index + 1).upos == "VERB"
    return word in words("grammar", "prepositions") and not purpose
