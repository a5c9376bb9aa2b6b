"""How certain a decided event is: cue words and the models, each where it is the surer."""

from kg.claims.learned.contexts import CONDITIONAL, contexts
from kg.claims.learned.proposals import Proposal
from kg.model import Factuality

_SURE = 0.9  #: chance from which the models overrule cue words


def certainty(one: Proposal, cued: Factuality) -> Factuality:
    """The factuality of a proposal; ``cued`` is what the cue words around it give.

    What stands under a condition is never certain: annotated articles have too few for the models
    to have learned it.
    """
    likeliest = cued
    if one.announced is not None and one.announced.factuality:
        best, chance = one.announced.factuality[0]
        likeliest = best if chance >= _SURE else cued
    conditional = CONDITIONAL in contexts(one.clause, one.token)
    is_certain = likeliest is Factuality.CERTAIN
    return Factuality.POSSIBLE if conditional and is_certain else likeliest
