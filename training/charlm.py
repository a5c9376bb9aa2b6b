"""Character language models, one for each direction, in Stanza's format.

They read what the tagger, the parser and the name tagger will show them: a line break, then words
with one blank after each, clitics cut off in most sentences. The model is Stanza's; the loop is
ours, as Stanza's trainer reads running text, which its other models never do.
"""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.char_model import CharacterLanguageModel
from stanza.models.common.vocab import CharVocab
from torch import Tensor
from torch.nn import functional

from training.loop import Schedule, seed_everything, train
from training.words import Clitics, raw_lines, raw_sentences

log = logging.getLogger(__name__)
SKIPPED = ("other-religious", "other-techdocs", "other-tweets", "tokenised-lower")
DIRECTIONS = ("forward", "backward")
LONGEST = 360
RARE = 20
WHOLE = 0.3
SIZES = {
    "char_emb_dim": 64,
    "char_hidden_dim": 512,
    "char_num_layers": 1,
    "char_dropout": 0.05,
    "char_rec_dropout": 0.0,
    "char_unit_dropout": 1e-5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CharTraining:
    """What one training of a character language model needs; ``corpora`` holds raw text.

    ``held`` sentences are not learnt from but measured on.
    """

    corpora: Path
    direction: str
    out: Path
    device: str = "cpu"
    seed: int = 1234
    batch_chars: int = 8000
    held: int = 2000
    sizes: dict[str, Any] = field(default_factory=dict)
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=11000, rate=2e-3, clip=1.0, check_every=1000)
    )


def train_charlm(task: CharTraining) -> float:
    """Train, save ``out``, and return the bits a character of held-out sentences, negated."""
    seed_everything(task.seed)
    lines = char_lines(task.corpora, task.seed)
    if task.direction == "backward":
        lines = [line[::-1] for line in lines]
    random.Random(task.seed).shuffle(lines)
    counts = Counter(char for line in lines for char in line)
    kept = sorted(char for char, count in counts.items() if count >= RARE or char in "\n ")
    vocab = CharVocab([kept])
    args = {**SIZES, **task.sizes, "direction": task.direction}
    model = CharacterLanguageModel(
        args, {"char": vocab}, is_forward_lm=task.direction == "forward"
    ).to(task.device)
    held, learnt = lines[: task.held], lines[task.held :]
    log.info("%d lines, %d characters, %d kinds", len(learnt), sum(map(len, learnt)), len(kept))
    check = checker(model, held, task)
    train(
        model,
        char_batches(learnt, vocab, task),
        lambda batch: char_loss(model, batch, task.device),
        task.schedule,
        task.out.with_suffix(".ckpt"),
        check,
    )
    model.save(str(task.out))
    return check()


def charlm_flags(folder: Path | None) -> list[str]:
    """Arguments with which Stanza's trainers read the two models of a folder, or none."""
    if folder is None:
        return []
    files = [f"--charlm_{each}_file={folder / each}.pt" for each in DIRECTIONS]
    return ["--charlm", *files]


def char_lines(corpora: Path, seed: int) -> list[str]:
    """Words of every sentence, a blank after each; clitics cut off in most of them."""
    draw = random.Random(seed)
    seen: set[tuple[str, ...]] = set()
    counts: Counter[str] = Counter()
    for line in raw_lines(corpora, SKIPPED):
        for sentence in raw_sentences(line):
            seen.add(tuple(sentence))
            counts.update(word.lower() for word in sentence)
    clitics = Clitics(counts)
    out = []
    for words in sorted(seen - {()}):
        cut = draw.random() >= WHOLE
        parts = [part for word in words for part in (clitics.parts(word) if cut else [word])]
        out.append(" ".join(parts)[:LONGEST])
    return out


def char_batches(
    lines: Sequence[str], vocab: CharVocab, task: CharTraining
) -> Iterator[tuple[Tensor, Tensor]]:
    """Inputs and targets, lines of about the same length together, for ever."""
    draw = random.Random(task.seed)
    while True:
        order = sorted(range(len(lines)), key=lambda at: (len(lines[at]), draw.random()))
        groups: list[list[int]] = []
        size = 0
        for at in order:
            if not groups or size + len(lines[at]) > task.batch_chars:
                groups.append([])
                size = 0
            groups[-1].append(at)
            size += len(lines[at]) + 2
        draw.shuffle(groups)
        for group in groups:
            yield padded([lines[at] for at in group], vocab)


def padded(lines: Sequence[str], vocab: CharVocab) -> tuple[Tensor, Tensor]:
    """Characters after a line break, and those that follow them; -1 where nothing is to be said."""
    rows = [vocab.map(["\n", *line, " ", "\n"]) for line in lines]
    longest = max(map(len, rows))
    chars = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    targets = torch.tensor([row + [-1] * (longest - len(row)) for row in rows])
    return chars[:, :-1], targets[:, 1:]


def char_loss(model: Any, batch: tuple[Tensor, Tensor], device: str) -> Tensor:
    """Mean nats a character; the recurrent layer runs in bfloat16, which is twice as fast."""
    chars, targets = (each.to(device) for each in batch)
    with torch.autocast(device, torch.bfloat16):
        embedded = model.dropout(model.char_emb(model.char_dropout(chars)))
        start = [
            state.expand(-1, chars.size(0), -1).contiguous()
            for state in (model.charlstm_h_init, model.charlstm_c_init)
        ]
        hidden, _ = model.charlstm.lstm(embedded, tuple(start))
        scores = model.decoder(model.dropout(hidden))
    return functional.cross_entropy(
        scores.float().flatten(0, 1), targets.flatten(), ignore_index=-1
    )


def checker(model: Any, held: Sequence[str], task: CharTraining) -> Callable[[], float]:
    """A function that gives the bits a character of held-out sentences, negated."""

    def check() -> float:
        model.eval()
        total = words = 0.0
        with torch.no_grad():
            for at in range(0, len(held), 100):
                batch = padded(held[at : at + 100], model.char_vocab())
                weight = int((batch[1] >= 0).sum())
                total += weight * float(char_loss(model, batch, task.device))
                words += weight
        return -total / words / 0.6931

    return check
