"""Sentences by Stanza with the encoder's products in bfloat16, where the processor computes it.

No exact parse depends on this file, so the fingerprint of exact parses leaves it out (kg.stages):
what is here takes the parts of an exact parser and changes them, and nothing there knows of it.
"""

import platform
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kg.errors import ModelError
from kg.sentences.encoder.network import Layer
from kg.sentences.encoder.reader import reader
from kg.sentences.parsers.stanza import StanzaParser

_NATIVE = "amx_bf16"  #: others that know the type were slower with it, or were not at hand


class FastParser(StanzaParser):
    """The same, but for few labels that differ, and other ones on another kind of processor.

    ModelError, too, where this processor does not compute bfloat16, or the models have no encoder.
    """

    def __init__(self, models: Path) -> None:
        check_processor()
        reader.cache_clear()  # what is changed below is no part of another parser
        try:
            super().__init__(models)
            for part in self._parts(models):
                _halve(part)
        finally:
            reader.cache_clear()

    def _parts(self, models: Path) -> list[nn.Module]:
        try:
            encoder = self._reader.encoder
        except OSError as error:
            raise ModelError(f"{models}: no encoder, for which --fast is; give --exact") from error
        return [encoder, self._reader.events] if self._reader.announces else [encoder]


def check_processor() -> None:
    """ModelError where this processor does not compute bfloat16 so that it is faster."""
    if not torch.cpu.get_capabilities().get(_NATIVE):
        raise ModelError(
            f"{platform.node()}: this processor does not compute bfloat16 ({_NATIVE}),"
            " as --fast asks; give --exact"
        )


def _halve(part: nn.Module) -> None:
    """Let the matrix products of a part's layers be of bfloat16, with what is between them.

    Sums and norms stay in single precision, since what a layer adds to is; so do a part's heads.
    """
    layers = [each for each in part.modules() if isinstance(each, Layer)]
    for product in (each for layer in layers for each in layer.children()):
        if isinstance(product, nn.Linear):
            product.bfloat16().register_forward_pre_hook(_halved)


def _halved(_: nn.Module, given: tuple[Any, ...]) -> tuple[Tensor]:
    (rows,) = given
    return (rows.bfloat16(),)
