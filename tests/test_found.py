"""A new module in a folder is found without a list."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import kg.views
from kg.found import found, names


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    folder = tmp_path / "dapur"
    (folder / "_rahasia").mkdir(parents=True)
    for name in ("panci", "wajan", "_bumbu", "__init__"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    (folder / "resep.txt").write_text("rendang", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("dapur")
    for name in [name for name in sys.modules if name.split(".")[0] == "dapur"]:
        del sys.modules[name]


def test_public_modules_are_named_in_order(package: ModuleType) -> None:
    assert names(package) == ["panci", "wajan"]


def test_a_new_file_is_all_it_takes(package: ModuleType) -> None:
    (Path(package.__path__[0]) / "oven.py").write_text("NAME = 'oven'\n", encoding="utf-8")
    assert {name: module.NAME for name, module in found(package).items()} == {
        "oven": "oven",
        "panci": "panci",
        "wajan": "wajan",
    }


def test_naming_does_not_import(package: ModuleType) -> None:
    names(package)
    assert "dapur.panci" not in sys.modules


def test_every_view_can_be_written() -> None:
    assert all(hasattr(view, "write") for view in found(kg.views).values())
