"""Sentences of one bundle read with one pass of its encoder, however many parts ask for it."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

from torch import Tensor

from kg.sentences.encoder.heads import Head, Names, Tags, Trees
from kg.sentences.encoder.network import Encoder

PACKAGE = "joint"  #: of the encoder and its heads, in a list of models
_BATCH = 1500  #: words of a batch, padding included; more are hardly faster
_Part = TypeVar("_Part", bound=Head)


class Reader:
    """The encoder and the heads of a folder of models, each loaded when first asked for."""

    def __init__(self, models: Path) -> None:
        self._folder = models / "id"
        self._states: WeakKeyDictionary[object, Tensor] = WeakKeyDictionary()

    def states(self, sentences: Sequence[object], words: Sequence[Sequence[str]]) -> list[Tensor]:
        """States (words × width) of each sentence, which are kept as long as the sentence is."""
        missing = [at for at, each in enumerate(sentences) if each not in self._states]
        missing.sort(key=lambda at: len(words[at]))
        for batch in _batches(missing, [len(each) for each in words]):
            states = self._encoder([words[at] for at in batch])
            for at, vectors in zip(batch, states.vectors, strict=True):
                self._states[sentences[at]] = vectors[: len(words[at])]
        return [self._states[each] for each in sentences]

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


def _batches(places: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Places of sentences, sorted by size, in batches."""
    batches: list[list[int]] = []
    for at in places:
        if not batches or (len(batches[-1]) + 1) * sizes[at] > _BATCH:
            batches.append([])
        batches[-1].append(at)
    return batches
