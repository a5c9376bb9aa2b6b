"""The tokenizer: Stanza's character tagger for tokens, sentences and multiword tokens."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stanza.models.tokenization.data import DataLoader
from stanza.models.tokenization.trainer import Trainer
from stanza.models.tokenizer import DEFAULT_FEAT_FUNCS, parse_args
from torch import Tensor

from training.loop import Schedule, seed_everything, train

SIZES = [
    "--hidden_dim=64",
    "--emb_dim=32",
    "--dropout=0.33",
    "--unit_dropout=0.1",
    "--feat_dropout=0.05",
    "--feat_unit_dropout=0.1",
    "--max_seqlen=160",
    "--batch_size=32",
    "--split_mwt_prob=0",
    "--sent_drop_prob=0.1",
    "--last_char_drop_prob=0.05",
    "--conv_res=1,9",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTraining:
    """What one training of the tokenizer needs; ``folder`` holds train.toktext and train.labels."""

    folder: Path
    out: Path
    device: str = "cpu"
    seed: int = 1234
    schedule: Schedule = field(
        default_factory=lambda: Schedule(steps=3500, rate=4e-3, clip=1.0, check_every=500)
    )


def train_tokens(task: TokenTraining) -> None:
    """Train and save ``out``."""
    seed_everything(task.seed)
    args = parse_args([*SIZES, "--lang=id", "--shorthand=id_simpul"])
    args.update(
        feat_funcs=DEFAULT_FEAT_FUNCS,
        feat_dim=len(DEFAULT_FEAT_FUNCS),
        num_dict_feat=0,
        use_mwt=True,
    )
    files = {"txt": str(task.folder / "train.toktext"), "label": str(task.folder / "train.labels")}
    loader = DataLoader(args, input_files=files)
    args["vocab_size"] = len(loader.vocab)
    trainer = Trainer(args=args, vocab=loader.vocab, device=task.device)
    train(
        trainer.model,
        windows(loader, args),
        lambda batch: window_loss(trainer, batch),
        task.schedule,
        task.out.with_suffix(".ckpt"),
    )
    trainer.save(str(task.out))


def windows(loader: Any, args: dict[str, Any]) -> Iterator[Any]:
    """Batches of windows at random places, shuffled now and then."""
    step = 0
    while True:
        step += 1
        if step % args["shuffle_steps"] == 0:
            loader.shuffle()
        yield loader.next(
            unit_dropout=args["unit_dropout"], feat_unit_dropout=args["feat_unit_dropout"]
        )


def window_loss(trainer: Any, batch: Any) -> Tensor:
    """Loss of the model on one batch."""
    units, labels, features, text = batch
    device = next(trainer.model.parameters()).device
    lengths = [len(each) for each in text]
    guess = trainer.model(units.to(device), features.to(device), lengths, text)
    loss = trainer.criterion(guess.view(-1, guess.size(2)), labels.to(device).view(-1))
    assert isinstance(loss, Tensor)
    return loss
