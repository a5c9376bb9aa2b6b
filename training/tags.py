"""The tagger: Stanza's tagger for UPOS and features, trained with our loop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.common.utils import unsort
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer, unpack_batch
from stanza.models.tagger import parse_args
from stanza.utils.conll import CoNLL
from torch import Tensor

from training.charlm import charlm_flags
from training.charmemo import remembered_characters
from training.even import even_batches, unpacked_lstm
from training.loop import Schedule, seed_everything, train

SIZES = [
    "--hidden_dim=200",
    "--num_layers=2",
    "--char_hidden_dim=100",  # these three without character language models only
    "--char_emb_dim=50",
    "--char_bidirectional",
    "--deep_biaff_hidden_dim=200",
    "--transformed_dim=100",
    "--word_emb_dim=50",
    "--word_cutoff=3",
    "--share_hid",
    "--dropout=0.4",
    "--word_dropout=0.2",
    "--augment_nopunct=0",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTraining:
    """What one training of the tagger needs; ``train`` and ``dev`` are CoNLL-U files.

    ``charlm`` is the folder of two character language models, in place of a character LSTM of the
    tagger's own.
    """

    train: Path
    dev: Path
    vectors: Path
    charlm: Path | None = None
    out: Path
    device: str = "cpu"
    seed: int = 1234
    batch_words: int = 900
    sizes: tuple[str, ...] = ()
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=2500, rate=3e-3, clip=5.0, check_every=500)
    )


def train_tags(task: TagTraining) -> float:
    """Train, save ``out``, and return the UPOS accuracy on the development part."""
    seed_everything(task.seed)
    flags = [*SIZES, *charlm_flags(task.charlm), *task.sizes]
    args = parse_args([*flags, "--shorthand=id_simpul", f"--device={task.device}"])
    vectors = Pretrain(str(task.vectors))
    document = CoNLL.conll2doc(str(task.train))
    vocab = Dataset.init_vocab([document], args)
    data = Dataset(document, args, vectors, vocab=vocab)
    dev = Dataset(
        CoNLL.conll2doc(str(task.dev)), args, vectors, vocab=vocab,
        evaluation=True, sort_during_eval=True,
    )  # fmt: skip
    trainer = Trainer(args=args, vocab=vocab, pretrain=vectors, device=task.device)
    check = checker(trainer, dev)
    with unpacked_lstm(), remembered_characters():
        train(
            trainer.model,
            batches(data, task.batch_words),
            lambda batch: tag_loss(trainer, batch),
            task.schedule,
            task.out.with_suffix(".ckpt"),
            check,
        )
    trainer.save(str(task.out))
    return check()


def batches(data: Any, words: int) -> Iterator[Any]:
    """Batches of sentences of one length, for ever."""
    lengths = [len(sample.text) for sample in data.data]
    while True:
        for batch in even_batches(lengths, words):
            yield data.collate_fn([data[position] for position in batch])


def tag_loss(trainer: Any, batch: Any) -> Tensor:
    """Loss of the model on one batch."""
    device = next(trainer.model.parameters()).device
    inputs, _, order, lengths, word_lengths, text = unpack_batch(batch, device)
    words, mask, chars, chars_mask, tags, vectors = inputs
    loss, _ = trainer.model(
        words, mask, chars, chars_mask, tags, vectors, order, lengths, word_lengths, text
    )
    assert isinstance(loss, Tensor)
    return loss


def checker(trainer: Any, dev: Any) -> Callable[[], float]:
    """A function that gives the share of words with the right UPOS."""
    gold = [word.upos for sentence in dev.doc.sentences for word in sentence.words]

    def check() -> float:
        guessed, places = [], []
        with torch.no_grad():
            for batch in dev.to_length_limited_loader(batch_size=250, maximum_tokens=3000):
                places.extend(batch[-1])
                guessed += trainer.predict(batch)
        flat = [word[0] for sentence in unsort(guessed, places) for word in sentence]
        right = sum(bool(a == b) for a, b in zip(flat, gold, strict=True))
        return right / len(gold)

    return check
