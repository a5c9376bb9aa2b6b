"""Sentences of one bundle read with one pass of its encoder, however many parts ask for it."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from kg.model import Announced
from kg.sentences.encoder.events import Events
from kg.sentences.encoder.heads import Head, Names, Tags, Trees
from kg.sentences.encoder.network import Encoder
from kg.sentences.encoder.packed import Packed, packed

EVENTS = "events"  #: the folder of the part that reads events
PACKAGE = "joint"  #: of the encoder and its heads, in a list of models
_BATCH = 1500  #: words of a batch; more are hardly faster
_Part = TypeVar("_Part", bound=Head)


@dataclass(frozen=True, slots=True, eq=False)
class _Pass:
    """What the encoder made of a batch, for parts that begin at its middle."""

    packed: Packed
    middle: Tensor
    sentences: Sequence[int]  #: places in the document, in the order of the batch

    def each(self, words: Tensor) -> Iterator[tuple[int, Tensor]]:
        """The vectors of words of each sentence by its place."""
        return zip(self.sentences, words.split(list(self.packed.sizes)), strict=True)


class Reader:
    """The encoder and the heads of a folder of models, each loaded when first asked for."""

    def __init__(self, models: Path) -> None:
        self._folder = models / "id"
        self._states: WeakKeyDictionary[object, Tensor] = WeakKeyDictionary()
        self._passes: WeakKeyDictionary[object, _Pass] = WeakKeyDictionary()

    def states(self, sentences: Sequence[object], words: Sequence[Sequence[str]]) -> list[Tensor]:
        """States (words × width) of each sentence, which are kept as long as the sentence is."""
        missing = [at for at, each in enumerate(sentences) if each not in self._states]
        for batch in _batches(missing, [len(each) for each in words]):
            pieces = packed(self.encoder, [words[at] for at in batch])
            mixed, middle = self.encoder.through(pieces.ids, pieces.places, pieces.attend)
            done = _Pass(pieces, middle, batch)
            for at, vectors in done.each(pieces.words(mixed)):
                self._states[sentences[at]] = vectors
                self._passes[sentences[at]] = done
        return [self._states[each] for each in sentences]

    def announced(
        self, sentences: Sequence[object], words: Sequence[Sequence[str]]
    ) -> list[tuple[Announced, ...]]:
        """What each sentence of an article announces; all were given to ``states`` together."""
        passes = list(dict.fromkeys(self._passes[each] for each in sentences))
        about = dict(
            chain.from_iterable(done.each(done.packed.words(done.middle)) for done in passes)
        )
        article = torch.stack([about[at].mean(0) for at in range(len(sentences))]).mean(0)
        marks = [self.events.marks(each) for each in words]
        upper = dict(chain.from_iterable(done.each(self._upper(done, marks)) for done in passes))
        return [self.events.read(upper[at], marks[at], article) for at in range(len(sentences))]

    def forget(self, sentences: Iterable[object]) -> None:
        """Keep nothing of sentences of which nobody will ask any more.

        They hold each other in circles, so they may stay for long after their last use.
        """
        for each in sentences:
            self._states.pop(each, None)
            self._passes.pop(each, None)

    def _upper(self, done: _Pass, marks: Sequence[Tensor]) -> Tensor:
        """The states of words behind the layers of the part for events."""
        lexical = self.events.lexical(torch.cat([marks[at] for at in done.sentences]))
        told = done.packed.spread(lexical)
        return done.packed.words(self.events.through(done.middle, told, done.packed.attend))

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
    def encoder(self) -> Encoder:
        """The encoder."""
        return Encoder.load(self._folder / "encoder" / f"{PACKAGE}.pt")

    def _head(self, kind: type[_Part], processor: str) -> _Part:
        return kind.load(self._folder / processor / f"{PACKAGE}.pt")


@functools.cache
def reader(models: Path) -> Reader:
    """The one reader of a folder of models."""
    return Reader(models)


def _batches(places: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Places of sentences with so many words, in batches."""
    batches: list[list[int]] = []
    room = 0
    for at in places:
        room -= sizes[at]
        if not batches or room < 0:
            batches.append([])
            room = _BATCH - sizes[at]
        batches[-1].append(at)
    return batches
