"""Sentences read side by side: what holds whatever the weights are, and with the bundle's."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from kg.knowledge.files import shipped
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.packed import packed
from kg.sentences.encoder.pieces import Pieces
from kg.sentences.encoder.reader import Reader
from kg.sentences.parsers import recorded
from tests.conftest import PARSES

MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
VOCABULARY = [*MARKS, ("▁", -4.0), *((x, -3.0) for x in "AKabdeiklmnrt")]
WORDS = ["Kim", "tiba", "di", "Amerika"]
SENTENCES = [WORDS, WORDS[:1], WORDS * 5, WORDS[1:], WORDS[::-1]]


class _Sentence:
    """Something that a reader may keep states of."""


@pytest.fixture
def encoder() -> Encoder:
    torch.manual_seed(1)
    sizes = Sizes(pieces=len(VOCABULARY), positions=24, width=16, inner=32, layers=2, heads=2)
    return Encoder(sizes, Pieces(VOCABULARY)).eval()


def states(encoder: Encoder, *sentences: Sequence[str]) -> list[torch.Tensor]:
    pieces = packed(encoder, sentences)
    hidden, _ = encoder.through(pieces.ids, pieces.places, pieces.attend)
    return list(pieces.words(hidden).split(list(pieces.sizes)))


def test_they_have_the_states_that_they_have_with_padding(encoder: Encoder) -> None:
    with_padding = encoder(SENTENCES).vectors
    for without, padded in zip(states(encoder, *SENTENCES), with_padding, strict=True):
        assert torch.allclose(without, padded[: len(without)], atol=1e-6)


def test_they_have_the_states_that_they_have_alone(encoder: Encoder) -> None:
    for sentence, together in zip(SENTENCES, states(encoder, *SENTENCES), strict=True):
        assert torch.allclose(together, states(encoder, sentence)[0], atol=1e-6)


def test_what_belongs_to_words_is_spread_to_their_pieces_and_comes_back(encoder: Encoder) -> None:
    pieces = packed(encoder, SENTENCES)
    rows = torch.randn(sum(map(len, SENTENCES)), 3)
    assert torch.allclose(pieces.words(pieces.spread(rows)), rows, atol=1e-6)


@pytest.mark.models
@pytest.mark.parametrize("path", sorted(PARSES.glob("*.conllu")), ids=lambda path: path.stem)
def test_sentences_of_an_article_are_annotated_as_each_alone(path: Path) -> None:
    reader = Reader(shipped("models"))
    words = [
        [token.text for token in sentence.tokens]
        for _, sentences in recorded.read(path)
        for sentence in sentences
    ]
    with torch.inference_mode():
        together = reader.states([_Sentence() for _ in words], words)
        alone = [reader.states([_Sentence()], [each])[0] for each in words]
        one_by_one = [annotations(reader, [each]) for each in alone]
        assert [[each] for each in annotations(reader, together)] == one_by_one
    for left, right in zip(together, alone, strict=True):
        assert torch.allclose(left, right, atol=1e-4)


def annotations(reader: Reader, vectors: list[torch.Tensor]) -> list[object]:
    """Tags, trees and names of sentences."""
    tags = [reader.tags.read(each) for each in vectors]
    trees = reader.trees.read(vectors, [style for *_, style in tags], chuliu_edmonds_one_root)
    return list(zip(tags, trees, map(reader.names.read, vectors), strict=True))
