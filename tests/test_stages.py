"""Fingerprints change with what decides a result, and with nothing else."""

import importlib.metadata
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import ModelError
from kg.fingerprint import fingerprint
from kg.resolve.ledger import append
from kg.stages import Settings, Stages, real_stages
from tests.knowledge.own import write_names, write_source


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "resources.json").write_text(json.dumps({"id": {}}), encoding="utf-8")
    return folder


@pytest.fixture
def stages(models: Path, tmp_path: Path) -> Callable[[], Stages]:
    return lambda: real_stages(Settings(models=str(models)), tmp_path)


def test_equal_circumstances_have_equal_fingerprints(stages: Callable[[], Stages]) -> None:
    one, other = stages(), stages()
    assert (one.parser, one.reader, one.resolver) == (other.parser, other.reader, other.resolver)


def test_other_models_change_all(stages: Callable[[], Stages], models: Path) -> None:
    before = stages()
    (models / "resources.json").write_text(json.dumps({"id": {"ner": {}}}), encoding="utf-8")
    after = stages()
    assert before.parser != after.parser
    assert before.reader != after.reader
    assert before.resolver != after.resolver


def test_a_decision_changes_only_what_follows_reading(
    stages: Callable[[], Stages], tmp_path: Path
) -> None:
    before = stages()
    append(tmp_path / "decisions.txt", "same", ("person/a", "person/b"), "satu orang")
    after = stages()
    assert (before.parser, before.reader) == (after.parser, after.reader)
    assert before.resolver != after.resolver


def test_changed_knowledge_changes_readings_and_not_parses(
    stages: Callable[[], Stages], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stages()
    frames = tmp_path / "ontology" / "frames"
    (tmp_path / "ontology" / "sentences").mkdir(parents=True)
    frames.mkdir()
    (frames / "meeting.yaml").write_text("Meeting: {}\n", encoding="utf-8")
    monkeypatch.setattr("kg.stages.shipped", lambda name: tmp_path / name)
    one = stages()
    (frames / "meeting.yaml").write_text("Meeting: {label: x}\n", encoding="utf-8")
    two = stages()
    assert one.parser == two.parser
    assert len({before.reader, one.reader, two.reader}) == 3


def test_own_names_change_readings_and_not_parses_and_are_told_in_the_graph(
    models: Path, tmp_path: Path
) -> None:
    names = write_names(tmp_path / "names")
    chosen = Settings(models=str(models), names=str(names))
    before, one = real_stages(Settings(models=str(models)), tmp_path), real_stages(chosen, tmp_path)
    write_source(names / "orang", "Person", "key,label\nani,Ani Susanti\n")
    two = real_stages(chosen, tmp_path)
    assert before.parser == one.parser == two.parser
    assert len({before.reader, one.reader, two.reader}) == 3
    told = [stages.resolve([]).run.settings for stages in (before, one)]
    assert told == ["base=default", f"base=default names={one.own.digest[:12]}"]


def test_fast_parses_are_no_exact_ones_and_are_told_in_the_graph(
    models: Path, tmp_path: Path
) -> None:
    exact = real_stages(Settings(models=str(models)), tmp_path)
    fast = real_stages(Settings(models=str(models), fast=True), tmp_path)
    assert exact.parser != fast.parser
    assert exact.reader != fast.reader
    told = [stages.resolve([]).run.settings for stages in (exact, fast)]
    assert told == ["base=default", "base=default fast"]


def test_exact_parses_outlive_all_that_makes_fast_ones(
    stages: Callable[[], Stages], models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workspace from before there was a choice has a fingerprint of these parts alone."""
    code, ontology = tmp_path / "kg", Path(kg.__file__).parent.parent / "ontology"
    shutil.copytree(Path(kg.__file__).parent, code)
    (code / "sentences" / "parsers" / "fast.py").unlink()
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("stanza", "torch")]
    listed = fingerprint(models / "resources.json")
    parts = (code / "sentences", code / "model.py", ontology / "sentences")
    assert fingerprint(listed, *versions, *parts) == stages().parser
    monkeypatch.setattr("kg.stages._CODE", code)
    made = []
    for text in ("x = 1\n", "x = 2\n"):
        (code / "sentences" / "parsers" / "fast.py").write_text(text, encoding="utf-8")
        fast = real_stages(Settings(models=str(models), fast=True), tmp_path)
        made.append((stages().parser, fast.parser))
    assert made[0][0] == made[1][0]
    assert made[0][1] != made[1][1]


def test_missing_models_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no language models"):
        real_stages(Settings(models=str(tmp_path / "nowhere")), tmp_path)


def test_a_fingerprint_knows_names_contents_and_their_borders(tmp_path: Path) -> None:
    for folder, name, text in (("a", "x", "1"), ("b", "x", "1"), ("c", "y", "1"), ("d", "x", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    a, b, c, d = (fingerprint(tmp_path / folder) for folder in "abcd")
    assert a == b
    assert len({a, c, d}) == 3
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_a_fingerprint_leaves_out_one_file_and_no_other_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for path in (tmp_path / "a.py", tmp_path / "inner" / "a.py"):
        path.write_text("x = 1\n", encoding="utf-8")
    whole = fingerprint(tmp_path)
    without = fingerprint(tmp_path, but=tmp_path / "a.py")
    assert fingerprint(tmp_path, but=tmp_path / "b.py") == whole != without
    (tmp_path / "a.py").unlink()
    assert fingerprint(tmp_path) == without


def test_a_fingerprint_does_not_see_compiled_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    before = fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"compiled")
    assert fingerprint(tmp_path) == before
