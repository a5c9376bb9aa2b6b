"""Skip-gram word vectors from raw text, in Stanza's pretrain format."""

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from gensim.models import Word2Vec
from stanza.models.common.pretrain import Pretrain

TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
CLITIC = re.compile(r"^(\w{3,}?)(nya|lah|kah|pun|ku|mu)$")
SKIPPED = ("other-techdocs", "other-tweets")
SIZE = 100
MIN_COUNT = 8
MIN_STEM = 30
EPOCHS = 4


def raw_lines(folder: Path) -> Iterator[str]:
    """Lines of every raw text file of a folder, in the order of the file names."""
    for path in sorted(folder.glob("*.txt.xz")):
        if not path.name.startswith(SKIPPED):
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                yield from lines


def plain_words(line: str) -> list[str]:
    """Lower-cased words and marks of a line."""
    return TOKEN.findall(line.lower())


class Corpus:
    """Sentences for gensim: read again for every epoch, clitics cut off frequent stems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        counts: dict[str, int] = {}
        for line in raw_lines(folder):
            for word in plain_words(line):
                counts[word] = counts.get(word, 0) + 1
        self.stems = {word for word, count in counts.items() if count >= MIN_STEM}

    def __iter__(self) -> Iterator[list[str]]:
        for line in raw_lines(self.folder):
            yield [part for word in plain_words(line) for part in self.parts(word)]

    def parts(self, word: str) -> tuple[str, ...]:
        """Stem and clitic where the stem is a frequent word of its own, else the word."""
        match = CLITIC.match(word)
        if match and match[1] in self.stems:
            return match[1], match[2]
        return (word,)


def train_vectors(corpora: Path, target: Path, *, seed: int = 1234) -> None:
    """Write a float32 pretrain file; deterministic, as it runs on one thread."""
    model = Word2Vec(
        Corpus(corpora),
        vector_size=SIZE,
        window=4,
        min_count=MIN_COUNT,
        sg=1,
        negative=6,
        sample=1e-4,
        epochs=EPOCHS,
        workers=1,
        seed=seed,
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    text = target.with_suffix(".vec")
    model.wv.save_word2vec_format(str(text))
    Pretrain(str(target), str(text), save_to_file=True).load()
