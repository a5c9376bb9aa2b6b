"""Half precision where it pays."""

import contextlib
import functools
from collections.abc import Iterator

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

_NATIVE = ("avx512_bf16", "amx_bf16", "arm_bf16")  # that a processor computes with it


@contextlib.contextmanager
def short(device: str, *, enabled: bool = True) -> Iterator[None]:
    """Within the context, layers run in bfloat16, and attention is not fused.

    On a CPU the gradient of the fused one takes longer than all else together, and bfloat16 fifty
    times as long as single precision unless the processor has it: then that is used.
    """
    pays = enabled and (device != "cpu" or _is_native())
    with torch.autocast(device, torch.bfloat16, enabled=pays), sdpa_kernel(SDPBackend.MATH):
        yield


@functools.cache
def _is_native() -> bool:
    able = torch.cpu.get_capabilities()
    return any(able.get(name) for name in _NATIVE)
