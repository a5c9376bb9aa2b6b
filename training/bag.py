"""A small classifier over bags of named features: summed embeddings, one hidden layer."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

WIDTH = 96
EPOCHS = 8
BATCH = 256
DROPPED = 0.25

Bag = Sequence[str]


class BagClassifier:
    """Probabilities of labels from bags of features; deterministic for a seed on one thread."""

    def __init__(self, *, seed: int = 1234, min_count: int = 2) -> None:
        self.seed = seed
        self.min_count = min_count
        self.features: dict[str, int] = {}
        self.labels: list[str] = []
        self.net = _Net(1, 1)

    def fit(self, bags: Sequence[Bag], labels: Sequence[str]) -> None:
        """Learn from bags and their labels."""
        torch.manual_seed(self.seed)
        counts = Counter(feature for bag in bags for feature in bag)
        kept = sorted(feature for feature, count in counts.items() if count >= self.min_count)
        self.features = {feature: number for number, feature in enumerate(kept, start=1)}
        self.labels = sorted(set(labels))
        self.net = _Net(len(kept) + 1, len(self.labels))
        ids = [self._ids(bag) for bag in bags]
        position = {label: number for number, label in enumerate(self.labels)}
        targets = torch.tensor([position[label] for label in labels])
        self._optimise(ids, targets)

    def _ids(self, bag: Bag) -> Tensor:
        return torch.tensor([self.features[f] for f in bag if f in self.features] or [0])

    def _optimise(self, ids: list[Tensor], targets: Tensor) -> None:
        sparse = torch.optim.SparseAdam(self.net.bag.parameters(), lr=2e-3)
        dense = torch.optim.Adam(
            [*self.net.hidden.parameters(), *self.net.out.parameters()], lr=2e-3
        )
        steps = EPOCHS * (len(ids) // BATCH + 1)
        decays = [
            torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, steps)
            for optimizer in (sparse, dense)
        ]
        self.net.train()
        for _ in range(EPOCHS):
            for chunk in torch.randperm(len(ids)).split(BATCH):
                self.net.zero_grad()
                scores = self.net(*_packed([_thinned(ids[i]) for i in chunk.tolist()]))
                nn.functional.cross_entropy(scores, targets[chunk]).backward()
                for optimizer, decay in zip((sparse, dense), decays, strict=True):
                    optimizer.step()
                    decay.step()

    def probabilities(self, bags: Sequence[Bag]) -> NDArray[np.float64]:
        """One row of label probabilities for every bag, columns as in ``labels``."""
        self.net.eval()
        rows = []
        with torch.no_grad():
            for start in range(0, len(bags), 2048):
                scores = self.net(*_packed([self._ids(bag) for bag in bags[start : start + 2048]]))
                rows.append(scores.softmax(1))
        return torch.cat(rows).double().numpy()


class _Net(nn.Module):
    def __init__(self, features: int, labels: int) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag(features, WIDTH, mode="sum", sparse=True)
        nn.init.normal_(self.bag.weight, std=0.05)
        self.hidden = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, labels)

    def forward(self, ids: Tensor, offsets: Tensor) -> Tensor:
        summed = self.bag(ids, offsets)
        hidden = nn.functional.dropout(torch.relu(self.hidden(summed)), 0.3, self.training)
        scores = self.out(hidden + summed)
        assert isinstance(scores, Tensor)
        return scores


def _packed(bags: list[Tensor]) -> tuple[Tensor, Tensor]:
    sizes = torch.tensor([0, *(len(bag) for bag in bags[:-1])])
    return torch.cat(bags), sizes.cumsum(0)


def _thinned(bag: Tensor) -> Tensor:
    kept = bag[torch.rand(len(bag)) > DROPPED]
    return kept if len(kept) else bag
