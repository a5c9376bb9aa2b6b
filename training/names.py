"""The name tagger: Stanza's NER model, trained with our loop."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.doc import Document
from stanza.models.common.pretrain import Pretrain
from stanza.models.ner import scorer
from stanza.models.ner.data import DataLoader
from stanza.models.ner.trainer import Trainer, unpack_batch
from stanza.models.ner_tagger import parse_args
from torch import Tensor

from training.charlm import charlm_flags
from training.charmemo import remembered_characters
from training.loop import Schedule, endless, seed_everything, train
from training.tagged import TaggedSentence

SIZES = [
    "--hidden_dim=200",
    "--char_hidden_dim=50",
    "--char_emb_dim=50",
    "--dropout=0.5",
    "--word_dropout=0.02",
    "--batch_size=32",
    "--max_batch_words=900",
    "--scheme=bioes",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTraining:
    """What one training of the name tagger needs."""

    train: Sequence[TaggedSentence]
    dev: Sequence[TaggedSentence]
    vectors: Path
    charlm: Path | None = None
    out: Path
    device: str = "cpu"
    seed: int = 1234
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=2400, rate=2e-3, clip=5.0, check_every=200)
    )


def as_document(sentences: Sequence[TaggedSentence]) -> Document:
    """A Stanza document whose tokens carry the tags."""
    return Document(
        [
            [
                {"id": number, "text": word, "ner": tag}
                for number, (word, tag) in enumerate(
                    zip(each.words, each.tags, strict=True), start=1
                )
            ]
            for each in sentences
        ]
    )


def train_names(task: NameTraining) -> float:
    """Train, save ``out``, and return the span F1 on the development part."""
    seed_everything(task.seed)
    flags = [*SIZES, *charlm_flags(task.charlm)]
    args = parse_args([*flags, "--shorthand=id_simpul", f"--device={task.device}"])
    vectors = Pretrain(str(task.vectors))
    args["word_emb_dim"] = vectors.emb.shape[1]
    loader = DataLoader(
        as_document(task.train), args["batch_size"], args, vectors, max_batch_words=900
    )
    dev = DataLoader(as_document(task.dev), 64, args, vectors, vocab=loader.vocab, evaluation=True)
    trainer = Trainer(args=args, vocab=loader.vocab, pretrain=vectors, device=task.device)
    check = checker(trainer, dev)
    with remembered_characters():
        train(
            trainer.model,
            endless(loader),
            lambda batch: name_loss(trainer, batch),
            task.schedule,
            task.out.with_suffix(".ckpt"),
            check,
        )
    trainer.save(str(task.out))
    return check()


def name_loss(trainer: Any, batch: Any) -> Tensor:
    """Loss of the model on one batch."""
    device = next(trainer.model.parameters()).device
    inputs, _, word_order, char_order, lengths, word_lengths, char_lengths, offsets = unpack_batch(
        batch, device
    )
    words, wordchars, mask, chars, tags = inputs
    loss, _, _ = trainer.model(
        words, wordchars, mask, tags, word_order, lengths, word_lengths,
        chars, offsets, char_lengths, char_order,
    )  # fmt: skip
    assert isinstance(loss, Tensor)
    return loss


def checker(trainer: Any, dev: Any) -> Callable[[], float]:
    """A function that scores the model on the development part."""
    gold = [[tag[0] for tag in sentence] for sentence in dev.tags]

    def check() -> float:
        with torch.no_grad():
            guessed = [tags for batch in dev for tags in trainer.predict(batch)]
        return float(scorer.score_by_entity(guessed, gold)[2])

    return check


def save_tagged(sentences: Sequence[TaggedSentence], path: Path) -> None:
    """Store sentences for ``load_tagged``."""
    rows = [{"words": each.words, "tags": each.tags} for each in sentences]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load_tagged(path: Path) -> list[TaggedSentence]:
    """Sentences stored as JSON objects with ``words`` and ``tags``."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [TaggedSentence(words=tuple(row["words"]), tags=tuple(row["tags"])) for row in rows]
