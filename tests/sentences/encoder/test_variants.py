"""Stanza's pipeline on a bundle with one encoder, small and untrained."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from kg.errors import ModelError
from kg.knowledge.files import shipped
from kg.sentences.encoder import reader
from kg.sentences.encoder.heads import Names, Tags, Trees
from kg.sentences.encoder.network import Encoder, Sizes
from kg.sentences.encoder.packed import Packed, packed
from kg.sentences.encoder.pieces import Pieces
from kg.sentences.parsers.stanza import pipeline
from training.bundle import PACKAGES, write_bundle

pytestmark = [pytest.mark.models, pytest.mark.filterwarnings("default")]
TEXTS = ["Kim tiba di Moskow. Ia bertemu Putin.", "Putin menyambutnya di Kremlin."]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bundle")
    torch.manual_seed(1)
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocabulary += [("▁", -2.0), *((letter, -3.0) for letter in "KIMPabdeiklmnorstuwy.")]
    sizes = Sizes(pieces=len(vocabulary), inner=8, layers=2)
    parts: dict[str, Encoder | Tags | Trees | Names] = {
        "encoder": Encoder(sizes, Pieces(vocabulary)),
        "pos": Tags({"upos": ["NOUN", "VERB"], "feats": ["_", "Voice=Act"], "style": ["gsd"]}),
        "depparse": Trees({"deprel": ["nsubj", "obl", "root"], "style": ["gsd"]}),
        "ner": Names({"ner": ["B-PER", "E-PER", "O", "S-LOC"]}),
    }
    models = {part: shipped("models") / "id" / part / "simpul.pt" for part in PACKAGES}
    for name, part in parts.items():
        models[name] = made / f"{name}.pt"
        part.save(models[name])
    write_bundle(models, made / "bundle")
    return made / "bundle"


@pytest.fixture(scope="module")
def nlp(folder: Path) -> Any:
    return pipeline(folder)


def test_tags_trees_and_names_are_read(nlp: Any) -> None:
    for sentence in nlp(TEXTS[0]).sentences:
        assert {word.upos for word in sentence.words} <= {"NOUN", "VERB"}
        assert {word.xpos for word in sentence.words} == {"gsd"}
        assert {word.feats for word in sentence.words} <= {None, "Voice=Act"}
        assert sum(word.head == 0 for word in sentence.words) == 1
        assert all((word.deprel == "root") == (word.head == 0) for word in sentence.words)
        assert {token.ner for token in sentence.tokens} <= {"B-PER", "E-PER", "O", "S-LOC"}
        assert len(sentence.dependencies) == len(sentence.words)


def test_a_multiword_token_has_one_tag_of_a_name(nlp: Any) -> None:
    (sentence,) = nlp(TEXTS[1]).sentences
    token = next(token for token in sentence.tokens if len(token.words) == 2)
    assert token.text == "menyambutnya"
    assert token.ner


def test_all_three_parts_share_one_pass_of_the_encoder(
    nlp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def counted(encoder: Encoder, sentences: Sequence[Sequence[str]]) -> Packed:
        seen.extend(len(words) for words in sentences)
        return packed(encoder, sentences)

    monkeypatch.setattr(reader, "packed", counted)
    document = nlp(TEXTS[0])
    assert sorted(seen) == sorted(len(sentence.words) for sentence in document.sentences)


def test_documents_together_are_parsed_as_each_alone(nlp: Any) -> None:
    together = nlp.bulk_process(TEXTS)
    assert [each.to_dict() for each in together] == [nlp(text).to_dict() for text in TEXTS]


def test_a_part_that_is_missing_is_told(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "torn")
    (tmp_path / "torn" / "id" / "ner" / "joint.pt").unlink()
    with pytest.raises(ModelError, match=r"do not load: .*joint\.pt"):
        pipeline(tmp_path / "torn")


def test_a_head_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "mixed")
    old = shipped("models") / "id" / "lemma" / "simpul.pt"
    shutil.copyfile(old, tmp_path / "mixed" / "id" / "pos" / "joint.pt")
    with pytest.raises(ModelError, match="do not load"):
        pipeline(tmp_path / "mixed")


def test_the_list_of_models_names_what_each_part_needs(folder: Path) -> None:
    listed = json.loads((folder / "resources.json").read_text(encoding="utf-8"))["id"]
    assert listed["ner"]["joint"]["dependencies"] == [{"model": "encoder", "package": "joint"}]
