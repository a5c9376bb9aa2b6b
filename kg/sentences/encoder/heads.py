"""What is read off the encoder's states of words: tags, trees and names."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from kg.sentences.encoder.network import States, save_halved

WIDTH = 384
IMPOSSIBLE = -1e4
_PAIRS = 512  # of words whose relation is found at once, which takes 12 MB
_CLEAR = 1e-4  # differences below may be turned round by rounding
ROOT = "root"
Labels = Mapping[str, Sequence[str]]
Scores = NDArray[np.float32]
Spanning = Callable[[Scores], Sequence[int]]


class Head(nn.Module):
    """A part that reads states; ``labels`` lists the labels it chooses from, by their kind."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.labels = {kind: list(names) for kind, names in labels.items()}

    def save(self, path: Path) -> None:
        """Write labels, and weights in half precision."""
        save_halved(self, path, {"labels": self.labels})

    @classmethod
    def load(cls, path: Path) -> Self:
        """The head that was saved; OSError or RuntimeError where there is none."""
        saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        made = cls(saved["labels"])
        made.load_state_dict({name: value.float() for name, value in saved["model"].items()})
        return made.eval()


class Tags(Head):
    """Universal tags and features of words, and the annotation style of their sentence.

    Labels: "upos", "feats", "style".
    """

    def __init__(self, labels: Labels, dropout: float = 0.2) -> None:
        super().__init__(labels)
        self.drop = nn.Dropout(dropout)
        self.score = nn.ModuleDict({kind: nn.Linear(WIDTH, len(labels[kind])) for kind in labels})

    def forward(self, states: States) -> dict[str, Tensor]:
        """Scores of "upos" and "feats" for every word, and of "style" for every sentence."""
        hidden = self.drop(states.vectors)
        counts = states.words.sum(1, keepdim=True)
        mean = (hidden * states.words.unsqueeze(-1)).sum(1) / counts
        return {
            kind: score(mean if kind == "style" else hidden) for kind, score in self.score.items()
        }

    @torch.inference_mode()
    def read(self, vectors: Tensor) -> tuple[list[str], list[str], str]:
        """Universal tags and features of a sentence (words × width), and its style."""
        scores = self(_alone(vectors))
        upos, feats = (
            [self.labels[kind][best] for best in scores[kind][0].argmax(-1).tolist()]
            for kind in ("upos", "feats")
        )
        return upos, feats, self.labels["style"][int(scores["style"][0].argmax())]


class Trees(Head):
    """Heads and relations by deep biaffine attention (Dozat and Manning 2017).

    Labels: "deprel", "style". A sentence is read in the style of one treebank.
    """

    def __init__(
        self, labels: Labels, arc: int = 300, relation: int = 128, dropout: float = 0.25
    ) -> None:
        super().__init__(labels)
        self.drop = nn.Dropout(dropout)
        self.style = nn.Embedding(len(labels["style"]), WIDTH)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.arc_head, self.arc_dependent = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.head, self.dependent = nn.Linear(WIDTH, relation), nn.Linear(WIDTH, relation)
        self.arc = nn.Parameter(nn.init.xavier_uniform_(torch.empty(arc + 1, arc)))
        relations = torch.empty(len(labels["deprel"]), relation + 1, relation + 1)
        self.relation = nn.Parameter(nn.init.xavier_uniform_(relations))

    def forward(self, states: States, style: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of heads (sentences × words × words and the root, which comes first), and what
        ``relations`` needs of heads and of dependents.
        """
        hidden = states.vectors + self.style(style).unsqueeze(1)
        root = self.root.expand(hidden.size(0), 1, -1)
        rooted = torch.cat([root, hidden], 1)
        arcs = torch.einsum(
            "bia,ac,bjc->bij",
            _with_one(self._part(self.arc_dependent, hidden)),
            self.arc,
            self._part(self.arc_head, rooted),
        )
        seen = torch.cat([states.words.new_ones(hidden.size(0), 1), states.words], 1)
        loop = torch.eye(hidden.size(1), dtype=torch.bool, device=hidden.device)
        barred = ~seen.unsqueeze(1) | functional.pad(loop, (1, 0))
        arcs = arcs.masked_fill(barred, IMPOSSIBLE)
        return arcs, self._part(self.head, rooted), self._part(self.dependent, hidden)

    def relations(self, heads: Tensor, dependents: Tensor) -> Tensor:
        """Scores of relations (pairs × relations) of aligned heads and dependents (pairs × n)."""
        return torch.einsum("nr,krs,ns->nk", _with_one(heads), self.relation, _with_one(dependents))

    @torch.inference_mode()
    def read(
        self, sentences: Sequence[Tensor], styles: Sequence[str], spanning: Spanning
    ) -> list[tuple[list[int], list[str]]]:
        """Heads, counted from 1 (0: the root), and relations of sentences (words × width each).

        ``spanning`` gives the heads of the best tree of scores, among which the root comes first.
        It is asked only where the likeliest heads of all words make up no tree.
        """
        sizes = [len(vectors) for vectors in sentences]
        style = self.style(torch.tensor([self._style(name) for name in styles]))
        hidden = torch.cat(list(sentences)) + style.repeat_interleave(torch.tensor(sizes), 0)
        rooted = torch.cat([self.root.unsqueeze(0), hidden])  # the root is the same everywhere
        root, *heads = self._part(self.arc_head, rooted).split([1, *sizes])
        dependents = _with_one(self._part(self.arc_dependent, hidden)) @ self.arc
        chosen = [
            tree(each @ torch.cat([root, head]).t(), spanning)
            for each, head in zip(dependents.split(sizes), heads, strict=True)
        ]
        relations = iter(self._relations(rooted, hidden, chosen))
        return [(each, list(itertools.islice(relations, len(each)))) for each in chosen]

    def _style(self, name: str) -> int:
        styles = self.labels["style"]
        return styles.index(name) if name in styles else 0

    def _relations(
        self, rooted: Tensor, hidden: Tensor, chosen: Sequence[Sequence[int]]
    ) -> list[str]:
        """The likeliest relations of all words, whose heads were chosen in their sentences."""
        starts = itertools.accumulate(map(len, chosen), initial=0)
        rows = torch.tensor(
            [
                head and start + head
                for start, heads in zip(starts, chosen, strict=False)
                for head in heads
            ]
        )
        wide = self.relation.transpose(0, 1).flatten(1)
        heads = _with_one(self._part(self.head, rooted)[rows]).split(_PAIRS)
        dependents = _with_one(self._part(self.dependent, hidden)).unsqueeze(2).split(_PAIRS)
        paired = (
            (head @ wide).unflatten(1, self.relation.shape[::2]) @ dependent
            for head, dependent in zip(heads, dependents, strict=True)
        )
        scores = torch.cat(list(paired)).squeeze(2)
        root = self.labels["deprel"].index(ROOT)
        scores[:, root] = torch.where(rows == 0, -IMPOSSIBLE, IMPOSSIBLE)
        return [self.labels["deprel"][best] for best in scores.argmax(-1).tolist()]

    def _part(self, layer: nn.Linear, hidden: Tensor) -> Tensor:
        part: Tensor = self.drop(functional.gelu(layer(self.drop(hidden))))
        return part


class Names(Head):
    """Names, as tags that begin, continue, end or make up one (BIOES); label kind: "ner"."""

    def __init__(self, labels: Labels, dropout: float = 0.2) -> None:
        super().__init__(labels)
        tags = labels["ner"]
        self.score = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(WIDTH, WIDTH), nn.GELU(),
            nn.Dropout(dropout), nn.Linear(WIDTH, len(tags)),
        )  # fmt: skip
        allowed = [[_follows(left, right) for right in tags] for left in tags]
        self._barred = torch.where(torch.tensor(allowed), 0.0, IMPOSSIBLE)
        self._first = torch.tensor([0.0 if _follows("O", tag) else IMPOSSIBLE for tag in tags])
        self._last = torch.tensor([0.0 if _follows(tag, "O") else IMPOSSIBLE for tag in tags])

    def forward(self, states: States) -> Tensor:
        """Scores of the tags of every word."""
        scores: Tensor = self.score(states.vectors)
        return scores

    @torch.inference_mode()
    def read(self, vectors: Tensor) -> list[str]:
        """The likeliest tags of a sentence (words × width) that make up whole names (Viterbi)."""
        chances = functional.log_softmax(self.score(vectors), -1)
        path = _certain(chances)
        if path is None or not self.is_whole(path):
            path = self._best(chances)
        return [self.labels["ner"][tag] for tag in path]

    def is_whole(self, path: Sequence[int]) -> bool:
        """Whether tags, given by their numbers, make up whole names."""
        bars = self._barred[path[:-1], path[1:]].sum()
        return bool(self._first[path[0]] + bars + self._last[path[-1]] == 0)

    def _best(self, chances: Tensor) -> list[int]:
        """The likeliest tags that make up whole names."""
        total, back = chances[0] + self._first, []
        for row in chances[1:]:
            best, origin = (total.unsqueeze(1) + self._barred).max(0)
            total = best + row
            back.append(origin)
        path = [int((total + self._last).argmax())]
        for origin in reversed(back):
            path.append(int(origin[path[-1]]))
        return path[::-1]


def tree(arcs: Tensor, spanning: Spanning) -> list[int]:
    """The heads of the best tree of scores (words × words and the root, which comes first)."""
    arcs = arcs.masked_fill(
        functional.pad(torch.eye(len(arcs), dtype=torch.bool), (1, 0)), IMPOSSIBLE
    )
    chances = functional.log_softmax(arcs, -1)
    likeliest = _certain(chances)
    if likeliest is not None and _is_tree(likeliest):
        return likeliest
    scores = functional.pad(chances, (0, 0, 1, 0))
    return [int(head) for head in spanning(scores.numpy())[1:]]


def _certain(chances: Tensor) -> list[int] | None:
    """The likeliest choice of each row, if none has one that is about as likely."""
    best, places = chances.topk(min(2, chances.size(1)), -1)
    if chances.size(1) > 1 and float((best[:, 0] - best[:, 1]).min()) < _CLEAR:
        return None
    return [int(place) for place in places[:, 0].tolist()]


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether each word leads, from head to head, to the one word whose head is the root (0)."""
    if heads.count(0) != 1:
        return False
    led = {0}
    for word in range(1, len(heads) + 1):
        way = []
        while word not in led:
            if word in way:
                return False
            way.append(word)
            word = heads[word - 1]
        led.update(way)
    return True


def _follows(left: str, right: str) -> bool:
    """Whether one tag may stand behind another."""
    if left[0] in "BI":
        return right[0] in "IE" and left[2:] == right[2:]
    return right[0] in "OBS"


def _alone(vectors: Tensor) -> States:
    """The words of one sentence as a batch."""
    return States(vectors.unsqueeze(0), torch.ones(1, len(vectors), dtype=torch.bool))


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, rows.new_ones(*rows.shape[:-1], 1)], -1)
