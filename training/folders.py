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
    def vectors(self) -> Path:
        """Word vectors."""
        return self.out / "vectors" / "simpul.pt"

    @property
    def gold(self) -> Path:
        """Annotated articles that all models learn names from."""
        return self.data / "gold" / "train"

    @property
    def folded(self) -> tuple[Path, ...]:
        """Folders of annotated articles that the models of a fold learn names from in part."""
        return self.data / "gold" / "train-2", self.data / "gold" / "ordinary"

    @property
    def fresh(self) -> Path:
        """Annotated texts that nothing has learned from; their annotations are in the project."""
        return self.out / "fresh"

    @property
    def start(self) -> Path:
        """The encoder as it comes."""
        return self.out / "start" / "encoder.pt"

    @property
    def pretrained(self) -> Path:
        """The encoder with its pretraining continued."""
        return self.out / "pretrained" / "encoder.pt"

    def named(self, name: str) -> Path:
        """Sentences with names for a joint training."""
        return self.out / "names" / f"{name}.json"

    def joint(self, name: str) -> Path:
        """Folder of a jointly trained encoder and its heads."""
        return self.out / "joint" / name

    def treebank(self, name: str) -> Path:
        """A treebank made for training."""
        return self.out / "treebanks" / f"{name}.conllu"

    def model(self, processor: str) -> Path:
        """A trained model."""
        return self.out / processor / "simpul.pt"
