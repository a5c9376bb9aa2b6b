"""How much room each node and its label take in the drawing, at zoom 1.

Events get room for the name of their type only: who acts is seen from the lines.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.views._page.facts import Facts
from kg.views._page.links import Link
from kg.views._page.vocabulary import Vocabulary

_LETTER = 7.2  #: mean width of a letter of the page's font, rather too much than too little
_LINE = 16.0
_COLUMNS = 22  #: letters in a line of a label; labels.js breaks lines at the same width
_SMALLEST, _LARGEST = 9.0, 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node with its label under it."""

    type: str
    label: str
    size: float  #: half the width of the shape
    width: float
    height: float


def boxes(told: Facts, links: Iterable[Link], vocabulary: Vocabulary) -> dict[str, Box]:
    """The box of each thing and event by id: what has more links is larger."""
    degree = Counter(end for link in links for end in (link.source, link.target))
    found = {thing.id: _box(thing.type, [thing.label], degree[thing.id]) for thing in told.things}
    for event in told.events:
        kind = vocabulary.styles[event.type].label
        found[event.id] = _box(event.type, list(kind.values()), degree[event.id])
    return found


def _box(kind: str, labels: list[str], degree: int) -> Box:
    """Room for the label in any language."""
    size = round(min(_SMALLEST + 2.2 * degree**0.5, _LARGEST), 1)
    broken = [textwrap.wrap(label, _COLUMNS) or [""] for label in labels]
    longest = max(len(line) for lines in broken for line in lines)
    return Box(
        type=kind,
        label=labels[0],
        size=size,
        width=max(longest * _LETTER, 2 * size),
        height=2 * size + max(map(len, broken)) * _LINE + 4,
    )
