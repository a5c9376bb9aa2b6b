"""Workspaces that earlier versions made: whatever the program has learnt since, nothing is lost.

``workspaces/first.db`` was made of TEXTS by the first version that kept a workspace, with the
stages of ``tests/fakes.py``; ``announced.db`` by the one of 30 November 2026 (0.1.0), when
sentences had come to tell what their words announce. One of each version whose tables or records
differ belongs beside them.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.database import DATABASE
from kg.pipeline import build
from kg.workspace import Workspace
from tests.fakes import LineParser, fake_stages

MADE = sorted((Path(__file__).parent / "workspaces").glob("*.db"))
TEXTS = {
    "dua": "Kim dan Lavrov akan bertemu lagi di kota itu pada bulan depan.\n",
    "satu": "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n",
    "tiga": "Menteri Shoigu bertemu Kim untuk membahas kerja sama kedua negara.\n",
}


@pytest.fixture(params=MADE, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copyfile(request.param, folder / DATABASE)
    return folder


def test_all_that_an_earlier_version_stored_is_read(old: Path) -> None:
    with Workspace(old) as workspace:
        assert list(workspace.faults()) == []
        articles = [reading.article for reading in workspace.readings()]
        assert {each.id: each.text for each in articles} == TEXTS
        assert all(workspace.stored(each.id) for each in articles)


def test_a_workspace_of_an_earlier_version_becomes_what_a_new_one_is(
    old: Path, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in TEXTS.items():
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    parser = LineParser()
    today = replace(fake_stages(parser), parser="of today", reader="of today")
    build([], old, stages=today)
    assert sorted(parser.parsed) == sorted(TEXTS)
    build([str(news)], tmp_path / "new", stages=today)
    assert exports(old) == exports(tmp_path / "new")


def exports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("graph.*"))}
