"""Annotations apart from their texts."""

import hashlib
import json
import lzma
from pathlib import Path

import pytest

from training.folders import Folders
from training.standoff import Record, annotations, packed, unpacked, write_annotated

LINES = ["Kim tiba di Moskow.", "Kim bertemu Putin. Putin memuji Kim.", "Rupiah menguat."]
TEXT = "\n\n".join(LINES[:2])
SOURCE = {"file": "corpora/news.txt.xz", "lines": [0, 2]}
GOLD: Record = {
    "id": "m-1",
    "published": None,
    "entities": [{"id": "kim", "type": "Person", "name": "Kim", "mentions": ["Kim"]}],
    "offices": [],
    "events": [
        {"id": "e1", "type": "Meeting", "evidence": ["Kim bertemu Putin."], "trigger": ["bertemu"]},
        {"id": "e2", "type": "Statement", "evidence": ["Putin memuji Kim."], "trigger": ["memuji"]},
    ],
}


def test_an_annotation_comes_back_from_places_in_its_text() -> None:
    given = packed({"text": TEXT, "source": SOURCE}, GOLD)
    assert "bertemu" not in json.dumps(given)
    assert unpacked(given, TEXT) == GOLD


def test_another_text_is_refused() -> None:
    given = packed({"text": TEXT, "source": SOURCE}, GOLD)
    with pytest.raises(ValueError, match="another text"):
        unpacked(given, f"{TEXT} ")


def test_evidence_that_the_text_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        packed({"text": LINES[2], "source": SOURCE}, GOLD)


def test_texts_are_found_by_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpora").mkdir()
    with lzma.open(tmp_path / "corpora" / "news.txt.xz", "wt", encoding="utf-8") as raw:
        raw.write("\n".join(LINES))
    monkeypatch.setattr("training.standoff.HERE", tmp_path)
    given = packed({"text": TEXT, "source": SOURCE}, GOLD)
    (tmp_path / "one.jsonl").write_text(json.dumps(given), encoding="utf-8")
    folders = Folders(data=tmp_path, out=tmp_path / "out")
    write_annotated(folders)
    assert [gold for _, gold in annotations(folders.fresh)] == [GOLD]
    assert [record["text"] for record, _ in annotations(folders.fresh)] == [TEXT]


def test_the_annotations_of_the_project_hold_no_text() -> None:
    for path in Path("training/annotations").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            assert len(given["sha256"]) == hashlib.sha256().digest_size * 2
            for event in given["events"]:
                assert all(isinstance(at, int) for span in event["evidence"] for at in span)
