"""What is read off the middle of the encoder: words that announce events, and who fills which role.

The upper layers of the encoder are made for tags, trees and names, and have forgotten much of what
words mean; so this part has layers of its own, which begin where its middle ends.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from kg.knowledge.triggers import announced_at, hinted_at
from kg.model import Announced, Argument, Factuality
from kg.sentences.encoder.heads import WIDTH, Head, Labels
from kg.sentences.encoder.network import Attend, Cut, Layer, Sizes, States

LEAST = 0.05  #: chances below are not told
HINT = 0.5  #: the mark of a word that frames have among their hints
NO_ROLE = "none"  #: the first of the roles
_DEPTH = 3
_TOLD = 3.0  #: weight of what frames say of a word, so that it is soon learnt
_NEAREST = 7  #: classes of distances on either side, by powers of two


class Events(Head):
    """Chances that words announce events, of how certain these are, and of roles in them.

    Labels: "event", "factuality", "role", and "hinted" for the events whose hints it was trained
    with, if any. Beside its sentence a word is seen in the light of its article and of what the
    frames' lists of words say (``marks``).
    """

    def __init__(self, labels: Labels, dropout: float = 0.2) -> None:
        super().__init__(labels)
        events, hidden = len(labels["event"]), 256
        self.upper = nn.ModuleList(Layer(Sizes(pieces=0), dropout / 2) for _ in range(_DEPTH))
        self.lexical = nn.Linear(events, WIDTH)
        self.event = _perceptron(2 * WIDTH + 2 * events, hidden, events, dropout)
        self.kind = nn.Embedding(events, 64)
        self.certainty = _perceptron(WIDTH + 64, 128, len(labels["factuality"]), dropout)
        self.trigger, self.filler = nn.Linear(WIDTH, 192), nn.Linear(WIDTH, 192)
        self.gap = nn.Embedding(2 * _NEAREST, 32)
        self.role = _perceptron(3 * 192 + 64 + 32, hidden, len(labels["role"]), dropout)
        self.drop = nn.Dropout(dropout)

    def marks(self, words: Sequence[str]) -> Tensor:
        """What the frames say of a sentence's words (words × events).

        1 where it may announce the event by itself, ``HINT`` where that is for this part to tell,
        if it has learned to.
        """
        marks = torch.zeros(len(words), len(self.labels["event"]))
        number = {label: at for at, label in enumerate(self.labels["event"])}
        learned, lower = set(self.labels.get("hinted", ())), [word.lower() for word in words]
        for at, row in enumerate(marks):
            for event in hinted_at(lower, at) & learned if learned else ():
                row[number[event]] = HINT
            for event in announced_at(lower, at) & number.keys():
                row[number[event]] = 1.0
        return marks

    def forward(self, middle: Tensor, cut: Cut, marks: Tensor) -> States:
        """The states of words, from vectors of pieces (windows × pieces × width)."""
        return cut.states(self.through(middle, cut.spread(self.lexical(marks)), cut.attend))

    def through(self, middle: Tensor, told: Tensor, attend: Attend) -> Tensor:
        """The vectors of pieces behind the part's own layers, from those of the middle and from
        what frames tell of the words that they belong to.
        """
        hidden = middle + told
        for layer in self.upper:
            hidden = layer(hidden, attend)
        return hidden

    def events(self, vectors: Tensor, marks: Tensor, article: Tensor) -> Tensor:
        """Scores (sentences × words × events) that words announce events.

        ``article`` (sentences × width) holds the mean of each sentence's article.
        """
        around = article.unsqueeze(1).expand(-1, vectors.size(1), -1)
        beside = marks.amax(1, keepdim=True).expand_as(marks)
        told = torch.cat([marks, beside], -1) * _TOLD
        scores: Tensor = self.event(torch.cat([vectors, around, told], -1))
        return scores

    def certainties(self, vectors: Tensor, events: Tensor) -> Tensor:
        """Scores (triggers × factualities) of triggers (triggers × width) of these events."""
        scores: Tensor = self.certainty(torch.cat([vectors, self.kind(events)], -1))
        return scores

    def roles(self, vectors: Tensor, places: Tensor, events: Tensor) -> Tensor:
        """Scores (triggers × words × roles) of all words beside a trigger.

        ``vectors`` (triggers × words × width) are those of the sentence of each trigger, which
        stands at one of ``places``.
        """
        vectors = self.drop(vectors)
        rows, count = torch.arange(len(places)), vectors.size(1)
        trigger = self.trigger(vectors[rows, places]).unsqueeze(1).expand(-1, count, -1)
        filler = self.filler(vectors)
        gaps = torch.arange(count).unsqueeze(0) - places.unsqueeze(1)
        kind = self.kind(events).unsqueeze(1).expand(-1, count, -1)
        parts = [trigger, filler, trigger * filler, kind, self.gap(_distance(gaps))]
        scores: Tensor = self.role(torch.cat(parts, -1))
        return scores

    @torch.inference_mode()
    def read(self, vectors: Tensor, marks: Tensor, article: Tensor) -> tuple[Announced, ...]:
        """What a sentence (words × width) of an article (width) announces, in order."""
        one = vectors.unsqueeze(0)
        chances = self.events(one, marks.unsqueeze(0), article.unsqueeze(0))[0].sigmoid()
        found = (chances >= LEAST).nonzero()
        if not len(found):
            return ()
        places, events = found[:, 0], found[:, 1]
        certain = self.certainties(vectors[places], events).softmax(-1)
        roles = self.roles(one.expand(len(places), -1, -1), places, events).softmax(-1)
        return tuple(
            Announced(
                token=int(place) + 1,
                event=self.labels["event"][int(event)],
                chance=round(float(chances[place, event]), 2),
                factuality=self._factuality(certain[row]),
                arguments=self._arguments(roles[row]),
            )
            for row, (place, event) in enumerate(zip(places, events, strict=True))
        )

    def _factuality(self, chances: Tensor) -> tuple[tuple[Factuality, float], ...]:
        named = [
            (Factuality(label), round(chance, 2))
            for label, chance in zip(self.labels["factuality"], chances.tolist(), strict=True)
            if chance >= LEAST
        ]
        return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    def _arguments(self, chances: Tensor) -> tuple[Argument, ...]:
        found = (chances >= LEAST).nonzero().tolist()
        return tuple(
            Argument(
                token=place + 1,
                slot=self.labels["role"][role],
                chance=round(float(chances[place, role]), 2),
            )
            for place, role in found
            if self.labels["role"][role] != NO_ROLE
        )


def _perceptron(inputs: int, hidden: int, outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(inputs, hidden), nn.GELU(),
        nn.Dropout(dropout), nn.Linear(hidden, outputs),
    )  # fmt: skip


def _distance(gaps: Tensor) -> Tensor:
    """Classes of distances in words: 0, 1, 2 to 3, 4 to 7 …, those to the left apart."""
    far = gaps.abs().clamp(min=1).float().log2().long() + 1
    far = torch.where(gaps == 0, 0, far.clamp(max=_NEAREST - 1))
    return torch.where(gaps < 0, far + _NEAREST, far)
