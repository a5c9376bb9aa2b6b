"""Which events are worth comparing, so that time grows with the articles, not with their square.

Events share a block if they have the same values in the roles that their type's rules name. Inside
a block, events of a stated day only meet those of near days, and the others the nearest in time.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from kg.resolve.event_rules import EventRules, TypeRules
from kg.resolve.facts import Facts
from kg.resolve.world import World

Key = tuple[str, ...]

_ALL = 40  # events in a block small enough to compare all with all
_NEAREST = 20  # events of a larger block that one is compared with, to each side in time
_MOST_VALUES = 8  # of one role that make blocks; long lists share their first ones anyway


def pairs(facts: Mapping[str, Facts], rules: EventRules, world: World) -> Iterator[tuple[str, str]]:
    """Pairs of names whose facts may be one event; each pair once, the smaller name first."""
    keys = {name: frozenset(_keys(each, rules, world)) for name, each in facts.items()}
    blocks: dict[Key, list[str]] = defaultdict(list)
    for name, own in keys.items():
        for key in own:
            blocks[key].append(name)
    for key, names in sorted(blocks.items()):
        for left, right in _near(names, facts, rules):
            # A pair with several blocks in common is compared in the first of them only.
            if key == min(keys[left] & keys[right]):
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
    names: Sequence[str], facts: Mapping[str, Facts], rules: EventRules
) -> Iterator[tuple[str, str]]:
    if len(names) <= _ALL:
        yield from combinations(sorted(names), 2)
        return
    order = sorted(names, key=lambda name: (facts[name].days.anchor or 0, name))
    days = rules.of(facts[names[0]].type).days
    for index, left in enumerate(order):
        own = facts[left].days
        exact = own.stated and own.width == 1
        for right in order[index + 1 : index + 1 + _NEAREST]:
            other = facts[right].days
            if exact and other.stated and other.first - own.last > days:
                break
            yield left, right
