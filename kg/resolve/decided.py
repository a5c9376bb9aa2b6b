"""What the decisions of people mean for the members at hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.errors import DecisionError
from kg.resolve.groups import Groups, Mark
from kg.resolve.ledger import Decision, Ledger

Known = Mapping[str, frozenset[str]]
"""Members by every id under which somebody may speak of them."""


def known(pairs: Iterable[tuple[str, str]]) -> Known:
    """Members by id, from (id, member) pairs; every member is known by its own name too."""
    together: dict[str, set[str]] = defaultdict(set)
    for id_, name in pairs:
        together[id_].add(name)
        together[name].add(name)
    return {id_: frozenset(names) for id_, names in together.items()}


def speaks_of(decision: Decision, members: Known) -> bool:
    """Whether a "same" or "different" says something about the members."""
    first, *others = (thing in members for thing in decision.things)
    return first and (all(others) if decision.verb == "same" else any(others))


def marks(ledger: Ledger, members: Known) -> dict[str, frozenset[Mark]]:
    """The sides of each "different" that the members are on: the first thing, or the others."""
    sides: dict[str, set[Mark]] = defaultdict(set)
    for number, decision in enumerate(ledger.of("different")):
        first, *others = (members.get(thing, frozenset()) for thing in decision.things)
        left, right = first, frozenset().union(*others)
        # An id such as person/ahmad-seed-003-p1 means one of those that person/ahmad means.
        left, right = (left - right, right) if right < left else (left, right - left)
        for name in left:
            sides[name].add((number, False))
        for name in right:
            sides[name].add((number, True))
    return {name: frozenset(marked) for name, marked in sides.items()}


def force(
    ledger: Ledger, groups: Groups, find: Callable[[str], str | None], kind: Mapping[str, str]
) -> list[tuple[str, str, Decision]]:
    """Obey every "same"; ``find`` gives a member of the thing, ``kind`` its type.

    DecisionError where the two are of different types or decided to be different.
    """
    forced = []
    for decision in ledger.of("same"):
        left, right = (find(thing) for thing in decision.things)
        if left is None or right is None:
            continue
        if kind[left] != kind[right]:
            raise DecisionError(
                f"{ledger.where(decision)}: {decision.things[0]} is a {kind[left]}, "
                f"{decision.things[1]} a {kind[right]}; delete the line"
            )
        if groups.parted(left, right):
            raise DecisionError(
                f"{ledger.where(decision)}: other lines say that these are different; delete one"
            )
        groups.force(left, right)
        forced.append((min(left, right), max(left, right), decision))
    return forced
