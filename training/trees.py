"""The parser: Stanza's graph parser, trained with our loop and a cheaper form of its loss."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.data import DataLoader
from stanza.models.depparse.trainer import GraphTrainer, unpack_batch
from stanza.models.parser import parse_args
from stanza.utils.conll import CoNLL
from torch import Tensor
from torch.nn import functional

from training.charlm import charlm_flags
from training.charmemo import remembered_characters
from training.even import even_batches, unpacked_lstm
from training.loop import Schedule, seed_everything, train

SIZES = [
    "--hidden_dim=256",
    "--num_layers=2",
    "--deep_biaff_hidden_dim=128",
    "--char_hidden_dim=64",
    "--char_emb_dim=50",
    "--transformed_dim=100",
    "--word_emb_dim=50",
    "--no_ufeats",
    "--word_cutoff=3",
    "--dropout=0.4",
    "--word_dropout=0.2",
    "--augment_nopunct=0",
    "--batch_size=1000",  # words; for parsing, where larger batches are padded more
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeTraining:
    """What one training of the parser needs; ``train`` and ``dev`` are CoNLL-U files.

    ``guessed`` is the training file with the tags of a tagger that did not learn from it: half of
    the batches come from it, so that the parser meets the mistakes that it will meet in use.
    ``charlm`` is the folder of two character language models, in place of a character LSTM of the
    parser's own.
    """

    train: Path
    guessed: Path | None = None
    dev: Path
    vectors: Path
    charlm: Path | None = None
    out: Path
    device: str = "cpu"
    seed: int = 1234
    batch_words: int = 900
    sizes: tuple[str, ...] = ()
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=3000, rate=2e-3, clip=5.0, check_every=500)
    )


def train_trees(task: TreeTraining) -> float:
    """Train, save ``out``, and return the labelled attachment score on the development part."""
    from stanza.models.common.pretrain import Pretrain

    seed_everything(task.seed)
    flags = [*SIZES, *charlm_flags(task.charlm), *task.sizes]
    args = parse_args([*flags, "--shorthand=id_simpul", "--lang=id", f"--device={task.device}"])
    args["word_cutoff"] = int(args["word_cutoff"])
    vectors = Pretrain(str(task.vectors))
    document = CoNLL.conll2doc(str(task.train))
    loader = DataLoader(document, task.batch_words, args, vectors)
    streams = [even_stream(loader, task.batch_words)]
    if task.guessed is not None:
        guessed = CoNLL.conll2doc(str(task.guessed))
        other = DataLoader(guessed, task.batch_words, args, vectors, vocab=loader.vocab)
        streams.append(even_stream(other, task.batch_words))
    dev = DataLoader(
        CoNLL.conll2doc(str(task.dev)), 2000, args, vectors,
        vocab=loader.vocab, evaluation=True, sort_during_eval=True,
    )  # fmt: skip
    trainer = GraphTrainer(args=args, vocab=loader.vocab, pretrain=vectors, device=task.device)
    check = checker(trainer, dev)
    with unpacked_lstm(), remembered_characters():
        train(
            trainer.model,
            alternate(streams),
            lambda batch: tree_loss(trainer, batch),
            task.schedule,
            task.out.with_suffix(".ckpt"),
            check,
        )
    trainer.save(str(task.out))
    return check()


def even_stream(loader: Any, words: int) -> Iterator[Any]:
    """Batches of sentences of one length, for ever."""
    while True:
        for batch in even_batches(loader.dataset.lengths, words):
            yield loader.collate([loader.dataset[position] for position in batch])


def alternate(streams: Sequence[Iterator[Any]]) -> Iterator[Any]:
    """One batch of each stream in turn."""
    while True:
        for stream in streams:
            yield next(stream)


def tree_loss(trainer: Any, batch: Any) -> Tensor:
    """The model's loss, with relations scored for the right heads only.

    Stanza scores every relation of every pair of words, of which its loss then uses one pair
    a word; scoring that pair alone gives the same loss in a fraction of the time.
    """
    model = trainer.model
    inputs, _, order, lengths, word_lengths, text = unpack_batch(batch, model.get_device())
    mask, head, relation = inputs[1], inputs[9], inputs[10]
    hidden = model.embed(*inputs, order, lengths, word_lengths, text)
    padding = mask[:, 1:]
    loss = arc_loss(model, hidden, head, mask)
    words = ~padding
    dependents = hidden[:, 1:][words]
    rows = torch.arange(hidden.size(0), device=hidden.device).unsqueeze(1).expand_as(head)
    heads = hidden[rows[words], head[words]]
    scores = pair_scores(model.deprel, model.drop(dependents), model.drop(heads))
    target = relation[words] - VOCAB_PREFIX_SIZE
    loss = loss + functional.cross_entropy(scores, target, reduction="sum")
    mean: Tensor = loss / words.sum()
    return mean


def arc_loss(model: Any, hidden: Tensor, head: Tensor, mask: Tensor) -> Tensor:
    """Loss of the heads, with the linearisation and distance terms of the model."""
    scores = model.unlabeled(model.drop(hidden), model.drop(hidden)).squeeze(3)
    place = torch.arange(hidden.size(1), device=hidden.device)
    offset = (place.view(1, 1, -1) - place.view(1, -1, 1)).expand_as(scores)
    order = model.linearization(model.drop(hidden), model.drop(hidden)).squeeze(3)
    scores = scores + functional.logsigmoid(order * torch.sign(offset).float()).detach()
    guess = 1 + functional.softplus(
        model.distance(model.drop(hidden), model.drop(hidden)).squeeze(3)
    )
    spread = -torch.log((offset.abs().float() - guess) ** 2 / 2 + 1)
    scores = scores + spread.detach()
    scores = scores.masked_fill(
        torch.eye(hidden.size(1), dtype=torch.bool, device=hidden.device), -1e9
    )
    scores = scores[:, 1:].masked_fill(mask.unsqueeze(1), -1e9)
    words = ~mask[:, 1:]
    target = head[words]
    loss = functional.cross_entropy(scores[words], target, reduction="sum")
    at = target.unsqueeze(1)
    ahead = torch.gather(offset[:, 1:][words], 1, at).squeeze(1) > 0
    direction = torch.gather(order[:, 1:][words], 1, at).squeeze(1)
    loss = loss + functional.binary_cross_entropy_with_logits(
        direction, ahead.float(), reduction="sum"
    )
    return loss - torch.gather(spread[:, 1:][words], 1, at).sum()


def pair_scores(scorer: Any, dependents: Tensor, heads: Tensor) -> Tensor:
    """Scores of a deep biaffine scorer for aligned pairs of rows instead of all pairs."""
    left = with_bias(scorer.dropout(scorer.hidden_func(scorer.W1(dependents))))
    right = with_bias(scorer.dropout(scorer.hidden_func(scorer.W2(heads))))
    weight = scorer.scorer.W_bilin.weight
    middle = (left @ weight.view(weight.size(0), -1)).view(-1, weight.size(1), weight.size(2))
    scores = torch.bmm(right.unsqueeze(1), middle).squeeze(1) + scorer.scorer.W_bilin.bias
    assert isinstance(scores, Tensor)
    return scores


def with_bias(rows: Tensor) -> Tensor:
    """Rows with a column of ones."""
    return torch.cat([rows, rows.new_ones(rows.size(0), 1)], 1)


def checker(trainer: Any, dev: Any) -> Callable[[], float]:
    """A function that gives the labelled attachment score on gold words and tags."""
    gold = [
        (int(word.head), word.deprel) for sentence in dev.doc.sentences for word in sentence.words
    ]

    def check() -> float:
        with torch.no_grad():
            guessed = [tree for batch in dev for tree in trainer.predict(batch)]
        order = dev.data_orig_idx
        ordered = [tree for _, tree in sorted(zip(order, guessed, strict=True))]
        flat = [(int(head), relation) for tree in ordered for head, relation in tree]
        return sum(a == b for a, b in zip(flat, gold, strict=True)) / len(gold)

    return check
