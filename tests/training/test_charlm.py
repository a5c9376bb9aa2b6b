"""Character language models: what they read, and that remembering changes nothing they say."""

import lzma
from pathlib import Path

import pytest
import torch
from stanza.models.common.char_model import CharacterLanguageModel
from stanza.models.ner.data import DataLoader

from training.charlm import CharTraining, char_lines, charlm_flags, train_charlm
from training.charmemo import remembered_characters
from training.loop import Schedule
from training.words import raw_sentences

LINES = ["Buku itu dibaca Budi.", "Bukunya dibaca di Bali.", "Anak-anak membeli 10.000 buku!"]
SENTENCES = [["Budi", "membaca", "buku"], ["Anak-anak", "di", "Bali"], ["Bali", "."]]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("news-a", "other-tweets"):
        with lzma.open(folder / f"{name}.txt.xz", "wt", encoding="utf-8") as out:
            for number in range(40):
                out.writelines(f"{name} {number} {line}\n" for line in LINES)
    return folder


@pytest.fixture(scope="module")
def model(corpora: Path) -> CharacterLanguageModel:
    out = corpora / "models" / "backward.pt"
    task = CharTraining(
        corpora=corpora, direction="backward", out=out, sizes={"char_hidden_dim": 8}, held=20,
        schedule=Schedule(steps=2, rate=1e-3, warmup=1, check_every=2),
    )  # fmt: skip
    assert train_charlm(task) < 0
    return CharacterLanguageModel.load(str(out))


def test_sentences_are_cut_into_words_as_the_treebanks_cut_them() -> None:
    line = 'Anak-anak membeli 10.000 buku. "Bagus," kata Budi.'
    assert raw_sentences(line) == [
        ["Anak-anak", "membeli", "10.000", "buku", "."],
        ['"', "Bagus", ",", '"', "kata", "Budi", "."],
    ]


def test_clitics_are_cut_off_in_some_sentences_and_tweets_are_left_out(corpora: Path) -> None:
    lines = char_lines(corpora, 1)
    assert len(lines) == 120
    cut = [line for line in lines if "Buku nya" in line]
    assert 0 < len(cut) < 40
    assert any("Bukunya" in line for line in lines)


def test_a_model_of_the_other_direction_says_so(model: CharacterLanguageModel) -> None:
    assert not model.is_forward_lm


def test_remembered_words_are_those_worked_out_anew(model: CharacterLanguageModel) -> None:
    wanted = model.build_char_representation(SENTENCES)
    with remembered_characters():
        for _ in range(2):
            found = model.build_char_representation(SENTENCES)
            assert all(torch.allclose(a, b, atol=2e-3) for a, b in zip(found, wanted, strict=True))
    assert CharacterLanguageModel.build_char_representation.__name__ == "build_char_representation"


def test_remembered_name_sentences_are_those_worked_out_anew(
    model: CharacterLanguageModel,
) -> None:
    vocab = {"char": model.char_vocab()}
    loader = DataLoader.__new__(DataLoader)
    loader.vocab = vocab
    rows = [[vocab["char"].map(list(word)) for word in words] for words in SENTENCES]
    _, chars, _, offsets, lengths = loader.process_chars(rows)
    order = sorted(range(3), key=lambda at: -lengths[at])
    longest = max(lengths)
    padded = torch.tensor([chars[at] + [0] * (longest - lengths[at]) for at in order])
    args = (padded, [offsets[at] for at in order], [lengths[at] for at in order], order)
    wanted = model.get_representation(*args)
    with remembered_characters():
        for _ in range(2):
            found = model.get_representation(*args)
            assert torch.equal(found.batch_sizes, wanted.batch_sizes)
            assert torch.allclose(found.data, wanted.data, atol=2e-3)


def test_without_models_no_flags_are_given() -> None:
    assert charlm_flags(None) == []
    assert charlm_flags(Path("x"))[0] == "--charlm"
