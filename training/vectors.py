"""Skip-gram word vectors from raw text, in Stanza's pretrain format.

Each vector is two, of a narrow and of a wide window, end to end: the narrow one tells how a word
is used, the wide one what it is about.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from gensim.models import KeyedVectors, Word2Vec
from stanza.models.common.pretrain import Pretrain

from training.words import Clitics, raw_lines, raw_words

SKIPPED = ("other-techdocs", "other-tweets")
WINDOWS = (2, 8)
SIZE = 64
MIN_COUNT = 5
EPOCHS = 5


class Corpus:
    """Lower-cased lines for gensim: read again for every epoch, clitics cut off frequent stems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clitics = Clitics(Counter(word for line in self._lines() for word in line))

    def __iter__(self) -> Iterator[list[str]]:
        for line in self._lines():
            yield [part for word in line for part in self.clitics.parts(word)]

    def _lines(self) -> Iterator[list[str]]:
        for line in raw_lines(self.folder, SKIPPED):
            yield raw_words(line.lower())


def train_vectors(corpora: Path, target: Path, *, seed: int = 1234) -> None:
    """Write a float32 pretrain file; deterministic, as it runs on one thread."""
    corpus = Corpus(corpora)
    models = [
        Word2Vec(
            corpus,
            vector_size=SIZE,
            window=window,
            min_count=MIN_COUNT,
            sg=1,
            negative=6,
            sample=1e-4,
            epochs=EPOCHS,
            workers=1,
            seed=seed,
        ).wv
        for window in WINDOWS
    ]
    words = models[0].index_to_key
    both = KeyedVectors(SIZE * len(models))
    both.add_vectors(words, np.hstack([wv[words] for wv in models]))
    target.parent.mkdir(parents=True, exist_ok=True)
    text = target.with_suffix(".vec")
    both.save_word2vec_format(str(text))
    Pretrain(str(target), str(text), save_to_file=True).load()
