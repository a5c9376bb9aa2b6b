"""Words of raw text, cut as the treebanks cut them, for models of raw text."""

import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TOKEN = re.compile(r"\w+(?:[.,:/]\d+|-\w+)*|[^\w\s]")
CLITIC = re.compile(r"^(\w{3,}?)(nya|lah|kah|pun|ku|mu)$", re.IGNORECASE)
MIN_STEM = 30


def raw_lines(folder: Path, skipped: tuple[str, ...]) -> Iterator[str]:
    """Lines of every raw text file of a folder, in the order of the file names."""
    for path in sorted(folder.glob("*.txt.xz")):
        if not path.name.startswith(skipped):
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                yield from lines


def raw_words(line: str) -> list[str]:
    """Words and marks of a line."""
    return TOKEN.findall(line)


class Clitics:
    """Cuts clitics off words whose stem is a frequent word of the same text."""

    def __init__(self, counts: Counter[str]) -> None:
        self.stems = {word for word, count in counts.items() if count >= MIN_STEM}

    def parts(self, word: str) -> list[str]:
        """Stem and clitic where the stem is a frequent word of its own, else the word."""
        match = CLITIC.match(word)
        if match and match[1].lower() in self.stems:
            return [match[1], match[2]]
        return [word]
