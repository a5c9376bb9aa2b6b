"""Which members were found to be one, and what must stay apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

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
        self._parent = {name: name for name in members}
        self._members = {name: [name] for name in self._parent}
        self._articles = {name: {article_of(name)} for name in self._parent}
        self._keys: dict[str, str] = {}
        self._marks = dict(marks or {})

    def find(self, name: str) -> str:
        """The member that stands for the group of ``name``."""
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def members(self, root: str) -> list[str]:
        """All members of the group for which ``root`` stands."""
        return self._members[root]

    def articles(self, root: str) -> set[str]:
        """The articles that tell of the group."""
        return self._articles[root]

    def key(self, root: str) -> str | None:
        """The gazetteer's key of the group."""
        return self._keys.get(root)

    def marks(self, root: str) -> frozenset[Mark]:
        """The sides of decisions that the group is on."""
        return self._marks.get(root, frozenset())

    def set_key(self, name: str, key: str) -> None:
        """Give a member that is still alone its gazetteer's key."""
        self._keys[name] = key

    def allowed(self, left: str, right: str, *, within: bool = False) -> bool:
        """Whether the groups of two members may be one."""
        left, right = self.find(left), self.find(right)
        if left == right:
            return True
        keys = {self._keys.get(left), self._keys.get(right)} - {None}
        if len(keys) > 1 or self.parted(left, right):
            return False
        return within or self._articles[left].isdisjoint(self._articles[right])

    def join(self, left: str, right: str, *, within: bool = False) -> bool:
        """Make one group of two if that is allowed; whether they are one now."""
        if not self.allowed(left, right, within=within):
            return False
        self.force(left, right)
        return True

    def force(self, left: str, right: str) -> None:
        """Make one group of two whatever is known."""
        left, right = self.find(left), self.find(right)
        if left == right:
            return
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        self._parent[right] = left
        self._members[left] += self._members.pop(right)
        self._articles[left] |= self._articles.pop(right)
        if right in self._keys:
            self._keys.setdefault(left, self._keys.pop(right))
        if right in self._marks:
            self._marks[left] = self._marks.get(left, frozenset()) | self._marks.pop(right)

    def all(self) -> dict[str, list[str]]:
        """Every group by the member that stands for it."""
        return self._members

    def parted(self, left: str, right: str) -> bool:
        """Whether somebody decided that the groups of two members are different."""
        left, right = self.find(left), self.find(right)
        marks = self._marks.get(left)
        others = self._marks.get(right)
        return bool(
            marks and others and any((number, not side) in others for number, side in marks)
        )


def article_of(name: str) -> str:
    """The article of a member."""
    return name.rpartition("/")[0]


def by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Values of equal keys together, in order of the keys."""
    together: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        together[key].append(value)
    return dict(sorted(together.items()))
