"""The encoder's pretraining, continued on raw news: it guesses words that are hidden from it.

Whole words are hidden (Devlin et al. 2019, with whole words as in its later models), by the mark of
the unknown, since the encoder came without a mark of its own for that.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.sentences.encoder.network import Encoder, padded
from kg.sentences.encoder.pieces import UNKNOWN
from training.batching import similar
from training.loop import Schedule, seed_everything, train
from training.precision import short
from training.words import raw_lines, raw_words

SKIPPED = ("other", "tokenised", "news-headlines")
HIDDEN = 0.15
SHORTEST, LONGEST = 8, 200  # words of a passage
SHUFFLED = 20_000  # passages that batches are drawn from


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretraining:
    """What continued pretraining needs: raw text, an encoder, and where the result goes."""

    corpora: Path
    start: Path
    out: Path
    device: str = "cpu"
    seed: int = 1
    batch_words: int = 2000
    schedule: Schedule


class HiddenWords(nn.Module):
    """The encoder with a layer that guesses pieces; its scores share the vectors of pieces."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.sizes.width
        self.encoder = encoder
        self.guess = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(encoder.sizes.pieces))

    def loss(self, batch: Sequence[Sequence[str]]) -> Tensor:
        """Mean loss of the pieces of the words that are hidden, drawn from Python's generator."""
        device = self.bias.device
        ids, owners = padded([self.encoder.pieces.words(words) for words in batch], device)
        longest = max(map(len, batch)) + 1
        drawn = [[at > 0 and random.random() < HIDDEN for at in range(longest)] for _ in batch]
        hidden = torch.tensor(drawn, device=device).gather(1, owners)
        with short(device.type):
            states, _ = self.encoder.hidden(ids.masked_fill(hidden, UNKNOWN))
        guesses = self.guess(states[hidden].float())
        scores = guesses @ self.encoder.piece.weight.t() + self.bias
        return functional.cross_entropy(scores, ids[hidden])


def continue_pretraining(task: Pretraining) -> None:
    """Train, from the checkpoint if there is one, and save the encoder."""
    seed_everything(task.seed)
    model = HiddenWords(Encoder.load(task.start)).to(task.device)
    train(
        model,
        batches(passages(task.corpora), task.batch_words),
        model.loss,
        task.schedule,
        task.out.with_suffix(".ckpt"),
        slow=model.encoder,
    )
    model.encoder.save(task.out)


def passages(corpora: Path) -> Iterator[list[str]]:
    """Words of the lines of news, for ever; a long line in parts."""
    while True:
        for line in raw_lines(corpora, SKIPPED):
            words = raw_words(line)
            for at in range(0, len(words), LONGEST):
                if len(words) - at >= SHORTEST:
                    yield words[at : at + LONGEST]


def batches(stream: Iterator[list[str]], words: int) -> Iterator[list[list[str]]]:
    """Batches of passages of about so many words, for ever."""
    while True:
        drawn = [next(stream) for _ in range(SHUFFLED)]
        yield from similar(drawn, len, words)
