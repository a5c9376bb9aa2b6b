"""Training of the part that reads events, on the frozen middle of a trained encoder.

First it learns from what the frames read of raw news, then from annotated articles.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from kg.model import Announced, Factuality
from kg.sentences.encoder.events import HINT, Events
from kg.sentences.encoder.heads import WIDTH
from kg.sentences.encoder.network import Cut, Encoder, States
from training.batching import similar
from training.event_labels import Labelled, Told, events, roles
from training.joint import LONGEST
from training.loop import Schedule, seed_everything, train
from training.precision import short

BATCH = 1500  # words, padding included, whose middle is worked out at a time
PLAIN = 1.5  # sentences without events for each with one, drawn anew in every round
SELDOM = -5.0  # log-odds that a word announces an event, before anything is learnt
FEW = 4  # added to the number of triggers, so that batches with few do not count for more
UNCERTAIN = 0.5  # share of the loss of factuality


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A labelled sentence with the vectors of its pieces and the mean of its article."""

    labelled: Labelled
    middle: Tensor  # pieces × width
    article: Tensor
    marks: Tensor  # words × events


def untrained(encoder: Encoder) -> Events:
    """The part with the layers that follow the encoder's middle."""
    labels = {
        "event": events(),
        "hinted": events(),
        "factuality": [str(one) for one in Factuality],
        "role": roles(),
    }
    made = Events(labels)
    nn.init.constant_(made.event[-1].get_parameter("bias"), SELDOM)
    for own, layer in zip(made.upper, encoder.layers[encoder.sizes.middle :], strict=False):
        own.load_state_dict(layer.state_dict())
    return made


@torch.inference_mode()
def examples(
    encoder: Encoder, model: Events, articles: Sequence[Sequence[Labelled]]
) -> list[list[Example]]:
    """The sentences of each article, but for very long ones."""
    return [
        _of_article(encoder, model, [one for one in article if len(one.words) <= LONGEST])
        for article in articles
    ]


def _of_article(encoder: Encoder, model: Events, labelled: Sequence[Labelled]) -> list[Example]:
    middles: dict[int, tuple[Tensor, Tensor]] = {}
    for batch in similar(range(len(labelled)), lambda at: len(labelled[at].words), BATCH):
        if not batch:
            continue
        cut = encoder.cut([labelled[at].words for at in batch])
        with short("cpu"):
            middle = encoder.hidden(cut.ids)[1].float()
        states = cut.states(middle)
        for row, at in enumerate(batch):
            count = int(cut.seen[row].sum())
            mean = states.vectors[row, : len(labelled[at].words)].mean(0)
            middles[at] = middle[row, :count].half(), mean
    article = torch.stack([mean for _, mean in middles.values()]).mean(0) if middles else None
    return [
        Example(
            labelled=one,
            middle=middles[at][0],
            article=article if article is not None else torch.zeros(WIDTH),
            marks=model.marks(one.words),
        )
        for at, one in enumerate(labelled)
    ]


class Reading:
    """Batches of examples and their losses.

    Without ``hints``, words that frames have among their hints may announce those events or not:
    whoever labelled the examples could not tell.
    """

    def __init__(self, encoder: Encoder, model: Events, *, hints: bool = True) -> None:
        self._encoder, self._model, self._hints = encoder, model, hints
        self._events = {name: at for at, name in enumerate(model.labels["event"])}
        self._roles = {name: at for at, name in enumerate(model.labels["role"])}
        self._certain = {name: at for at, name in enumerate(model.labels["factuality"])}

    def stream(self, given: Sequence[Example], words: int) -> Iterator[Callable[[], Tensor]]:
        """Losses of batches, for ever."""
        telling = [one for one in given if one.labelled.told or one.labelled.unmarked]
        plain = [one for one in given if not (one.labelled.told or one.labelled.unmarked)]
        while True:
            drawn = random.sample(plain, min(len(plain), round(PLAIN * len(telling))))
            for batch in similar([*telling, *drawn], _length, words):
                yield partial(self.loss, batch)

    def states(self, batch: Sequence[Example]) -> tuple[States, Tensor]:
        """States of words, and marks, padded."""
        cut: Cut = self._encoder.cut([one.labelled.words for one in batch])
        middle = pad_sequence([one.middle.float() for one in batch], batch_first=True)
        marks = pad_sequence([one.marks for one in batch], batch_first=True)
        with short("cpu"):
            states = self._model(middle, cut, marks)
        return States(states.vectors.float(), states.words), marks

    def loss(self, batch: Sequence[Example]) -> Tensor:
        """Loss of triggers, of their factuality, and of the roles beside them."""
        states, marks = self.states(batch)
        article = torch.stack([one.article for one in batch])
        scores = self._model.events(states.vectors, marks, article)
        gold, weights = torch.zeros_like(scores), states.words.unsqueeze(-1).expand_as(scores)
        weights = weights.float().clone()
        told = [(row, one) for row, each in enumerate(batch) for one in each.labelled.told]
        if not self._hints:
            weights[marks == HINT] = 0
        for row, each in enumerate(batch):
            for event in each.labelled.unmarked:
                weights[row, :, self._events[event]] = 0
        for row, one in told:
            gold[row, one.place, self._events[one.event]] = 1
            weights[row, one.place, self._events[one.event]] = 1
        loss = functional.binary_cross_entropy_with_logits(
            scores, gold, weight=weights, reduction="sum"
        ) / (gold.sum() + FEW)
        return loss + self._told_loss(states, told) if told else loss

    def _told_loss(self, states: States, told: Sequence[tuple[int, Told]]) -> Tensor:
        rows = torch.tensor([row for row, _ in told])
        places = torch.tensor([one.place for _, one in told])
        kinds = torch.tensor([self._events[one.event] for _, one in told])
        certain = torch.tensor([self._certain[str(one.factuality)] for _, one in told])
        roles = pad_sequence(
            [torch.tensor([self._roles[role] for role in one.roles]) for _, one in told],
            batch_first=True,
            padding_value=-100,
        )
        vectors = states.vectors[rows]
        guessed = self._model.roles(vectors[:, : roles.size(1)], places, kinds)
        loss = functional.cross_entropy(guessed.flatten(0, 1), roles.flatten(), reduction="sum")
        sure = self._model.certainties(vectors[torch.arange(len(told)), places], kinds)
        count = (roles > 0).sum().clamp(min=1)
        return loss / count + UNCERTAIN * functional.cross_entropy(sure, certain)


def train_events(
    encoder: Encoder,
    model: Events,
    given: Sequence[Example],
    schedule: Schedule,
    checkpoint: Path,
    *,
    seed: int = 1,
    words: int = 700,
    hints: bool = True,
) -> Events:
    """Train the part in place; the layers taken from the encoder learn slowly.

    ``hints`` are as in ``Reading``.
    """
    seed_everything(seed)
    batches = Reading(encoder, model, hints=hints).stream(given, words)
    train(model, batches, lambda loss: loss(), schedule, checkpoint, slow=model.upper)
    return model.eval()


def _length(one: Example) -> int:
    return len(one.labelled.words)


def announced(encoder: Encoder, model: Events, one: Example) -> tuple[Announced, ...]:
    """What a trained part reads from an example."""
    states = model(
        one.middle.float().unsqueeze(0), encoder.cut([one.labelled.words]), one.marks[None]
    )
    return model.read(states.vectors[0], one.marks, one.article)
