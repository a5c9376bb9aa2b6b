"""The best way to pair two lists one to one: the Hungarian method."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_NOBODY = -1


def pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows with columns, each at most once, so that the sum of their scores is largest.

    Sorted, without pairs of score 0. Where several pairings are best it is always the same one:
    the shorter side is placed one by one, and each takes the first of its equal choices.
    """
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        turned = [list(column) for column in zip(*scores, strict=True)]
        return sorted((i, j) for j, i in pairs(turned))
    table = _Table([[-score for score in row] for row in scores])
    for row in range(len(scores)):
        table.place(row)
    found = ((row, column) for column, row in enumerate(table.owner) if row != _NOBODY)
    return sorted((i, j) for i, j in found if scores[i][j] > 0)


@dataclass(slots=True)
class _Table:
    """Costs with at least as many columns as rows, and prices that make placed rows free."""

    costs: list[list[float]]
    owner: list[int] = field(init=False)  #: the row that has a column
    row_price: list[float] = field(init=False)
    column_price: list[float] = field(init=False)

    def __post_init__(self) -> None:
        columns = len(self.costs[0])
        self.owner = [_NOBODY] * columns
        self.row_price = [0.0] * len(self.costs)
        self.column_price = [0.0] * columns

    def place(self, row: int) -> None:
        """Give a row a column at the least cost, moving rows that were placed before it."""
        least = [float("inf")] * len(self.owner)
        came_from = [_NOBODY] * len(self.owner)
        passed: list[int] = []
        column, here = _NOBODY, row
        while here != _NOBODY:
            free = [c for c in range(len(self.owner)) if c not in passed]
            for c in free:
                cost = self.costs[here][c] - self.row_price[here] - self.column_price[c]
                if cost < least[c]:
                    least[c], came_from[c] = cost, column
            column = min(free, key=least.__getitem__)
            step = least[column]
            self._pay(row, passed, step)
            for c in free:
                least[c] -= step
            passed.append(column)
            here = self.owner[column]
        self._shift(row, column, came_from)

    def _pay(self, row: int, passed: Sequence[int], step: float) -> None:
        """Change the prices of what the search has reached by a step."""
        self.row_price[row] += step
        for column in passed:
            self.row_price[self.owner[column]] += step
            self.column_price[column] -= step

    def _shift(self, row: int, column: int, came_from: Sequence[int]) -> None:
        """Hand each column of the path to the row before it."""
        while came_from[column] != _NOBODY:
            self.owner[column] = self.owner[came_from[column]]
            column = came_from[column]
        self.owner[column] = row
