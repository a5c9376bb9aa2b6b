"""A training loop of a fixed number of steps that can be stopped and continued."""

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

log = logging.getLogger(__name__)
SLOW = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Adam with a linear warm-up to ``rate`` and a linear decay to nearly nothing."""

    steps: int
    rate: float
    warmup: int = 50
    clip: float = 1.0
    check_every: int = 200
    beta2: float = 0.95

    def rate_at(self, step: int) -> float:
        """Learning rate of a step counted from 0."""
        warm = min(1.0, (step + 1) / self.warmup)
        return self.rate * warm * max(0.01, 1 - step / self.steps)


def seed_everything(seed: int) -> None:
    """Fix the three generators that Stanza's data loaders and layers draw from."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def train(
    model: nn.Module,
    batches: Iterator[Any],
    loss_of: Callable[[Any], Tensor],
    schedule: Schedule,
    checkpoint: Path,
    *,
    slow: nn.Module | None = None,
) -> None:
    """Train in place, from the checkpoint if it is there; the last weights are the result.

    The part ``slow``, pretrained, learns at a quarter of the rate.
    """
    parameters = [each for each in model.parameters() if each.requires_grad]
    old = {id(each) for each in slow.parameters()} if slow is not None else set()
    groups: list[dict[str, Any]] = [
        {"params": [each for each in parameters if id(each) not in old], "share": 1.0},
        {"params": [each for each in parameters if id(each) in old], "share": SLOW},
    ]
    optimizer = torch.optim.AdamW(
        groups, lr=schedule.rate, betas=(0.9, schedule.beta2), eps=1e-8, weight_decay=1e-5,
        fused=True,
    )  # fmt: skip
    first = resume(model, optimizer, checkpoint)
    total = 0.0
    for step in range(first, schedule.steps):
        for group in optimizer.param_groups:
            group["lr"] = group["share"] * schedule.rate_at(step)
        model.train()
        optimizer.zero_grad()
        loss = loss_of(next(batches))
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, schedule.clip)
        optimizer.step()
        total += float(loss.detach())
        if (step + 1) % 20 == 0:
            log.info("step %d of %d: loss %.4f", step + 1, schedule.steps, total / 20)
            total = 0.0
        if (step + 1) % schedule.check_every == 0 or step + 1 == schedule.steps:
            save_checkpoint(model, optimizer, step + 1, checkpoint)


def save_checkpoint(
    model: nn.Module, optimizer: torch.optim.Optimizer, step: int, path: Path
) -> None:
    """Write everything that continuing needs, through a temporary file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def resume(model: nn.Module, optimizer: torch.optim.Optimizer, path: Path) -> int:
    """Load a checkpoint if there is one; the number of steps already done."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    step = state["step"]
    return step if isinstance(step, int) else 0


def endless(loader: Any) -> Iterator[Any]:
    """Batches of a Stanza loader in random order, shuffled again after every pass."""
    while True:
        order = list(range(len(loader)))
        random.shuffle(order)
        for index in order:
            yield loader[index]
        loader.reshuffle()
