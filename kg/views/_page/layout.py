"""Where each node stands: computed once, the same in every run, with room for the labels.

Positions and sizes are in pixels at zoom 1. Connected parts are laid out one by one and packed
in rows; what is linked with nothing stands in rows below.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import networkx
import numpy
import numpy.typing

Size: TypeAlias = tuple[float, float]  #: width, height
Point: TypeAlias = tuple[int, int]
Points: TypeAlias = numpy.typing.NDArray[numpy.float64]

_LINK = 120.0  #: mean length of a link before nodes are pushed apart
_WIDER = 1.25  #: how much more room there is from left to right: labels are wide
_GAP = 10.0  #: free space kept between two boxes
_EXACT = 150  #: nodes up to which stress is minimised; more are left to springs, which is faster
_ROUNDS = 300
_ASPECT = 1.5  #: width of the whole by its height, about that of the canvas
_MOST_STRETCH = 1.7
_SEED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A connected part; its points count from its upper left corner."""

    points: Points
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a block comes to lie."""

    x: float
    y: float
    width: float
    height: float


def positions(sizes: Mapping[str, Size], links: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """Centre of each node, such that boxes of the given sizes around them do not overlap."""
    net = networkx.Graph()
    net.add_nodes_from(sorted(sizes))
    net.add_edges_from(sorted(tuple(sorted(link)) for link in links))
    parts = sorted(map(sorted, networkx.connected_components(net)), key=lambda p: (-len(p), p[0]))
    blocks = [
        _block(_spread(_placed(net, names), boxes), boxes)
        for names in parts
        for boxes in [numpy.array([sizes[name] for name in names], dtype=float)]
    ]
    return dict(zip([name for names in parts for name in names], _packed(blocks), strict=True))


def _block(points: Points, boxes: Points) -> Block:
    left, high = (points - boxes / 2).min(axis=0)
    right, low = (points + boxes / 2).max(axis=0)
    return Block(points=points - (left, high), width=float(right - left), height=float(low - high))


def _placed(net: "networkx.Graph[str]", names: Sequence[str]) -> Points:
    """Positions by the links alone, turned so that the part is wider than high."""
    if len(names) == 1:
        return numpy.zeros((1, 2))
    part = networkx.Graph()  # a subgraph would keep the order of a set
    part.add_nodes_from(names)
    part.add_edges_from(edge for edge in net.edges if edge[0] in part)
    if len(names) <= _EXACT:
        found = networkx.kamada_kawai_layout(part)
    else:
        found = networkx.spring_layout(part, seed=_SEED, iterations=150, k=1.6 / len(names) ** 0.5)
    points = numpy.array([found[name] for name in names])
    points -= points.mean(axis=0)
    order = {name: row for row, name in enumerate(names)}
    ends = numpy.array([(order[a], order[b]) for a, b in part.edges])
    length = numpy.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1).mean()
    _, axes = numpy.linalg.eigh(points.T @ points)
    turned: Points = points @ axes[:, ::-1] * (_LINK / max(length, 1e-9)) * (_WIDER, 1.0)
    return turned


def _spread(points: Points, boxes: Points) -> Points:
    """Push boxes that overlap apart, each pair along its cheaper axis, until none does."""
    points = points.copy()
    reach = (boxes[:, None, :] + boxes[None, :, :]) / 2 + _GAP
    upper = numpy.triu(numpy.ones((len(points), len(points)), dtype=bool), 1)
    for _ in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        lack = reach - numpy.abs(apart)
        rows, columns = numpy.nonzero((lack > 0.01).all(axis=2) & upper)
        if not len(rows):
            break
        pairs = lack[rows, columns]
        axis = pairs.argmin(axis=1)
        at = numpy.arange(len(rows))
        side = numpy.where(apart[rows, columns][at, axis] < 0, -1.0, 1.0)
        step = side * pairs[at, axis] * 0.35
        numpy.add.at(points, (rows, axis), step)
        numpy.add.at(points, (columns, axis), -step)
    return points


def _packed(blocks: Sequence[Block]) -> list[Point]:
    """Set linked parts in rows, the largest uppermost, and single nodes in rows below them."""
    linked = [block for block in blocks if len(block.points) > 1]
    widest = max((block.width for block in linked), default=0.0)
    whole = sum(block.width + _GAP for block in linked)
    width = min(
        (widest + (whole - widest) * step / 20 for step in range(21)),
        key=lambda width: _needed(_rows(linked, width)),
    )
    if width == 0:
        width = math.sqrt(sum(block.width * block.height for block in blocks) * _ASPECT)
    below = _rows(blocks[len(linked) :], width)
    depth = max((place.y + place.height + 4 * _GAP for place in _rows(linked, width)), default=0.0)
    places = _rows(linked, width) + [replace(place, y=place.y + depth) for place in below]
    moved = [
        block.points + numpy.array((place.x, place.y))
        for block, place in zip(blocks, places, strict=True)
    ]
    points = numpy.concatenate([numpy.zeros((0, 2)), *moved])
    points *= _stretch(_rows(linked, width))
    return [(round(x), round(y)) for x, y in points]


def _stretch(places: Sequence[Place]) -> tuple[float, float]:
    """How much to draw out either axis, so that the window is filled; that adds room only."""
    right = max((place.x + place.width for place in places), default=1.0)
    low = max((place.y + place.height for place in places), default=1.0)
    ratio = right / low / _ASPECT
    return min(max(1 / ratio, 1.0), _MOST_STRETCH), min(max(ratio, 1.0), _MOST_STRETCH)


def _rows(blocks: Sequence[Block], width: float) -> list[Place]:
    """Blocks from left to right, a new row where one would pass the width."""
    x = y = row = 0.0
    places = []
    for block in blocks:
        if x and x + block.width > width:
            x, y, row = 0.0, y + row + _GAP, 0.0
        places.append(Place(x=x, y=y, width=block.width, height=block.height))
        x, row = x + block.width + _GAP, max(row, block.height)
    return places


def _needed(places: Sequence[Place]) -> float:
    """The height of a window with the aspect wanted that has room for all places."""
    right = max((place.x + place.width for place in places), default=0.0)
    low = max((place.y + place.height for place in places), default=0.0)
    return max(right / _ASPECT, low)
