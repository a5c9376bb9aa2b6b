"""The shipped bundle: loads without the network, cuts news text as its table says, parses."""

import hashlib
import json
import shutil
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest
import stanza
import yaml

from kg.errors import ModelError
from kg.sentences.models import verify
from kg.sentences.parsers.stanza import StanzaParser, pipeline

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.models,
    pytest.mark.filterwarnings("default"),
    pytest.mark.skipif(not (MODELS / "resources.json").exists(), reason="no models are shipped"),
]


def refuse(*_: object) -> NoReturn:
    raise AssertionError("loading the bundle must not use the network")


@pytest.fixture(scope="module")
def nlp() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        return stanza.Pipeline(
            "id", dir=str(MODELS), package="default", verbose=False, use_gpu=False,
            processors="tokenize,mwt,pos,lemma,depparse,ner", download_method=None,
        )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_news_text_is_cut_as_expected(nlp: Any, case: dict[str, Any]) -> None:
    document = nlp(case["text"])
    tokens = [" ".join(t.text for t in sentence.tokens) for sentence in document.sentences]
    words = [" ".join(w.text for w in sentence.words) for sentence in document.sentences]
    assert tokens == case["tokens"]
    assert words == case.get("words", words)


def test_a_sentence_is_parsed_and_its_names_are_found(nlp: Any) -> None:
    (sentence,) = nlp("Presiden Rusia Vladimir Putin bertemu Kim Jong Un di Beijing.").sentences
    verb = next(word for word in sentence.words if word.text == "bertemu")
    assert (verb.upos, verb.lemma, verb.deprel) == ("VERB", "temu", "root")
    assert sentence.words[0].deprel == "nsubj"
    names = {(name.text, name.type) for name in sentence.ents}
    assert {("Vladimir Putin", "PER"), ("Kim Jong Un", "PER"), ("Beijing", "LOC")} <= names
    assert ("Rusia", "GPE") in names
    assert {word.xpos for word in sentence.words} <= {"gsd", "csui"}


def test_the_same_text_is_parsed_the_same_way(nlp: Any) -> None:
    text = "Korea Utara mengirim 10.000 tentara ke Rusia pada Oktober 2024."
    assert nlp(text).to_dict() == nlp(text).to_dict()


def test_plain_stanza_with_the_import_does_as_kg_does(nlp: Any) -> None:
    text = (ROOT / "examples" / "seed-001.txt").read_text(encoding="utf-8")
    ours, theirs = pipeline(MODELS)(text), nlp(text)
    assert len(theirs.sentences) > 5
    assert ours.to_dict() == theirs.to_dict()


def test_the_bundle_fits_its_budget() -> None:
    size = sum(path.stat().st_size for path in MODELS.rglob("*.pt"))
    assert 0 < size <= 95_000_000


def test_the_weights_are_those_that_were_listed() -> None:
    """If not, after a training: cd models/id && sha256sum */*.pt > SHA256SUMS"""
    assert (MODELS / "id" / "SHA256SUMS").is_file()
    verify(MODELS)


def test_broken_weights_are_told_before_anything_of_them_is_read(tmp_path: Path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(MODELS, copy)
    path = copy / "id" / "tokenize" / "simpul.pt"
    path.write_bytes(b"not weights")
    with pytest.raises(ModelError, match=r"tokenize/simpul\.pt: not the file that is listed"):
        StanzaParser(copy)
    (copy / "id" / "SHA256SUMS").unlink()
    with pytest.raises(ModelError, match="do not load"):
        StanzaParser(copy)


def test_every_listed_file_is_there_with_its_checksum() -> None:
    listed = json.loads((MODELS / "resources.json").read_text(encoding="utf-8"))["id"]
    chosen = listed["packages"]["default"]
    assert set(chosen) == {"tokenize", "mwt", "pos", "lemma", "depparse", "ner"}
    shared = [
        (part["model"], part["package"]) for part in listed["pos"][chosen["pos"]]["dependencies"]
    ]
    assert {model for model, _ in shared} == {"encoder"}
    for processor, package in (*chosen.items(), *shared):
        content = (MODELS / "id" / processor / f"{package}.pt").read_bytes()
        assert listed[processor][package]["md5"] == hashlib.md5(content).hexdigest()
