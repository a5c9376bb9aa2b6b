"""Whether confidence means something: how many claims of a given confidence are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluation.comparison import Comparison, agreement

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Claims with a confidence from ``low`` to below ``high``."""

    low: float
    high: float
    claims: int
    right: int


def calibration(comparisons: Sequence[Comparison]) -> tuple[Bin, ...]:
    """The claims about events, types included, by confidence; a slot that does not count is none.

    A filler is right if its event was found and has an equal filler.
    """
    judged = [claim for one in comparisons for claim in _judged(one)]
    return tuple(
        Bin(
            low=low,
            high=high,
            claims=sum(low <= confidence < high for confidence, _ in judged),
            right=sum(low <= confidence < high and right for confidence, right in judged),
        )
        for low, high in pairwise(_EDGES)
    )


def _judged(one: Comparison) -> Iterator[tuple[float, bool]]:
    matches = {match.found.id: match for match in one.matches}
    for event in one.found.occurrences:
        match = matches.get(event.id)
        yield event.confidence, match is not None
        right = {
            found
            for gold, found in (match.fillers if match else ())
            if agreement(gold, found, one.entities) == 1
        }
        for filler in event.fillers:
            yield filler.confidence, filler in right
