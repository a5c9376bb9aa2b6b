"""What is read off the encoder's states of words: tags, trees and names."""

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

    def read(self, vectors: Tensor, style: str, spanning: Spanning) -> tuple[list[int], list[str]]:
        """Heads, counted from 1 (0: the root), and relations of a sentence (words × width).

        ``spanning`` gives the heads of the best tree of scores, among which the root comes first.
        """
        styles = self.labels["style"]
        number = styles.index(style) if style in styles else 0
        arcs, heads, dependents = self(_alone(vectors), torch.tensor([number]))
        scores = functional.pad(functional.log_softmax(arcs[0], -1), (0, 0, 1, 0))
        chosen = [int(head) for head in spanning(scores.detach().numpy())[1:]]
        relations = self.relations(heads[0, chosen], dependents[0])
        root = self.labels["deprel"].index(ROOT)
        relations[:, root] = torch.where(torch.tensor(chosen) == 0, -IMPOSSIBLE, IMPOSSIBLE)
        return chosen, [self.labels["deprel"][best] for best in relations.argmax(-1).tolist()]

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

    def read(self, vectors: Tensor) -> list[str]:
        """The likeliest tags of a sentence (words × width) that make up whole names (Viterbi)."""
        scores = self(_alone(vectors))[0]
        chances = functional.log_softmax(scores, -1)
        total, back = chances[0] + self._first, []
        for row in chances[1:]:
            best, origin = (total.unsqueeze(1) + self._barred).max(0)
            total = best + row
            back.append(origin)
        path = [int((total + self._last).argmax())]
        for origin in reversed(back):
            path.append(int(origin[path[-1]]))
        return [self.labels["ner"][tag] for tag in reversed(path)]


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
