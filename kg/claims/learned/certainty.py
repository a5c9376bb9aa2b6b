"""How certain a decided event is: cue words and the models, each where it is the surer."""

from kg.claims.learned.proposals import Proposal
from kg.model import Factuality

_SURE = 0.9  #: chance from which the models overrule cue words


def certainty(one: Proposal, cued: Factuality) -> Factuality:
    """The factuality of a proposal; ``cued`` is what the cue words around it give."""
    if one.announced is None or not one.announced.factuality:
        return cued
    likeliest, chance = one.announced.factuality[0]
    return likeliest if chance >= _SURE else cued
