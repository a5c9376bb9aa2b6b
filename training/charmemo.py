"""What the frozen character models say of a sentence, worked out once for a whole training."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from stanza.models.common.char_model import CharacterLanguageModel
from torch import Tensor
from torch.nn.utils.rnn import pack_sequence

AT_ONCE = 64


@contextmanager
def remembered_characters() -> Iterator[None]:
    """Within the context, representations of a sentence are kept and given again.

    The two methods are those through which tagger and parser, and the name tagger, ask.
    """
    build = CharacterLanguageModel.build_char_representation
    get = CharacterLanguageModel.get_representation
    memo: dict[tuple[Any, ...], Tensor] = {}

    def built(self: Any, sentences: Sequence[Sequence[str]]) -> list[Tensor]:
        keys = [(self.is_forward_lm, *words) for words in sentences]
        missing = sorted({key for key in keys if key not in memo}, key=len)
        for at in range(0, len(missing), AT_ONCE):
            chunk = missing[at : at + AT_ONCE]
            for key, rows in zip(chunk, build(self, [list(key[1:]) for key in chunk]), strict=True):
                memo[key] = rows.half()
        return [memo[key].float() for key in keys]

    def got(self: Any, chars: Tensor, offsets: Any, lengths: Any, order: Sequence[int]) -> Any:
        rows = chars.cpu().numpy()
        keys = [
            (self.is_forward_lm, row[:length].tobytes())
            for row, length in zip(rows, lengths, strict=True)
        ]
        missing = [at for at, key in enumerate(keys) if key not in memo]
        if missing:
            with torch.no_grad():
                output, _, _ = self.forward(chars[missing], [lengths[at] for at in missing])
            for row, at in enumerate(missing):
                memo[keys[at]] = output[row, offsets[at]].half()
        parts: list[Any] = [None] * len(keys)
        for place, key in zip(order, keys, strict=True):
            parts[place] = memo[key].float()
        return pack_sequence(parts)

    CharacterLanguageModel.build_char_representation = built
    CharacterLanguageModel.get_representation = got
    try:
        yield
    finally:
        CharacterLanguageModel.build_char_representation = build
        CharacterLanguageModel.get_representation = get
