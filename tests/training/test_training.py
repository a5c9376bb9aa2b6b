"""Each training on a handful of sentences: it runs, saves, and goes on from what it saved."""

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from stanza.models.common.pretrain import Pretrain

from kg.sentences.encoder.heads import Names, Tags, Trees
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.pieces import Pieces
from training.joint import JointTraining, train_joint
from training.lemmas import Lemmatizer, treebank_lemmas
from training.lemmatizer import LemmaTraining, train_lemmatizer
from training.loop import Schedule
from training.pretrain import Pretraining, continue_pretraining
from training.segments import pieces, write_segments
from training.tagged import TaggedSentence, save_tagged
from training.tokens import TokenTraining, train_tokens
from training.treebank import Sentence, Word, write_treebank

pytestmark = pytest.mark.filterwarnings("default")
BRIEF = Schedule(steps=2, rate=1e-3, warmup=1, check_every=2)
LEMMAS = {
    "membaca": "baca",
    "menulis": "tulis",
    "melihat": "lihat",
    "membantu": "bantu",
    "dibaca": "baca",
    "ditulis": "tulis",
}
VERBS = tuple(LEMMAS)
PLACE = ("B-LOC", "I-LOC")


def sentence(number: int) -> Sentence:
    words = (
        Word(form="Budi", lemma="budi", upos="PROPN", head=1, deprel="nsubj"),
        Word(
            form=VERBS[number % 6], lemma=LEMMAS[VERBS[number % 6]], upos="VERB",
            feats="Voice=Act", deprel="root",
        ),
        Word(form="buku", lemma="buku", upos="NOUN", head=1, deprel="obj", space_after=False),
        Word(form=".", lemma=".", upos="PUNCT", head=1, deprel="punct"),
    )  # fmt: skip
    return Sentence(name=f"s{number}", text="", words=words, style=("gsd", "csui")[number % 2])


SENTENCES = [sentence(number) for number in range(12)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("training")
    write_treebank(SENTENCES, place / "all.conllu")
    rows = "\n".join(f"{word} 0.1 0.2" for word in ("budi", "buku", ".", *VERBS))
    (place / "vectors.vec").write_text(f"9 2\n{rows}\n", encoding="utf-8")
    vectors = Pretrain(str(place / "vectors.pt"), str(place / "vectors.vec"), save_to_file=True)
    vectors.load()
    return place


def test_the_tokenizer_is_trained_on_written_segments(folder: Path) -> None:
    write_segments([pieces(each) for each in SENTENCES], folder / "segments", "train", seed=1)
    train_tokens(
        TokenTraining(folder=folder / "segments", out=folder / "tokens.pt", schedule=BRIEF)
    )
    assert (folder / "tokens.pt").exists()


def small_encoder(path: Path) -> Path:
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [("▁", -2.0), *((letter, -3.0) for letter in "BDKaeiklmnstu.")]
    Encoder(Sizes(pieces=len(vocabulary), inner=8, layers=2), Pieces(vocabulary)).save(path)
    return path


def weights(*paths: Path) -> list[dict[str, torch.Tensor]]:
    return [Encoder.load(path).state_dict() for path in paths]


def test_pretraining_goes_on_from_an_encoder(folder: Path) -> None:
    corpora = folder / "corpora"
    corpora.mkdir()
    with lzma.open(corpora / "news.txt.xz", "wt", encoding="utf-8") as lines:
        lines.write("Budi membaca buku di Mana dan menulis lima surat .\n" * 40)
    task = Pretraining(
        corpora=corpora, start=small_encoder(folder / "start.pt"), out=folder / "pretrained.pt",
        batch_words=60, schedule=BRIEF,
    )  # fmt: skip
    continue_pretraining(task)
    before, after = weights(task.start, task.out)
    assert not torch.equal(before["layers.1.widen.weight"], after["layers.1.widen.weight"])
    assert not torch.equal(before["piece.weight"], after["piece.weight"])


def test_one_encoder_is_trained_for_tags_trees_and_names(folder: Path) -> None:
    small_encoder(folder / "start.pt")
    names = TaggedSentence(words=("Budi", "di", "Tana", "Mana"), tags=("B-PER", "O", *PLACE))
    save_tagged([names] * 4, folder / "names.json")
    train_joint(
        JointTraining(
            start=folder / "start.pt", trees=folder / "all.conllu", names=folder / "names.json",
            out=folder / "joint", turns=(1, 1), schedule=replace(BRIEF, steps=4),
        )
    )  # fmt: skip
    before, after = weights(folder / "start.pt", folder / "joint" / "encoder.pt")
    assert not torch.equal(before["layers.0.merge.weight"], after["layers.0.merge.weight"])
    assert torch.equal(before["piece.weight"], after["piece.weight"])
    assert Tags.load(folder / "joint" / "pos.pt").labels["style"] == ["csui", "gsd"]
    assert "nsubj" in Trees.load(folder / "joint" / "depparse.pt").labels["deprel"]
    ner = Names.load(folder / "joint" / "ner.pt").labels["ner"]
    assert ner == ["B-LOC", "E-LOC", "O", "S-PER"]


def test_a_joint_training_goes_on_from_another(folder: Path) -> None:
    task = JointTraining(
        start=folder / "joint", trees=folder / "all.conllu", names=folder / "names.json",
        out=folder / "further", turns=(1, 1), schedule=replace(BRIEF, steps=1, rate=0.0),
    )  # fmt: skip
    train_joint(task)
    before, after = weights(task.start / "encoder.pt", task.out / "encoder.pt")
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert (
        Trees.load(task.start / "depparse.pt").labels == Trees.load(task.out / "depparse.pt").labels
    )


def test_the_lemmatizer_keeps_what_the_treebanks_say(folder: Path) -> None:
    triples = treebank_lemmas({"gsd": SENTENCES})
    vocabulary = ["budi", "buku", *VERBS]
    train_lemmatizer(
        LemmaTraining(
            known={(form.lower(), tag): lemma for form, tag, lemma in triples},
            guesser=Lemmatizer(triples, vocabulary), vocabulary=vocabulary,
            out=folder / "lemma.pt", schedule=BRIEF,
        )
    )  # fmt: skip
    assert torch.load(folder / "lemma.pt", weights_only=True)["dicts"]
