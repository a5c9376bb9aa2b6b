"""The pairing is the best there is, and always the same one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.alignment import pairs

SCORES = st.sampled_from([0.0, 0.5, 1.0, 1.01, 2.0, 3.5])
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(SCORES, min_size=width, max_size=width), max_size=5)
)


def best(scores: list[list[float]]) -> float:
    """The largest sum, by trying all."""
    square = max(len(scores), len(scores[0]))
    padded = [
        [scores[i][j] if i < len(scores) and j < len(scores[0]) else 0.0 for j in range(square)]
        for i in range(square)
    ]
    return max(
        sum(padded[i][j] for i, j in enumerate(order)) for order in permutations(range(square))
    )


@given(TABLES)
def test_no_pairing_is_better(scores: list[list[float]]) -> None:
    found = pairs(scores)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert all(scores[i][j] > 0 for i, j in found)
    total = sum(scores[i][j] for i, j in found)
    assert abs(total - (best(scores) if scores else 0)) < 1e-9


def test_among_equals_the_first_wins() -> None:
    assert pairs([[1, 1], [1, 1]]) == [(0, 0), (1, 1)]
    assert pairs([[1], [1], [1]]) == [(0, 0)]
    assert pairs([[1, 1, 1]]) == [(0, 0)]


def test_a_row_moves_aside_for_one_that_has_no_choice() -> None:
    assert pairs([[2, 2], [2, 0]]) == [(0, 1), (1, 0)]
    assert pairs([]) == pairs([[]]) == pairs([[0, 0]]) == []
