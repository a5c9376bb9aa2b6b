"""Sentences side by side without padding: how text is read, while training pads it.

All that the encoder does to a piece by itself is done for all pieces at once, and attention for all
windows of one length at once. So nothing is computed for padding, which was half of it, and what
becomes of a sentence does not depend on those beside it.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kg.sentences.encoder.network import Encoder, attended, windows
from kg.sentences.encoder.pieces import BEGIN, END

_FEWEST = 16  #: pieces; matrix products of a few rows are rounded otherwise than those of many


@dataclass(frozen=True, slots=True)
class Packed:
    """The pieces of sentences, in windows that the encoder reads at a time, shortest first.

    ``ids``, ``places`` in their window and ``owners`` (the word of each piece, counted from 1
    through all sentences, 0: of none) have a number for each piece; ``lengths`` are those of the
    windows in pieces, ``sizes`` those of the sentences in words.
    """

    ids: Tensor
    places: Tensor
    owners: Tensor
    lengths: Sequence[int]
    sizes: Sequence[int]

    def attend(self, parts: Tensor, heads: int) -> Tensor:
        """What each piece takes from those of its window: an Attend."""
        taken = parts.new_zeros(len(parts), parts.size(1) // 3)
        at = 0
        for length, group in itertools.groupby(self.lengths):
            end = at + length * len(list(group))
            alike = parts[at:end].view(-1, length, parts.size(1))
            taken[at:end] = attended(alike, heads).view(end - at, -1)
            at = end
        return taken

    def words(self, hidden: Tensor) -> Tensor:
        """Vectors of words (words × width) from those of pieces: the mean of the word's own."""
        sums = hidden.new_zeros(sum(self.sizes) + 1, hidden.size(1))
        sums.index_add_(0, self.owners, hidden)
        counts = torch.bincount(self.owners, minlength=len(sums)).clamp(min=1)
        return (sums / counts.unsqueeze(1))[1:]

    def spread(self, rows: Tensor) -> Tensor:
        """What belongs to words (words × width) as what belongs to their pieces."""
        none = rows.new_zeros(1, rows.size(1))
        return torch.cat([none, rows])[self.owners]


def packed(encoder: Encoder, sentences: Sequence[Sequence[str]]) -> Packed:
    """Sentences, each of one word or more, as pieces."""
    words = [encoder.pieces.words(each) for each in sentences]
    cut = [window for each in words for window in windows(each, encoder.sizes.positions - 2)]
    first = itertools.accumulate(map(len, cut), initial=1)
    rows = [_row(window, number) for window, number in zip(cut, first, strict=False)]
    rows.sort(key=len)
    lengths = list(map(len, rows))
    pieces = [piece for row in rows for piece in row]
    missing = max(0, _FEWEST - len(pieces))  # they belong to no window, and none attends to them
    ids, owners = zip(*pieces, *[(END, 0)] * missing, strict=True)
    places = [*itertools.chain.from_iterable(map(range, lengths)), *[0] * missing]
    return Packed(
        torch.tensor(ids), torch.tensor(places), torch.tensor(owners), lengths, [*map(len, words)]
    )


def _row(window: Sequence[tuple[int, ...]], first: int) -> list[tuple[int, int]]:
    """The pieces of a window, each with its word; the first word has the number ``first``."""
    owned = [(piece, number) for number, word in enumerate(window, first) for piece in word]
    return [(BEGIN, 0), *owned, (END, 0)]
