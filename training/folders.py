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

    @property
    def annotated(self) -> tuple[Path, ...]:
        """Folders of annotated articles whose mentions train the joint models."""
        return tuple(self.data / "gold" / part for part in ("train", "train-2", "ordinary"))

    @property
    def tagged(self) -> Path:
        """Sentences with names for the joint models."""
        return self.out / "names.json"

    @property
    def start(self) -> Path:
        """The encoder as it comes."""
        return self.out / "start" / "encoder.pt"

    @property
    def pretrained(self) -> Path:
        """The encoder before the joint training."""
        return self.out / "pretrained" / "encoder.pt"

    @property
    def joint(self) -> Path:
        """Folder of the jointly trained encoder and its heads."""
        return self.out / "joint"

    def treebank(self, name: str) -> Path:
        """A treebank made for training."""
        return self.out / "treebanks" / f"{name}.conllu"

    def model(self, processor: str) -> Path:
        """A trained model."""
        return self.out / processor / "simpul.pt"
