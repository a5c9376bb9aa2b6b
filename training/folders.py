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
    def articles(self) -> Path:
        """Annotated articles whose mentions train the name tagger."""
        return self.data / "gold" / "train"

    @property
    def vectors(self) -> Path:
        """Word vectors."""
        return self.out / "vectors" / "simpul.pt"

    def treebank(self, name: str) -> Path:
        """A treebank made for training."""
        return self.out / "treebanks" / f"{name}.conllu"

    def model(self, processor: str) -> Path:
        """A trained model."""
        return self.out / processor / "simpul.pt"
