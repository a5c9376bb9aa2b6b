"""The database: what is stored comes back, whole or not at all, and only from a workspace."""

import sqlite3
from pathlib import Path

import pytest

from kg.database import DATABASE, VERSION
from kg.errors import WorkspaceError
from kg.model import Article
from kg.workspace import Export, Stored, Workspace
from tests.fakes import LineParser, read_names


def stored(article_id: str, text: str = "Kim bertemu Putin.\n", reader: str = "r1") -> Stored:
    article = Article(id=article_id, text=text, source=f"{article_id}.txt", title="Judul – satu")
    sentences = LineParser().parse(article)
    return Stored(
        parser="p1", sentences=sentences, reader=reader, reading=read_names(article, sentences)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace(tmp_path / "ws", create=True):
        return tmp_path / "ws"


def test_what_is_stored_comes_back_in_a_later_run(folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.store(stored("b"))
        workspace.store(stored("a"))
    with Workspace(folder) as workspace:
        assert workspace.stored("a") == stored("a")
        assert workspace.article_ids() == ["a", "b"]
        assert [reading.article.id for reading in workspace.readings()] == ["a", "b"]
        assert workspace.stored("c") is None


def test_storing_again_replaces(folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.store(stored("a"))
        workspace.store(stored("a", text="Lavrov bertemu Shoigu.\n"))
        assert list(workspace.readings()) == [stored("a", text="Lavrov bertemu Shoigu.\n").reading]


def test_digest_tells_other_readings_and_not_their_order(folder: Path, tmp_path: Path) -> None:
    with Workspace(folder) as one, Workspace(tmp_path / "other", create=True) as other:
        for article_id in ("a", "b"):
            one.store(stored(article_id))
        for article_id in ("b", "a"):
            other.store(stored(article_id))
        assert one.digest() == other.digest()
        other.store(stored("a", text="Lain.\n"))
        assert one.digest() != other.digest()


def test_outdated_names_what_another_reader_has_read(folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.store(stored("a", reader="r1"))
        workspace.store(stored("b", reader="r2"))
        assert workspace.outdated("r2") == ["a"]


def test_removing_one_that_is_not_there_removes_none(folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.store(stored("a"))
        with pytest.raises(WorkspaceError, match="no article x, z;"):
            workspace.remove(["z", "a", "x"])
        assert workspace.article_ids() == ["a"]
        workspace.remove(["a", "a"])
        assert workspace.article_ids() == []


def test_settings_and_exports_are_kept(folder: Path) -> None:
    export = Export(name="graph.ttl", maker="m", digest="d")
    with Workspace(folder) as workspace:
        assert workspace.setting("base") is None
        assert workspace.export("turtle") is None
        workspace.set_setting("base", "https://contoh.id/")
        workspace.set_exports({"turtle": export}, {"graf": "1"})
        assert workspace.setting("graf") == "1"
    with Workspace(folder) as workspace:
        assert workspace.setting("base") == "https://contoh.id/"
        assert workspace.export("turtle") == export


def test_a_second_writer_is_told_to_wait(folder: Path) -> None:
    with Workspace(folder) as first:
        first.lock()
        with Workspace(folder) as second, pytest.raises(WorkspaceError, match="in use"):
            second.lock()
        first.store(stored("a"))
        with Workspace(folder) as reader:
            assert reader.article_ids() == ["a"]
    with Workspace(folder) as second:
        second.lock()
        assert second.article_ids() == ["a"]


def test_a_folder_without_database_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no workspace"):
        Workspace(tmp_path)
    with pytest.raises(WorkspaceError, match="no workspace"):
        Workspace(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_files_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "tesis.docx").write_text("penting", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="other files"):
        Workspace(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["tesis.docx"]


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "keluar").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot be used as a folder"):
        Workspace(tmp_path / "keluar", create=True)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as database:
        database.execute("CREATE TABLE lain (x)")
    database.close()
    with pytest.raises(WorkspaceError, match="not a database of Simpul"):
        Workspace(tmp_path, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"bukan basis data" * 100)
    with pytest.raises(WorkspaceError, match="not a database"):
        Workspace(tmp_path)


def test_a_workspace_of_a_newer_version_is_left_alone(folder: Path) -> None:
    database = sqlite3.connect(folder / DATABASE)
    database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(WorkspaceError, match=f"version {VERSION + 1}.*version {VERSION}"):
        Workspace(folder, create=True)
    assert (folder / DATABASE).read_bytes() == before


def test_a_broken_record_is_told(folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.store(stored("a"))
    database = sqlite3.connect(folder / DATABASE)
    database.execute("UPDATE article SET reading = x'00'")
    database.commit()
    database.close()
    with Workspace(folder) as workspace, pytest.raises(WorkspaceError, match="broken"):
        workspace.stored("a")


def test_settings_are_found_by_the_beginning_of_their_names_and_forgotten(folder: Path) -> None:
    with Workspace(folder) as workspace:
        for name, value in (("kirim b", "2"), ("kirim a", "1"), ("kirim_c", "3"), ("Kirim d", "4")):
            workspace.set_setting(name, value)
        assert list(workspace.settings("kirim ").items()) == [("a", "1"), ("b", "2")]
        workspace.drop_setting("kirim a")
        workspace.drop_setting("tidak ada")
        assert workspace.settings("kirim ") == {"b": "2"}
        assert workspace.setting("kirim a") is None
