"""How sure a sentence is of an event: certain, possible, planned or denied.

Cues are words of ontology/lexicon/factuality.yaml that stand before the trigger in its clause or
govern it in the parse.
"""

from collections.abc import Iterator

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import words
from kg.model import Factuality

_WINDOW = 5  #: tokens before the trigger
_CLIMB = 3  #: heads above the trigger
_BREAKS = frozenset({",", ";", ".", ":", "yang", "dan", "setelah", "karena", "tetapi", "namun"})


def factuality(clause: Clause, first: int) -> Factuality:
    """The factuality of the trigger that begins at a token, the weakest that a cue gives it."""
    cues = {clause.lower(i) for i in _cue_tokens(clause, first)}
    if cues & words("factuality", "denying"):
        return Factuality.DENIED
    if cues & words("factuality", "negated"):
        return Factuality.DENIED
    if cues & words("factuality", "possible"):
        return Factuality.POSSIBLE
    if cues & words("factuality", "planned"):
        return Factuality.PLANNED
    return Factuality.CERTAIN


def _cue_tokens(clause: Clause, first: int) -> Iterator[int]:
    for i in range(first - 1, max(0, first - 1 - _WINDOW), -1):
        if clause.lower(i) in _BREAKS:
            break
        yield i
    index = first
    for _ in range(_CLIMB):
        index = clause.token(index).head
        if not index or index > first:
            break
        if any(clause.lower(i) in _BREAKS for i in range(index + 1, first)):
            break
        yield index
