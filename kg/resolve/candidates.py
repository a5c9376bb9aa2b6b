"""Which events are worth comparing, so that time grows with the articles, not with their square.

Events share a block if they have the same values in the roles that their type's rules name. Inside
a block, events of a stated day only meet those of near days, and the others the nearest in time.
A large block falls into stretches of time, which can be compared apart from each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, product

import msgspec

from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.facts import Facts
from kg.resolve.world import World

Key = tuple[str, ...]

_ALL = 40  # events in a block small enough to compare all with all
_NEAREST = 20  # events of a larger block that one is compared with, to each side in time
_MOST_VALUES = 8  # of one role that make blocks; long lists share their first ones anyway
_DAYS = 8  # of a stretch


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """Events of one block that may meet."""

    block: Key
    names: tuple[str, ...]
    count: int  #: of the first names, each of which meets those behind it; 0: all meet all


def keys_of(facts: Facts, rules: EventRules, world: World) -> frozenset[Key]:
    """The blocks that an event is in."""
    return frozenset(_keys(facts, rules, world))


def stretches(keys: Mapping[str, Iterable[Key]], anchors: Mapping[str, int]) -> Iterator[Stretch]:
    """All that must be looked at to find every pair of names whose facts may be one event.

    ``keys`` are the blocks that each is in, ``anchors`` the days by which they are put in order.
    """
    blocks: dict[Key, list[str]] = defaultdict(list)
    for name, own in keys.items():
        for key in own:
            blocks[key].append(name)
    for key, names in sorted(each for each in blocks.items() if len(each[1]) > 1):
        if len(names) <= _ALL:
            yield Stretch(key, tuple(sorted(names)), 0)
        else:
            yield from _cut(key, names, anchors)


def _cut(key: Key, names: Sequence[str], anchors: Mapping[str, int]) -> Iterator[Stretch]:
    order = sorted((anchors[name], name) for name in names)
    first = 0
    for _, days in groupby(order, key=lambda each: each[0] // _DAYS):
        count = len(list(days))
        reach = order[first : first + count + _NEAREST]
        yield Stretch(key, tuple(name for _, name in reach), count)
        first += count


def pairs(
    stretch: Stretch,
    facts: Mapping[str, Facts],
    keys: Mapping[str, frozenset[Key]],
    rules: EventRules,
) -> Iterator[tuple[str, str]]:
    """Pairs of names in a stretch whose facts may be one event, the smaller name first.

    A pair with several blocks in common is in the first of them only.
    """
    for left, right in _near(stretch, facts, rules):
        if stretch.block == min(keys[left] & keys[right]):
            yield (left, right) if left < right else (right, left)


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


def _near(
    stretch: Stretch, facts: Mapping[str, Facts], rules: EventRules
) -> Iterator[tuple[str, str]]:
    names = stretch.names
    if not stretch.count:
        yield from combinations(names, 2)
    days = rules.of(stretch.block[0]).days
    for index, left in enumerate(names[: stretch.count]):
        own = facts[left].days
        exact = own.stated and own.width == 1
        for right in names[index + 1 : index + 1 + _NEAREST]:
            other = facts[right].days
            if exact and other.stated and other.first - own.last > days:
                break
            yield left, right
