"""Sentences of one bundle read with one pass of its encoder, however many parts ask for it."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from kg.model import Announced
from kg.sentences.encoder.events import Events
from kg.sentences.encoder.heads import Head, Names, Tags, Trees
from kg.sentences.encoder.network import Cut, Encoder, States

EVENTS = "events"  #: the folder of the part that reads events
PACKAGE = "joint"  #: of the encoder and its heads, in a list of models
_BATCH = 1500  #: words of a batch, padding included; more are hardly faster
_Part = TypeVar("_Part", bound=Head)


@dataclass(frozen=True, slots=True, eq=False)
class _Pass:
    """What the encoder made of a batch, for parts that begin at its middle."""

    cut: Cut
    middle: Tensor
    sentences: Sequence[int]  #: places in the document, in the order of the batch


class Reader:
    """The encoder and the heads of a folder of models, each loaded when first asked for."""

    def __init__(self, models: Path) -> None:
        self._folder = models / "id"
        self._states: WeakKeyDictionary[object, Tensor] = WeakKeyDictionary()
        self._passes: WeakKeyDictionary[object, _Pass] = WeakKeyDictionary()

    def states(self, sentences: Sequence[object], words: Sequence[Sequence[str]]) -> list[Tensor]:
        """States (words × width) of each sentence, which are kept as long as the sentence is."""
        missing = [at for at, each in enumerate(sentences) if each not in self._states]
        missing.sort(key=lambda at: len(words[at]))
        for batch in _batches(missing, [len(each) for each in words]):
            cut = self._encoder.cut([words[at] for at in batch])
            mixed, middle = self._encoder.hidden(cut.ids)
            done = _Pass(cut, middle, batch)
            for at, vectors in zip(batch, cut.states(mixed).vectors, strict=True):
                self._states[sentences[at]] = vectors[: len(words[at])]
                self._passes[sentences[at]] = done
        return [self._states[each] for each in sentences]

    def announced(
        self, sentences: Sequence[object], words: Sequence[Sequence[str]]
    ) -> list[tuple[Announced, ...]]:
        """What each sentence of an article announces; all were given to ``states`` together."""
        passes = list(dict.fromkeys(self._passes[each] for each in sentences))
        about = dict(_parted(passes, lambda done: done.cut.states(done.middle).vectors, words))
        article = torch.stack([about[at].mean(0) for at in range(len(sentences))]).mean(0)
        marks = [self.events.marks(each) for each in words]
        found = {
            at: self.events.read(vectors, marks[at], article)
            for at, vectors in _parted(passes, lambda done: self._upper(done, marks), words)
        }
        return [found[at] for at in range(len(sentences))]

    def _upper(self, done: _Pass, marks: Sequence[Tensor]) -> Tensor:
        padded = pad_sequence([marks[at] for at in done.sentences], batch_first=True)
        states: States = self.events(done.middle, done.cut, padded)
        return states.vectors

    @functools.cached_property
    def announces(self) -> bool:
        """Whether the folder has the part that reads events."""
        return (self._folder / EVENTS / f"{PACKAGE}.pt").is_file()

    @functools.cached_property
    def events(self) -> Events:
        """The reader of events."""
        return self._head(Events, EVENTS)

    @functools.cached_property
    def tags(self) -> Tags:
        """The reader of tags."""
        return self._head(Tags, "pos")

    @functools.cached_property
    def trees(self) -> Trees:
        """The reader of trees."""
        return self._head(Trees, "depparse")

    @functools.cached_property
    def names(self) -> Names:
        """The reader of names."""
        return self._head(Names, "ner")

    @functools.cached_property
    def _encoder(self) -> Encoder:
        return Encoder.load(self._folder / "encoder" / f"{PACKAGE}.pt")

    def _head(self, kind: type[_Part], processor: str) -> _Part:
        return kind.load(self._folder / processor / f"{PACKAGE}.pt")


@functools.cache
def reader(models: Path) -> Reader:
    """The one reader of a folder of models."""
    return Reader(models)


def _parted(
    passes: Sequence[_Pass],
    vectors_of: Callable[[_Pass], Tensor],
    words: Sequence[Sequence[str]],
) -> Iterator[tuple[int, Tensor]]:
    """The vectors of words of each sentence by its place."""
    for done in passes:
        for at, vectors in zip(done.sentences, vectors_of(done), strict=True):
            yield at, vectors[: len(words[at])]


def _batches(places: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Places of sentences, sorted by size, in batches."""
    batches: list[list[int]] = []
    for at in places:
        if not batches or (len(batches[-1]) + 1) * sizes[at] > _BATCH:
            batches.append([])
        batches[-1].append(at)
    return batches
