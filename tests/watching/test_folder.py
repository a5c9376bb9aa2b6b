"""Files of a watched folder are read as they come, once, and when they are whole."""

import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.watching.folder import WatchedFolder
from tests.watching.server import TestClock

NEWS = "Kim Jong Un bertemu dengan Vladimir Putin di Moskow pada Rabu (3/9/2025)."


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def folder(tmp_path: Path, clock: TestClock) -> WatchedFolder:
    return WatchedFolder(str(tmp_path), clock)


def write(path: Path, text: str, when: float) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))


def taken(folder: WatchedFolder) -> list[str]:
    found = [one if isinstance(one, InputError) else one.id for one in folder.take()]
    folder.kept()
    return [str(one) for one in found]


def test_what_is_new_or_changed_is_read_and_nothing_else(
    tmp_path: Path, folder: WatchedFolder, clock: TestClock
) -> None:
    (tmp_path / "dunia").mkdir()
    write(tmp_path / "satu.txt", NEWS, clock.now() - 60)
    write(tmp_path / "dunia" / "dua.txt", NEWS, clock.now() - 60)
    assert taken(folder) == ["dua", "satu"]
    assert taken(folder) == []
    write(tmp_path / "tiga.txt", NEWS, clock.now() - 60)
    write(tmp_path / "satu.txt", f"{NEWS} Ralat.", clock.now() - 30)
    assert taken(folder) == ["satu", "tiga"]


def test_a_file_that_is_being_written_is_left_until_it_stands_still(
    tmp_path: Path, folder: WatchedFolder, clock: TestClock
) -> None:
    write(tmp_path / "satu.txt", NEWS[:20], clock.now())
    assert taken(folder) == []
    write(tmp_path / "satu.txt", NEWS, clock.now())
    assert taken(folder) == []
    assert taken(folder) == ["satu"]


def test_what_was_not_kept_is_read_again(
    tmp_path: Path, folder: WatchedFolder, clock: TestClock
) -> None:
    write(tmp_path / "satu.txt", NEWS, clock.now() - 60)
    assert len(list(folder.take())) == 1
    assert taken(folder) == ["satu"]


def test_what_cannot_be_read_has_one_line(
    tmp_path: Path, folder: WatchedFolder, clock: TestClock
) -> None:
    (tmp_path / "luar").symlink_to("/")
    write(tmp_path / "kosong.txt", "", clock.now() - 60)
    assert len(taken(folder)) == 2
    assert taken(folder) == []


def test_a_folder_that_is_gone_is_waited_for(tmp_path: Path, clock: TestClock) -> None:
    place = tmp_path / "masuk"
    folder = WatchedFolder(str(place), clock)
    assert taken(folder) == []
    assert folder.due() > 0
    place.mkdir()
    write(place / "satu.txt", NEWS, clock.now() - 60)
    assert taken(folder) == ["satu"]
