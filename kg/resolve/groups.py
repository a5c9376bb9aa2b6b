"""Which members were found to be one, and what must stay apart."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kg.resolve.numbers import NUMBER

T = TypeVar("T")

Mark = tuple[int, bool]
"""A side of a decision that two things are different: its number, and which of the two."""


class Groups:
    """Members, which are numbers, joined step by step; what would break what is known is refused.

    Two members of one article are two things, since the article told them apart, unless
    ``within`` says that their names are equal. Different gazetteer keys never meet, nor do the
    two sides of a decision.
    """

    def __init__(
        self,
        count: int,
        beside: Callable[[int], Iterable[int]],
        marks: Mapping[int, frozenset[Mark]] | None = None,
    ) -> None:
        self._parent = array(NUMBER, range(count))
        self._next = array(NUMBER, range(count))  #: in the circle of those that are one
        self._size = array(NUMBER, [1]) * count  #: of the groups, by the members they stand under
        self._beside = beside  #: all members of the article of a member
        self._keys: dict[int, str] = {}
        self._marks = dict(marks or {})

    def __len__(self) -> int:
        return len(self._parent)

    def find(self, member: int) -> int:
        """The member that stands for the group of a member."""
        parent = self._parent
        root = parent[member]
        if parent[root] == root:  # as it mostly is
            return root
        while parent[root] != root:
            root = parent[root]
        while member != root:
            parent[member], member = root, parent[member]
        return root

    def members(self, root: int) -> list[int]:
        """All members of the group for which ``root`` stands."""
        found = [root]
        while (member := self._next[found[-1]]) != root:
            found.append(member)
        return found

    def key(self, root: int) -> str | None:
        """The gazetteer's key of the group."""
        return self._keys.get(root)

    def marks(self, root: int) -> frozenset[Mark]:
        """The sides of decisions that the group is on."""
        return self._marks.get(root, frozenset())

    def set_key(self, member: int, key: str) -> None:
        """Give the group of a member, which has none, its gazetteer's key."""
        self._keys[self.find(member)] = key

    def allowed(self, left: int, right: int) -> bool:
        """Whether the groups of two members may be one."""
        return self._allowed(self.find(left), self.find(right), within=False)

    def join(self, left: int, right: int, *, within: bool = False) -> bool:
        """Make one group of two if that is allowed; whether they are one now."""
        left, right = self.find(left), self.find(right)
        allowed = self._allowed(left, right, within)
        if allowed:
            self._force(left, right)
        return allowed

    def unite(self, members: Sequence[int]) -> list[list[int]]:
        """Join each of the members, whose names are equal, with the first as far as allowed.

        The members by the groups in which they are then.
        """
        if members and self._are_alone(members):
            self._circle(members)
            return [list(members)]
        for other in members[1:]:
            self.join(members[0], other, within=True)
        return list(by_key((self.find(member), member) for member in members).values())

    def force(self, left: int, right: int) -> None:
        """Make one group of two whatever is known."""
        self._force(self.find(left), self.find(right))

    def roots(self) -> Iterator[int]:
        """For every member the one that stands for its group."""
        return map(self.find, range(len(self._parent)))

    def parted(self, left: int, right: int) -> bool:
        """Whether somebody decided that the groups of two members are different."""
        return self._parted(self.find(left), self.find(right))

    def _are_alone(self, members: Sequence[int]) -> bool:
        """Whether nothing is known of members, as it mostly is before they are united."""
        return (
            not self._marks
            and self._keys.keys().isdisjoint(members)
            and list(map(self._next.__getitem__, members)) == list(members)
        )

    def _circle(self, members: Sequence[int]) -> None:
        """Make one group of members that are alone."""
        root = members[0]
        self._size[root] = len(members)
        for place, member in enumerate(members):
            self._parent[member] = root
            self._next[member] = members[place - 1]

    def _allowed(self, left: int, right: int, within: bool) -> bool:
        if left == right:
            return True
        ours, theirs = self._keys.get(left), self._keys.get(right)
        if (ours and theirs and ours != theirs) or self._parted(left, right):
            return False
        if within:
            return True
        lesser, other = sorted((left, right), key=self._size.__getitem__)
        return all(
            self.find(near) != other
            for member in self.members(lesser)
            for near in self._beside(member)
        )

    def _force(self, left: int, right: int) -> None:
        if left == right:
            return
        if self._size[left] < self._size[right]:
            left, right = right, left
        self._parent[right] = left
        self._next[left], self._next[right] = self._next[right], self._next[left]
        self._size[left] += self._size[right]
        if right in self._keys:
            self._keys.setdefault(left, self._keys.pop(right))
        if right in self._marks:
            self._marks[left] = self._marks.get(left, frozenset()) | self._marks.pop(right)

    def _parted(self, left: int, right: int) -> bool:
        if not self._marks:
            return False
        others = self.marks(right)
        return any((number, not side) in others for number, side in self.marks(left))


K = TypeVar("K", int, str)


def by_key(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Values of equal keys together, in order of the keys."""
    together: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        together[key].append(value)
    return {key: together[key] for key in sorted(together)}
