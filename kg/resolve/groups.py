"""Which members were found to be one, and what must stay apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

Mark = tuple[int, bool]
"""A side of a decision that two things are different: its number, and which of the two."""


class Groups:
    """Members joined step by step; a join that would break what is known is refused.

    Two members of one article are two things, since the article told them apart, unless
    ``within`` says that their names are equal. Different gazetteer keys never meet, nor do the
    two sides of a decision.
    """

    def __init__(
        self, members: Iterable[str], marks: Mapping[str, frozenset[Mark]] | None = None
    ) -> None:
        self._names = dict.fromkeys(members)
        self._parent: dict[str, str] = {}  #: of members that do not stand for their group
        self._members: dict[str, list[str]] = {}  #: of groups that have more than one
        self._articles: dict[str, set[str]] = {}
        self._keys: dict[str, str] = {}
        self._marks = dict(marks or {})

    def find(self, name: str) -> str:
        """The member that stands for the group of ``name``."""
        parent = self._parent
        root = parent.get(name, name)
        if root not in parent:  # as it mostly is
            return root
        while root in parent:
            root = parent[root]
        while name != root:
            parent[name], name = root, parent[name]
        return root

    def roots(self, names: Sequence[str]) -> list[str]:
        """The members that stand for the groups of ``names``."""
        found = list(map(self._parent.get, names, names))
        if self._parent.keys().isdisjoint(found):  # as it mostly is
            return found
        return list(map(self.find, names))

    def members(self, root: str) -> list[str]:
        """All members of the group for which ``root`` stands."""
        return self._members.get(root) or [root]

    def key(self, root: str) -> str | None:
        """The gazetteer's key of the group."""
        return self._keys.get(root)

    def marks(self, root: str) -> frozenset[Mark]:
        """The sides of decisions that the group is on."""
        return self._marks.get(root, frozenset())

    def set_key(self, names: Iterable[str], key: str) -> None:
        """Give members that are still alone their gazetteer's key."""
        self._keys |= dict.fromkeys(names, key)

    def allowed(self, left: str, right: str, *, within: bool = False) -> bool:
        """Whether the groups of two members may be one."""
        return self._allowed(self.find(left), self.find(right), within)

    def join(self, left: str, right: str, *, within: bool = False) -> bool:
        """Make one group of two if that is allowed; whether they are one now."""
        left, right = self.find(left), self.find(right)
        allowed = self._allowed(left, right, within)
        if allowed:
            self._force(left, right)
        return allowed

    def unite(self, members: Sequence[str]) -> list[list[str]]:
        """Join each of the members, whose names are equal, with the first as far as allowed.

        The members by the groups in which they are then.
        """
        roots = list(dict.fromkeys(self.roots(members)))
        keys = {key for key in map(self._keys.get, roots) if key}
        if self._marks or len(keys) > 1 or not self._members.keys().isdisjoint(roots):
            for root in roots[1:]:
                self.join(roots[0], root, within=True)
            return list(by_key(zip(self.roots(members), members, strict=True)).values())
        if len(roots) > 1:  # as it mostly is: then there is nothing to look at one by one
            first, *others = roots
            self._parent |= dict.fromkeys(others, first)
            self._members[first] = roots
            if keys:
                self._keys[first] = keys.pop()
        return [list(members)] if roots else []

    def force(self, left: str, right: str) -> None:
        """Make one group of two whatever is known."""
        self._force(self.find(left), self.find(right))

    def all(self) -> dict[str, list[str]]:
        """Every group by the member that stands for it."""
        return {name: self.members(name) for name in self._names if name not in self._parent}

    def parted(self, left: str, right: str) -> bool:
        """Whether somebody decided that the groups of two members are different."""
        return self._parted(self.find(left), self.find(right))

    def _allowed(self, left: str, right: str, within: bool) -> bool:
        if left == right:
            return True
        ours, theirs = self._keys.get(left), self._keys.get(right)
        if (ours and theirs and ours != theirs) or self._parted(left, right):
            return False
        if within:
            return True
        if right not in self._members:  # it is alone
            return article_of(right) not in self._articles_of(left)
        return self._articles_of(left).isdisjoint(self._articles_of(right))

    def _force(self, left: str, right: str) -> None:
        if left == right:
            return
        if len(self.members(left)) < len(self.members(right)):
            left, right = right, left
        self._parent[right] = left
        joining = self._members.pop(right, [right])
        self._members.setdefault(left, [left]).extend(joining)
        articles = self._articles.pop(right, None)
        if left in self._articles:
            self._articles[left] |= articles or set(map(article_of, joining))
        if right in self._keys:
            self._keys.setdefault(left, self._keys.pop(right))
        if right in self._marks:
            self._marks[left] = self._marks.get(left, frozenset()) | self._marks.pop(right)

    def _articles_of(self, root: str) -> set[str]:
        """The articles that tell of a group; they are seldom asked for."""
        if root not in self._articles:
            self._articles[root] = set(map(article_of, self.members(root)))
        return self._articles[root]

    def _parted(self, left: str, right: str) -> bool:
        if not self._marks:
            return False
        others = self.marks(right)
        return any((number, not side) in others for number, side in self.marks(left))


def article_of(name: str) -> str:
    """The article of a member."""
    return name.rpartition("/")[0]


def by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """Values of equal keys together, in order of the keys."""
    together: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        together[key].append(value)
    return {key: together[key] for key in sorted(together)}
