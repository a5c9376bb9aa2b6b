"""Shipped folders are found, and a broken file is named with its place."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge.files import load_yaml, shipped


@pytest.mark.parametrize("folder", ["ontology", "queries", "examples"])
def test_shipped_folders_are_found(folder: str) -> None:
    assert any(shipped(folder).iterdir())


def test_a_folder_that_is_not_shipped_is_named() -> None:
    with pytest.raises(KnowledgeError, match="kosong: folder not found"):
        shipped("kosong")


def test_yaml_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "kata.yaml"
    path.write_text("daftar: [serang, “kutip”]\n", encoding="utf-8")
    assert load_yaml(path) == {"daftar": ["serang", "“kutip”"]}


def test_a_broken_file_is_named_with_its_line_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kata.yaml"
    path.write_text("baik: 1\nburuk: [serang\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"kata\.yaml: .*line 3") as caught:
        load_yaml(path)
    assert "\n" not in str(caught.value)
