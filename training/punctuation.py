"""Heads of punctuation as the present guidelines ask: projective, in the unit they close."""

from collections.abc import Iterator
from dataclasses import replace

from training.treebank import Sentence

PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "“": "”", "«": "»", "``": "''"}
FINAL = frozenset({".", "?", "!"})


class _Tree:
    """Heads of a sentence, with the questions that attaching punctuation asks."""

    def __init__(self, sentence: Sentence) -> None:
        self.words = sentence.words
        self.heads = [word.head for word in sentence.words]
        self.marks = [word.upos == "PUNCT" for word in sentence.words]
        self._lift_children()
        self.low, self.high = self._spans()

    def _lift_children(self) -> None:
        for index in range(len(self.heads)):
            while self.heads[index] >= 0 and self.marks[self.heads[index]]:
                above = self.heads[self.heads[index]]
                if above < 0 or above == index:
                    break
                self.heads[index] = above

    def _spans(self) -> tuple[list[int], list[int]]:
        low = list(range(len(self.heads)))
        high = list(range(len(self.heads)))
        for index in range(len(self.heads)):
            if not self.marks[index]:
                for above in self.ancestors(index):
                    low[above] = min(low[above], index)
                    high[above] = max(high[above], index)
        return low, high

    def ancestors(self, index: int) -> Iterator[int]:
        """Heads above a word, the nearest first."""
        seen = 0
        index = self.heads[index]
        while index >= 0 and seen <= len(self.heads):
            yield index
            index = self.heads[index]
            seen += 1

    def left_path(self, mark: int) -> list[int]:
        """Units that end before the mark, from the smallest."""
        start = next((i for i in range(mark - 1, -1, -1) if not self.marks[i]), None)
        if start is None:
            return []
        path = [start]
        while self.high[path[-1]] < mark and 0 <= self.heads[path[-1]] < mark:
            path.append(self.heads[path[-1]])
        return path

    def right_path(self, mark: int) -> list[int]:
        """Units that begin after the mark, from the smallest."""
        start = next((i for i in range(mark + 1, len(self.heads)) if not self.marks[i]), None)
        if start is None:
            return []
        path = [start]
        while self.low[path[-1]] > mark and self.heads[path[-1]] > mark:
            path.append(self.heads[path[-1]])
        return path

    def head_inside(self, first: int, last: int) -> tuple[int, int] | None:
        """First and last topmost words between two marks."""
        tops = [
            index
            for index in range(first + 1, last)
            if not self.marks[index] and not first < self.heads[index] < last
        ]
        return (tops[0], tops[-1]) if tops else None


def attach_punctuation(sentence: Sentence) -> Sentence:
    """The sentence with every mark attached anew; the other heads stay."""
    tree = _Tree(sentence)
    heads = list(tree.heads)
    paired: set[int] = set()
    for first, last in _pairs(sentence):
        tops = tree.head_inside(first, last)
        if tops is not None:
            heads[first], heads[last] = tops
            paired |= {first, last}
    for index, word in enumerate(sentence.words):
        if tree.marks[index] and word.head >= 0 and index not in paired:
            heads[index] = _separator_head(tree, index, word.form)
    words = tuple(
        replace(word, head=head, deprel="punct" if tree.marks[i] and head >= 0 else word.deprel)
        for i, (word, head) in enumerate(zip(sentence.words, heads, strict=True))
    )
    return replace(sentence, words=words)


def _pairs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    closed: set[int] = set()
    for index, word in enumerate(sentence.words):
        wanted = PAIRS.get(word.form)
        if wanted is None or index in closed or word.head < 0 or word.upos != "PUNCT":
            continue
        for other in range(index + 1, len(sentence.words)):
            if sentence.words[other].form == wanted and sentence.words[other].head >= 0:
                closed.add(other)
                yield index, other
                break


def _separator_head(tree: _Tree, mark: int, form: str) -> int:
    left = tree.left_path(mark)
    right = [] if form in FINAL else tree.right_path(mark)
    if not right:
        return _kept(tree.heads[mark], left)
    if not left or left[-1] in tree.ancestors(right[-1]):
        return _kept(tree.heads[mark], right)
    if right[-1] in tree.ancestors(left[-1]):
        return _kept(tree.heads[mark], left)
    return tree.heads[mark] if tree.heads[mark] in right else _kept(tree.heads[mark], left)


def _kept(old: int, path: list[int]) -> int:
    """The old head if it is in the path, else the head of the largest unit."""
    return old if old in path or not path else path[-1]
