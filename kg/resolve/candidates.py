"""Which events are worth comparing, so that time grows with the articles, not with their square.

Events share a block if they have the same values in the roles that their type's rules name. Inside
a block, events of a stated day only meet those of near days, and the others the nearest in time.
A large block falls into stretches of time, which can be compared apart from each other.
"""

from array import array
from collections.abc import Container, Iterator, Sequence
from itertools import combinations, groupby, product
from typing import NamedTuple

import msgspec
import numpy

from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.facts import Facts
from kg.resolve.numbers import NUMBER, Digests, Numbers
from kg.resolve.world import World

Key = tuple[str, ...]

_ALL = 40  # events in a block small enough to compare all with all
_NEAREST = 20  # events of a larger block that one is compared with, to each side in time
_MOST_VALUES = 8  # of one role that make blocks; long lists share their first ones anyway
_DAYS = 8  # of a stretch


class Stretch(NamedTuple):
    """Reports of one block that may meet, by their numbers."""

    block: bytes
    numbers: Numbers
    meeting: int  #: so many of the first, each of which meets those behind it; 0: all meet all


class Compared(msgspec.Struct, frozen=True, array_like=True):
    """A stretch with all that its comparison depends on. Reports are known by their places."""

    block: bytes
    meeting: int
    articles: tuple[str, ...]  #: of the reports, as all else
    facts: tuple[Facts, ...]
    blocks: tuple[tuple[bytes, ...], ...]
    world: World


def keys_of(facts: Facts, rules: EventRules, world: World) -> frozenset[Key]:
    """The blocks that an event is in."""
    return frozenset(_keys(facts, rules, world))


def stretches(
    blocks: Digests, in_block: "array[int]", anchors: "array[int]", but: Container[int]
) -> Iterator[Stretch]:
    """All that must be looked at to find every pair of reports whose facts may be one event.

    ``in_block`` are the reports of the blocks, ``anchors`` the days by which reports are put in
    order; there are others that need not be looked at.
    """
    for places in blocks.alike():
        numbers = [number for place in places if (number := in_block[place]) not in but]
        if len(numbers) < 2:
            continue
        if len(numbers) <= _ALL:
            yield Stretch(blocks[places[0]], numpy.array(numbers, NUMBER), 0)
        else:
            yield from _cut(blocks[places[0]], numbers, anchors)


def _cut(block: bytes, numbers: Sequence[int], anchors: "array[int]") -> Iterator[Stretch]:
    order = sorted((anchors[number], number) for number in numbers)
    first = 0
    for _, days in groupby(order, key=lambda each: each[0] // _DAYS):
        count = len(list(days))
        reach = order[first : first + count + _NEAREST]
        yield Stretch(block, numpy.array([number for _, number in reach], NUMBER), count)
        first += count


def pairs(of: Compared, rules: EventRules) -> Iterator[tuple[int, int]]:
    """Pairs of places, the smaller first, of reports of two articles that may be one event.

    A pair with several blocks in common is in the first of them only.
    """
    for left, right in _near(of, rules):
        if (
            of.block == min({*of.blocks[left]} & {*of.blocks[right]})
            and of.articles[left] != of.articles[right]
        ):
            yield left, right


def _keys(facts: Facts, rules: EventRules, world: World) -> Iterator[Key]:
    type_rules = rules.of(facts.type)
    for roles in type_rules.blocks:
        chosen: Iterator[tuple[str, ...]]
        if len(set(roles)) < len(roles):
            values = sorted(_values(facts, roles[0], type_rules, world))
            chosen = combinations(values if len(values) > 1 else values * 2, 2)
        else:
            chosen = product(*(sorted(_values(facts, r, type_rules, world)) for r in roles))
        yield from ((facts.type, *roles, *each) for each in chosen)


def _values(facts: Facts, role: str, rules: TypeRules, world: World) -> set[str]:
    if role == rules.name:
        return {facts.name} - {""}
    values = facts.roles[list(rules.roles).index(role)]
    stand_for = {world.state(value) if rules.sides else value for value in values}
    return set(sorted(stand_for)[:_MOST_VALUES])


def _near(of: Compared, rules: EventRules) -> Iterator[tuple[int, int]]:
    facts = of.facts
    if not of.meeting:
        yield from combinations(range(len(facts)), 2)
    days = rules.of(facts[0].type).days
    for left in range(of.meeting):
        own = facts[left].days
        exact = own.stated and own.width == 1
        for right in range(left + 1, min(left + 1 + _NEAREST, len(facts))):
            other = facts[right].days
            if exact and other.stated and other.first - own.last > days:
                break
            yield left, right
