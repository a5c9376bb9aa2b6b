"""Where the recipe reads its data and writes its results."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """``data`` holds data/ud, data/ner, corpora and gold; ``out`` receives everything made."""

    data: Path
    out: Path

    @property
    def ud(self) -> Path:
        """Treebanks."""
        return self.data / "data" / "ud"

    @property
    def names(self) -> Path:
        """Public name sets."""
        return self.data / "data" / "ner"

    @property
    def corpora(self) -> Path:
        """Raw text."""
        return self.data / "corpora"

    @property
    def gold(self) -> Path:
        """Annotated articles whose mentions train the name tagger."""
        return self.data / "gold" / "train"

    @property
    def articles(self) -> Path:
        """Articles without annotation, some of the annotated ones among them."""
        return self.data / "articles" / "dunia-2025.jsonl"

    @property
    def silver(self) -> Path:
        """Names found in the articles without annotation."""
        return self.out / "silver.json"

    @property
    def vectors(self) -> Path:
        """Word vectors."""
        return self.out / "vectors" / "simpul.pt"

    @property
    def charlm(self) -> Path:
        """Folder of the two character language models."""
        return self.out / "charlm"

    def treebank(self, name: str) -> Path:
        """A treebank made for training."""
        return self.out / "treebanks" / f"{name}.conllu"

    def model(self, processor: str) -> Path:
        """A trained model."""
        return self.out / processor / "simpul.pt"
