"""Answers that were given before: a question that many ask is worked out once for each graph."""

import re
from collections import OrderedDict
from collections.abc import Hashable

from kg.store import Asked, Written

_LARGEST = 4_000_000  # bytes of an answer that is kept
_WHOLE = 64_000_000  # bytes of all of them

_FLEETING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)

_Key = tuple[Hashable, ...]


class Cache:
    """The answers of one graph, those asked last; a graph with another stamp has none yet."""

    def __init__(self) -> None:
        self._stamp: Hashable = None
        self._kept: OrderedDict[_Key, Written] = OrderedDict()
        self._size = 0

    def get(self, stamp: Hashable, asked: Asked) -> Written | None:
        """The answer that was kept for the graph with this stamp; None where there is none."""
        key = _key(asked)
        if stamp != self._stamp or key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, stamp: Hashable, asked: Asked, written: Written) -> None:
        """Keep an answer, unless it is very large; those asked longest ago make room."""
        if stamp != self._stamp:
            self._stamp, self._size = stamp, 0
            self._kept.clear()
        key = _key(asked)
        if len(written.content) > _LARGEST or key in self._kept or not _is_lasting(asked.text):
            return
        self._kept[key] = written
        self._size += len(written.content) + len(asked.text)
        while self._size > _WHOLE:
            (_, text, *_), gone = self._kept.popitem(last=False)
            self._size -= len(gone.content) + len(str(text))


def _key(asked: Asked) -> _Key:
    graphs = asked.default_graphs, asked.named_graphs
    return (asked.rows, asked.text, asked.solutions, asked.triples, *graphs)


def _is_lasting(text: str) -> bool:
    """Whether the same graph gives the same answer again."""
    return not _FLEETING.search(text)
