"""One encoder trained for tags, trees and names together, each step on trees or on names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.sentences.encoder.heads import Names, Tags, Trees
from kg.sentences.encoder.network import Encoder, States
from training.batching import alternate, similar
from training.loop import Schedule, seed_everything, train
from training.precision import short
from training.tagged import TaggedSentence, load_tagged
from training.treebank import Sentence, read_treebank

LONGEST = 120  # words
PARTS = ("encoder", "pos", "depparse", "ner")


@dataclass(frozen=True, slots=True, kw_only=True)
class JointTraining:
    """What one joint training needs: an encoder, a treebank and stored sentences with names.

    ``start`` is the file of an encoder, or the folder of an earlier joint training that is to go
    on; ``turns`` says how many steps on trees and how many on names take turns. ``out`` is a folder
    that gets a file for each of the ``PARTS``.
    """

    start: Path
    trees: Path
    names: Path
    out: Path
    device: str = "cpu"
    seed: int = 1
    turns: tuple[int, int]
    batch_words: int = 500
    schedule: Schedule


class Joint(nn.Module):
    """The encoder and its three heads."""

    def __init__(self, encoder: Encoder, tags: Tags, trees: Trees, names: Names) -> None:
        super().__init__()
        self.encoder, self.tags, self.trees, self.names = encoder, tags, trees, names
        # The vectors of pieces stay: most of them occur too seldom to be learned anew.
        encoder.piece.weight.requires_grad_(False)

    def states(self, sentences: Sequence[Sequence[str]]) -> States:
        """States in single precision, worked out in half of it while training."""
        with short(self.encoder.position.weight.device.type, enabled=self.training):
            states = self.encoder(sentences)
        return States(states.vectors.float(), states.words)

    def tree_loss(self, batch: Sequence[Sentence]) -> Tensor:
        """Loss of tags, features, styles, heads and relations, each the mean over words."""
        states = self.states([[word.form for word in each.words] for each in batch])
        places = states.words
        style = self._numbers(self.tags.labels["style"], [each.style for each in batch])
        tags = self.tags(states)
        loss = functional.cross_entropy(tags["style"], style)
        words = [word for each in batch for word in each.words]
        for kind in ("upos", "feats"):
            gold = self._numbers(self.tags.labels[kind], [getattr(word, kind) for word in words])
            loss = loss + functional.cross_entropy(tags[kind][places], gold)
        arcs, heads, dependents = self.trees(states, style)
        gold_heads = places.new_zeros(places.shape, dtype=torch.long)
        gold_heads[places] = torch.tensor([word.head + 1 for word in words], device=places.device)
        loss = loss + functional.cross_entropy(arcs[places], gold_heads[places])
        rows = torch.arange(len(batch), device=places.device).unsqueeze(1).expand_as(gold_heads)
        scores = self.trees.relations(heads[rows[places], gold_heads[places]], dependents[places])
        relations = self._numbers(self.trees.labels["deprel"], [word.deprel for word in words])
        return loss + functional.cross_entropy(scores, relations)

    def name_loss(self, batch: Sequence[TaggedSentence]) -> Tensor:
        """Loss of the tags of names, the mean over words."""
        states = self.states([each.words for each in batch])
        gold = [tag for each in batch for tag in bioes(each.tags)]
        scores = self.names(states)[states.words]
        return functional.cross_entropy(scores, self._numbers(self.names.labels["ner"], gold))

    def _numbers(self, labels: Sequence[str], wanted: Sequence[str]) -> Tensor:
        number = {label: at for at, label in enumerate(labels)}
        device = self.encoder.position.weight.device
        return torch.tensor([number[label] for label in wanted], device=device)


def bioes(tags: Sequence[str]) -> list[str]:
    """BIO tags as BIOES."""
    out = []
    for tag, following in zip(tags, [*tags[1:], "O"], strict=True):
        goes_on = following == f"I{tag[1:]}"
        prefix = {"B": "B" if goes_on else "S", "I": "I" if goes_on else "E"}.get(tag[0], "O")
        out.append(prefix + tag[1:])
    return out


def train_joint(task: JointTraining) -> None:
    """Train, and save the four parts."""
    seed_everything(task.seed)
    trees = [each for each in read_treebank(task.trees) if len(each.words) <= LONGEST]
    names = [each for each in load_tagged(task.names) if 0 < len(each.words) <= LONGEST]
    begun = load(task.start) if task.start.is_dir() else made(task.start, trees, names)
    model = begun.to(task.device)
    tree = stream(trees, lambda each: len(each.words), task.batch_words, model.tree_loss)
    name = stream(names, lambda each: len(each.words), task.batch_words, model.name_loss)
    on_trees, on_names = task.turns
    train(
        model,
        alternate([tree] * on_trees + [name] * on_names),
        lambda loss: loss(),
        task.schedule,
        task.out / "joint.ckpt",
        slow=model.encoder,
    )
    save(model.eval(), task.out)


def made(start: Path, trees: Sequence[Sentence], names: Sequence[TaggedSentence]) -> Joint:
    """The untrained model, with the labels that occur."""
    words = [word for each in trees for word in each.words]
    styles = sorted({each.style for each in trees})
    return Joint(
        Encoder.load(start),
        Tags(
            {
                "upos": sorted({word.upos for word in words}),
                "feats": sorted({word.feats for word in words}),
                "style": styles,
            }
        ),
        Trees({"deprel": sorted({word.deprel for word in words}), "style": styles}),
        Names({"ner": sorted({tag for each in names for tag in bioes(each.tags)})}),
    )


def stream(
    items: Sequence[Any], size: Callable[[Any], int], words: int, loss: Callable[[Any], Tensor]
) -> Iterator[Callable[[], Tensor]]:
    """Losses of batches of similar lengths and of about so many words, for ever."""
    while True:
        for batch in similar(items, size, words):
            yield partial(loss, batch)


def load(folder: Path) -> Joint:
    """The model that was saved."""
    return Joint(
        Encoder.load(folder / "encoder.pt"),
        Tags.load(folder / "pos.pt"),
        Trees.load(folder / "depparse.pt"),
        Names.load(folder / "ner.pt"),
    )


def save(model: Joint, out: Path) -> None:
    """Write the encoder and its heads."""
    model.encoder.save(out / "encoder.pt")
    model.tags.save(out / "pos.pt")
    model.trees.save(out / "depparse.pt")
    model.names.save(out / "ner.pt")
