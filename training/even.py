"""Batches of sentences of one length, which a recurrent layer can run without packing.

On a CPU the gradient of PyTorch's LSTM over a packed sequence fills, for every time step, a tensor
of the size of the whole batch with zeros: half of a training step and more. Sentences of the same
length need no packing, so batches are made of such, and Stanza's recurrent layer is told to run
them as plain tensors. It does so in bfloat16, which takes half the time on processors that know it.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from stanza.models.common.packed_lstm import PackedLSTM
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence


def even_batches(lengths: Sequence[int], words: int) -> list[list[int]]:
    """Positions in batches of one length and of about so many words, in random order."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for position, length in enumerate(lengths):
        by_length[length].append(position)
    batches = []
    for length, positions in sorted(by_length.items()):
        random.shuffle(positions)
        size = max(1, words // length)
        batches += [positions[at : at + size] for at in range(0, len(positions), size)]
    random.shuffle(batches)
    return batches


@contextmanager
def unpacked_lstm(*, short: bool = True) -> Iterator[None]:
    """Within the context, packed sequences of equal lengths run through LSTMs unpacked.

    In bfloat16 if ``short``, else in the precision of the layer.
    """
    packed = PackedLSTM.forward

    def forward(
        self: Any, packed_input: Any, lengths: Any, hx: tuple[Tensor, Tensor] | None = None
    ) -> Any:
        even = isinstance(packed_input, PackedSequence) and bool(
            packed_input.batch_sizes[0] == packed_input.batch_sizes[-1]
        )
        if not even or self.pad:
            return packed(self, packed_input, lengths, hx)
        return run_even(self.lstm, packed_input, hx, short=short)

    PackedLSTM.forward = forward
    try:
        yield
    finally:
        PackedLSTM.forward = packed


def run_even(
    lstm: Any, packed: PackedSequence, hx: tuple[Tensor, Tensor] | None, *, short: bool
) -> tuple[PackedSequence, tuple[Tensor, Tensor]]:
    """An LSTM over a packed sequence of equal lengths, run as a plain tensor."""
    steps, size = len(packed.batch_sizes), int(packed.batch_sizes[0])
    plain = packed.data.view(steps, size, -1).transpose(0, 1)
    with torch.autocast(plain.device.type, torch.bfloat16, enabled=short):
        out, states = lstm(plain, hx)
    flat = out.float().transpose(0, 1).reshape(steps * size, -1)
    return PackedSequence(flat, packed.batch_sizes), states
