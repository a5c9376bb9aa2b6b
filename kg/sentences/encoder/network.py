"""The encoder: vectors for the words of sentences, each in the light of its sentence.

A BERT (Devlin et al. 2019) of 12 layers that began as multilingual-e5-small (Wang et al. 2024);
how it was made stands in ``training/``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.sentences.encoder.pieces import BEGIN, END, PAD, Pieces

Attend = Callable[[Tensor, int], Tensor]
"""From queries, keys and values of pieces (… × 3 widths), in so many heads, to what each takes."""
_MIXING = 10.0  # so many times faster than other weights are the shares of layers learnt


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Sizes of an encoder; ``positions`` is the most pieces it reads at a time, marks included."""

    pieces: int
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 12
    heads: int = 12
    middle: int = 6  #: the layers that readers of their own depth build on


@dataclass(frozen=True, slots=True)
class States:
    """``vectors`` (sentences × words × width), and which of them are words and not padding."""

    vectors: Tensor
    words: Tensor


@dataclass(frozen=True, slots=True)
class Cut:
    """Sentences as pieces, in windows that the encoder reads at a time.

    ``ids`` (windows × pieces), ``owners`` (the same; the word of each piece, counted from 1 in its
    window, 0: of none), the words of each window, and the number of words of each sentence.
    """

    ids: Tensor
    owners: Tensor
    windows: Sequence[int]
    sizes: Sequence[int]

    @property
    def seen(self) -> Tensor:
        """Which pieces are none of padding, as attention asks for it."""
        return seen(self.ids)

    def attend(self, parts: Tensor, heads: int) -> Tensor:
        """What each piece takes from those of its window: an Attend."""
        return attended(parts, heads, self.seen)

    def states(self, hidden: Tensor) -> States:
        """The vectors of pieces (windows × pieces × width) as those of the sentences' words."""
        sums = hidden.new_zeros(len(self.windows), max(self.windows) + 1, hidden.size(-1))
        sums.scatter_add_(1, self.owners.unsqueeze(-1).expand_as(hidden), hidden)
        counts = hidden.new_zeros(sums.shape[:2])
        counts.scatter_add_(1, self.owners, hidden.new_ones(self.owners.shape))
        means = sums[:, 1:] / counts[:, 1:].clamp(min=1).unsqueeze(-1)
        return _joined(means, self.windows, self.sizes)

    def spread(self, rows: Tensor) -> Tensor:
        """What belongs to words (sentences × words × width) as what belongs to their pieces."""
        flat = torch.cat([row[:size] for row, size in zip(rows, self.sizes, strict=True)])
        starts = [sum(self.windows[:at]) for at in range(len(self.windows))]
        places = self.owners - 1 + torch.tensor(starts, device=rows.device).unsqueeze(1)
        of_word = (self.owners > 0).unsqueeze(-1)
        return flat[places.clamp(min=0)] * of_word


class Encoder(nn.Module):
    """Vectors of pieces, then of words: the mean of the vectors of a word's pieces.

    A piece's vector is a mixture of those of all layers, whose shares are learnt (Peters et al.
    2018), put to a common scale: the last layer, made for the likeness of sentences, tells little
    of their grammar.
    """

    def __init__(self, sizes: Sizes, pieces: Pieces, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes, self.pieces = sizes, pieces
        self.piece = _Vectors(sizes.pieces, sizes.width, padding_idx=PAD)
        self.position = _Vectors(sizes.positions, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = _Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.mixture = nn.Parameter(torch.zeros(sizes.layers))
        self.mixed_norm = nn.LayerNorm(sizes.width, eps=1e-12)

    def forward(self, sentences: Sequence[Sequence[str]]) -> States:
        """The states of the words of sentences, each of one word or more."""
        cut = self.cut(sentences)
        return cut.states(self.hidden(cut.ids)[0])

    def cut(self, sentences: Sequence[Sequence[str]]) -> Cut:
        """Sentences, each of one word or more, as pieces."""
        words = [self.pieces.words(each) for each in sentences]
        cut = [window for each in words for window in windows(each, self.sizes.positions - 2)]
        ids, owners = padded(cut, self.position.weight.device)
        return Cut(ids, owners, [len(window) for window in cut], [len(each) for each in words])

    def hidden(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """The vectors of pieces given by their numbers (sequences × pieces): those that heads read,
        and those of the middle layer.
        """
        visible = seen(ids)
        places = torch.arange(ids.size(1), device=ids.device)
        return self.through(ids, places, lambda parts, heads: attended(parts, heads, visible))

    def through(self, ids: Tensor, places: Tensor, attend: Attend) -> tuple[Tensor, Tensor]:
        """As ``hidden``, of pieces that stand at ``places``, whatever the shape they come in."""
        hidden = self.dropout(self.norm(self.piece(ids) + self.position(places)))
        mixed, middle = torch.zeros_like(hidden), hidden
        shares = (_MIXING * self.mixture).softmax(0)
        for number, (layer, share) in enumerate(zip(self.layers, shares, strict=True), start=1):
            hidden = layer(hidden, attend)
            mixed = mixed + share * hidden
            middle = hidden if number == self.sizes.middle else middle
        out: Tensor = self.mixed_norm(mixed)
        return out, middle

    def save(self, path: Path) -> None:
        """Write weights in half precision, with the pieces."""
        save_halved(self, path, {"sizes": asdict(self.sizes), "pieces": self.pieces.vocabulary})

    @classmethod
    def load(cls, path: Path, dropout: float = 0.1) -> Self:
        """The encoder that was saved; OSError or RuntimeError where there is none."""
        saved: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        with torch.device("meta"):
            made = cls(Sizes(**saved["sizes"]), Pieces(saved["pieces"]), dropout)
        weights = {name: value.float() for name, value in saved["model"].items()}
        made.load_state_dict(weights, assign=True)
        return made.eval()


def save_halved(module: nn.Module, path: Path, about: Mapping[str, Any]) -> None:
    """Write a module's weights in half precision as "model", beside what else is known about it."""
    halves = {name: value.half() for name, value in module.state_dict().items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({**about, "model": halves}, path)


class Layer(nn.Module):
    """Attention and a layer of its own for each piece, normalised after each (as in BERT)."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.attend = nn.Linear(sizes.width, 3 * sizes.width)  # queries, keys, values
        self.merge = nn.Linear(sizes.width, sizes.width)
        self.merge_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.widen = nn.Linear(sizes.width, sizes.inner)
        self.narrow = nn.Linear(sizes.inner, sizes.width)
        self.narrow_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = _Dropout(dropout)

    def forward(self, hidden: Tensor, attend: Attend) -> Tensor:
        """The vectors of pieces, each in the light of those that it attends to."""
        taken = self.merge(attend(self.attend(hidden), self.heads))
        hidden = self.merge_norm(hidden + self.dropout(taken))
        wide = functional.gelu(self.widen(hidden))
        out: Tensor = self.narrow_norm(hidden + self.dropout(self.narrow(wide)))
        return out


class _Vectors(nn.Embedding):
    """An embedding that is loaded at once: for a random one that is only planned (on the device
    "meta"), torch would import its compiler, which takes a second.
    """

    def reset_parameters(self) -> None:
        if not self.weight.is_meta:
            super().reset_parameters()


class _Dropout(nn.Module):
    """Dropout that drops the same for all sentences of a batch.

    Drawing for each takes a quarter of a training step on a CPU.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training or not self.share:
            return hidden
        return hidden * functional.dropout(hidden.new_ones(hidden.shape[1:]), self.share)


def attended(parts: Tensor, heads: int, visible: Tensor | None = None) -> Tensor:
    """What pieces take from each other, of queries, keys and values (rows × pieces × 3 widths)."""
    rows, pieces, width = parts.shape
    split = parts.view(rows, pieces, 3, heads, -1).permute(2, 0, 3, 1, 4)
    taken = functional.scaled_dot_product_attention(split[0], split[1], split[2], attn_mask=visible)
    return taken.transpose(1, 2).reshape(rows, pieces, width // 3)


def seen(ids: Tensor) -> Tensor:
    """Which pieces (windows × pieces) are none of padding, as attention asks for it."""
    return (ids != PAD)[:, None, None, :]


def windows(words: Sequence[tuple[int, ...]], most: int) -> list[list[tuple[int, ...]]]:
    """The words in stretches of at most so many pieces; nearly always one stretch."""
    cut: list[list[tuple[int, ...]]] = [[]]
    room = most
    for word in words:
        if len(word) > room:
            cut.append([])
            room = most
        cut[-1].append(word)
        room -= len(word)
    return cut


def padded(windows: Sequence[list[tuple[int, ...]]], device: Any) -> tuple[Tensor, Tensor]:
    """Piece numbers of each window, and for each piece its word counted from 1 (0: of none)."""
    rows = [[BEGIN, *(piece for word in words for piece in word), END] for words in windows]
    owners = [[0, *(at for at, word in enumerate(words, 1) for _ in word), 0] for words in windows]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [PAD] * (longest - len(row)) for row in rows], device=device)
    whose = torch.tensor([row + [0] * (longest - len(row)) for row in owners], device=device)
    return ids, whose


def _joined(means: Tensor, windows: Sequence[int], sizes: Sequence[int]) -> States:
    """The words' vectors of windows as those of sentences with so many words."""
    device = means.device
    words = torch.arange(max(sizes), device=device) < torch.tensor(sizes, device=device)[:, None]
    if len(windows) == len(sizes):
        return States(means[:, : max(sizes)], words)
    vectors = means.new_zeros(len(sizes), max(sizes), means.size(-1))
    flat = torch.cat([row[:size] for row, size in zip(means, windows, strict=True)])
    vectors[words] = flat
    return States(vectors, words)
