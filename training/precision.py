"""Half precision where it pays."""

import contextlib
from collections.abc import Iterator

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel


@contextlib.contextmanager
def short(device: str, *, enabled: bool = True) -> Iterator[None]:
    """Within the context, layers run in bfloat16, and attention is not fused.

    On a CPU the gradient of the fused one takes longer than all else together.
    """
    with torch.autocast(device, torch.bfloat16, enabled=enabled), sdpa_kernel(SDPBackend.MATH):
        yield
