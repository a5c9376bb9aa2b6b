"""What the decisions of people mean for the members at hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from kg.errors import DecisionError
from kg.resolve.groups import Groups, Mark
from kg.resolve.ledger import Decision, Ledger

Known = Mapping[str, frozenset[int]]
"""Members by every text under which a decision may speak of them."""


def known(ledger: Ledger, named: Iterable[tuple[str, str, int]]) -> Known:
    """Members by the ids and names that decisions use, of all (id, name, member)."""
    texts = texts_in(ledger)
    together: dict[str, set[int]] = defaultdict(set)
    for id_, name, member in named:
        for text in texts & {id_, name}:
            together[text].add(member)
    return {text: frozenset(members) for text, members in together.items()}


def texts_in(ledger: Ledger) -> frozenset[str]:
    """Every text by which a decision may name a thing; there are some that it does not mean."""
    return frozenset(
        text
        for decision in ledger.decisions
        for thing in decision.things
        for text in (_inside(thing) if decision.verb == "wrong" else (thing,))
    )


def _inside(claim: str) -> Iterator[str]:
    """Whatever may name something in the id of a claim: any of its parts that follow each other."""
    parts = claim.split("/")
    for start, end in combinations(range(len(parts) + 1), 2):
        yield "/".join(parts[start:end])


def speaks_of(decision: Decision, members: Known) -> bool:
    """Whether a "same" or "different" says something about the members."""
    first, *others = (thing in members for thing in decision.things)
    return first and (all(others) if decision.verb == "same" else any(others))


def marks(ledger: Ledger, members: Known) -> dict[int, frozenset[Mark]]:
    """The sides of each "different" that the members are on: the first thing, or the others."""
    sides: dict[int, set[Mark]] = defaultdict(set)
    for number, decision in enumerate(ledger.of("different")):
        first, *others = (members.get(thing, frozenset()) for thing in decision.things)
        left, right = first, frozenset().union(*others)
        # An id such as person/ahmad-seed-003-p1 means one of those that person/ahmad means.
        left, right = (left - right, right) if right < left else (left, right - left)
        for member in left:
            sides[member].add((number, False))
        for member in right:
            sides[member].add((number, True))
    return {member: frozenset(marked) for member, marked in sides.items()}


def force(
    ledger: Ledger,
    groups: Groups,
    find: Callable[[str], int | None],
    kind: Callable[[int], str],
) -> list[tuple[int, int, Decision]]:
    """Obey every "same"; ``find`` gives a member of a thing, ``kind`` the type of a member.

    DecisionError where the two are of different types or decided to be different.
    """
    forced = []
    for decision in ledger.of("same"):
        left, right = (find(thing) for thing in decision.things)
        if left is None or right is None:
            continue
        if kind(left) != kind(right):
            raise DecisionError(
                f"{ledger.where(decision)}: {decision.things[0]} is a {kind(left)}, "
                f"{decision.things[1]} a {kind(right)}; delete the line"
            )
        if groups.parted(left, right):
            raise DecisionError(
                f"{ledger.where(decision)}: other lines say that these are different; delete one"
            )
        groups.force(left, right)
        forced.append((min(left, right), max(left, right), decision))
    return forced


def decided_by_hand(decision: Decision) -> str:
    """Why two things are one that a decision made one, in words."""
    return f"decided by hand: {decision.why}" if decision.why else "decided by hand"
