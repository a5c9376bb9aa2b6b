"""Logistic regressions with weights as data: sums in log-odds, so that reasons can be told."""

import math
from collections.abc import Mapping

_TOLD = 3  #: reasons that are told


def chance(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The chance, from 0 to 1, that the answer is yes; the weight of "" counts for all."""
    total = weights.get("", 0.0) + sum(
        weights.get(name, 0.0) * value for name, value in features.items()
    )
    return 1 / (1 + math.exp(-total))


def reasons(weights: Mapping[str, float], features: Mapping[str, float]) -> tuple[str, ...]:
    """The features that moved a chance most, with what they added in log-odds."""
    added = [(name, weights.get(name, 0.0) * value) for name, value in features.items()]
    strongest = sorted(added, key=lambda pair: (-abs(pair[1]), pair[0]))[:_TOLD]
    return tuple(f"{name} ({weight:+.2f})" for name, weight in strongest if weight)
