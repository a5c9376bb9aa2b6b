"""The encoder and its heads, small and untrained: what holds whatever the weights are."""

import itertools
from pathlib import Path

import pytest
import torch
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from kg.sentences.encoder.heads import IMPOSSIBLE, Names, Trees, tree
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.pieces import LONGEST_WORD, UNKNOWN, Pieces

MARKS = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
VOCABULARY = [*MARKS, ("▁", -4.0), ("▁Kim", -2.0), *((x, -3.0) for x in "Kabdefgiklmnrtu")]
WORDS = ["Kim", "tiba", "di", "Amerika"]


@pytest.fixture
def encoder() -> Encoder:
    torch.manual_seed(1)
    sizes = Sizes(pieces=len(VOCABULARY), positions=24, width=8, inner=16, layers=2, heads=2)
    return Encoder(sizes, Pieces(VOCABULARY)).eval()


def test_a_word_is_cut_into_its_likeliest_pieces_whatever_stands_beside_it() -> None:
    pieces = Pieces(VOCABULARY)
    (alone,) = pieces.words(["Kim"])
    assert [VOCABULARY[number][0] for number in alone] == ["▁Kim"]
    assert pieces.words(["tiba", "Kim"])[1] == alone


@pytest.mark.parametrize("word", ["", "\N{GRINNING FACE}", "\x00", "a" * 500])
def test_any_word_has_a_piece_and_not_too_many(word: str) -> None:
    (pieces,) = Pieces(VOCABULARY).words([word])
    assert 0 < len(pieces) <= LONGEST_WORD
    assert max(pieces) >= UNKNOWN


def test_padding_changes_no_state(encoder: Encoder) -> None:
    alone = encoder([WORDS[:2]]).vectors[0]
    beside = encoder([WORDS[:2], WORDS]).vectors[0, :2]
    assert torch.allclose(alone, beside, atol=1e-6)


def test_the_state_of_a_word_depends_on_its_sentence(encoder: Encoder) -> None:
    here, there = encoder([["Kim", "tiba"], ["Kim", "di"]]).vectors[:, 0]
    assert not torch.allclose(here, there, atol=1e-4)


def test_a_sentence_longer_than_the_encoder_reads_has_a_state_for_every_word(
    encoder: Encoder,
) -> None:
    states = encoder([WORDS, WORDS * 5])
    assert states.vectors.shape[:2] == (2, 20)
    assert states.words.sum(1).tolist() == [4, 20]
    assert torch.allclose(states.vectors[0, :4], encoder([WORDS]).vectors[0], atol=1e-6)
    assert states.vectors[1].abs().sum(-1).min() > 0


def test_an_encoder_is_saved_in_half_precision_and_read_back(
    encoder: Encoder, tmp_path: Path
) -> None:
    encoder.save(tmp_path / "encoder.pt")
    again = Encoder.load(tmp_path / "encoder.pt")
    assert again.sizes == encoder.sizes
    assert torch.allclose(again([WORDS]).vectors, encoder([WORDS]).vectors, atol=1e-2)


def test_names_are_whole_whatever_the_scores() -> None:
    tags = ["B-LOC", "B-PER", "E-LOC", "E-PER", "I-LOC", "I-PER", "O", "S-LOC", "S-PER"]
    torch.manual_seed(3)
    names = Names({"ner": tags}).eval()
    for _ in range(20):
        read = names.read(3 * torch.randn(6, 384))
        for left, right in zip(["O", *read], [*read, "O"], strict=True):
            inside = left[0] in "BI"
            assert (right[0] in "IE") == inside
            assert not inside or left[2:] == right[2:]


def test_only_the_word_below_the_root_is_called_root() -> None:
    torch.manual_seed(3)
    trees = Trees({"deprel": ["nsubj", "obj", "root"], "style": ["csui", "gsd"]}).eval()
    ((heads, relations),) = trees.read([torch.randn(3, 384)], ["gsd"], lambda scores: [0, 0, 1, 1])
    assert heads == [0, 1, 1]
    assert [relation == "root" for relation in relations] == [True, False, False]


def test_no_word_is_its_own_head() -> None:
    torch.manual_seed(3)
    trees = Trees({"deprel": ["root"], "style": ["gsd"]}).eval()
    seen: list[torch.Tensor] = []

    def spanning(scores: "torch.Tensor") -> list[int]:
        seen.append(torch.as_tensor(scores))
        return [0, 0, 1, 1]

    trees.read(list(torch.randn(20, 3, 384)), ["gsd"] * 20, spanning)  # type: ignore[arg-type]
    assert seen
    assert all(torch.all(each.diagonal()[1:] < IMPOSSIBLE / 2) for each in seen)


def test_the_best_tree_is_found_whether_or_not_the_likeliest_heads_make_one_up() -> None:
    torch.manual_seed(3)
    asked = []

    def spanning(scores: "torch.Tensor") -> list[int]:
        asked.append(len(scores))
        return list(chuliu_edmonds_one_root(scores))

    for size in [1, 2, 3, 5, 8] * 40:
        arcs = 3 * torch.randn(size, size + 1)
        scores = torch.log_softmax(
            arcs.masked_fill(torch.eye(size + 1, dtype=torch.bool)[1:], IMPOSSIBLE), -1
        )
        best = chuliu_edmonds_one_root(torch.cat([torch.zeros(1, size + 1), scores]).numpy())
        assert tree(arcs, spanning) == list(best[1:])  # type: ignore[arg-type]
    assert 0 < len(asked) < 200


def test_the_best_names_are_found_whether_or_not_the_likeliest_tags_make_them_up() -> None:
    torch.manual_seed(3)
    names = Names({"ner": ["B-PER", "E-PER", "I-PER", "O", "S-PER"]}).eval()
    for size in [1, 2, 4] * 20:
        vectors = 3 * torch.randn(size, 384)
        with torch.inference_mode():
            chances = torch.log_softmax(names.score(vectors), -1)
        whole = [path for path in itertools.product(range(5), repeat=size) if names.is_whole(path)]
        best = max(
            whole, key=lambda path: sum(float(chances[at, tag]) for at, tag in enumerate(path))
        )
        assert names.read(vectors) == [names.labels["ner"][tag] for tag in best]
