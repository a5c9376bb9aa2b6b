"""How certain a decided event is: cue words and the models, each where it is the surer."""

from collections.abc import Iterable

from kg.claims.learned.proposals import Proposal
from kg.claims.phrases import Clause
from kg.knowledge.lexicon import words
from kg.model import Factuality

_SURE = 0.9  #: chance from which the models overrule cue words
_OPENING = 2  #: tokens in which a sentence opens
_ENDS = frozenset({",", ";", ":", ".", '"'})  #: of a condition


def certainty(one: Proposal, cued: Factuality) -> Factuality:
    """The factuality of a proposal; ``cued`` is what the cue words around it give.

    What stands under a condition is never certain, and what a condition follows only where no cue
    word says otherwise: annotated articles have too few for the models to have learned it.
    """
    likeliest = cued
    if one.announced is not None and one.announced.factuality:
        best, chance = one.announced.factuality[0]
        likeliest = best if chance >= _SURE else cued
    if likeliest is not Factuality.CERTAIN:
        return likeliest
    if _opened(one.clause, one.token):
        return Factuality.POSSIBLE
    length = len(one.clause.sentence.tokens)
    return cued if _conditional(one.clause, range(one.token, length + 1)) else likeliest


def _opened(clause: Clause, token: int) -> bool:
    """Whether a condition opens the sentence or the clause before a token."""
    start = next((i for i in range(token - 1, 0, -1) if clause.lower(i) in _ENDS), 0)
    return _conditional(clause, {*range(start + 1, token), *range(1, min(token, _OPENING + 1))})


def _conditional(clause: Clause, places: Iterable[int]) -> bool:
    return any(clause.lower(i) in words("factuality", "conditional") for i in places)
