"""Building: what is new is parsed once, nothing is lost, and history leaves no trace."""

import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg.errors import InputError, KgError, WorkspaceError
from kg.exports import export_one
from kg.model import Article, Reading, Sentence
from kg.pipeline import RECORD, build, remove
from kg.status import status
from kg.workspace import Workspace
from tests.fakes import LineParser, fake_stages, joining_stages
from tests.storing import quads_in, stored_quads

TEXTS = {
    "satu": "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n",
    "dua": "Kim dan Lavrov akan bertemu lagi di kota itu pada bulan depan.\n",
    "tiga": "Menteri Shoigu bertemu Kim untuk membahas kerja sama kedua negara.\n",
}


@pytest.fixture(autouse=True, scope="module")
def _text_formats_only() -> Iterator[None]:
    """The page has tests of its own, and takes longer than all else here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.exports.ALWAYS", ("trig", "turtle"))
        patch.setattr("kg.keeping._SHARE", 9)  # small stores would be made anew for each change
        yield


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def exports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("graph.*"))}


def run(inputs: Sequence[Path], folder: Path, parser: LineParser | None = None) -> list[str]:
    """Build; the identifiers of the articles that were parsed for it."""
    parser = parser or LineParser()
    build([str(path) for path in inputs], folder, stages=fake_stages(parser))
    return parser.parsed


def test_a_folder_of_nothing_but_empty_files_is_refused_in_a_few_lines(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(InputError) as refused:
        build([str(tmp_path)], tmp_path / "ws", stages=fake_stages())
    lines = str(refused.value).splitlines()
    assert len(lines) == 22
    assert lines[-1].strip() == "and 30 more"
    assert not (tmp_path / "ws").exists()


def test_a_build_writes_the_exports_and_counts_what_is_in_them(news: Path, tmp_path: Path) -> None:
    built = build([str(news)], tmp_path / "ws", stages=fake_stages())
    assert [path.name for path in built.files] == ["graph.trig", "graph.ttl"]
    assert all(path.is_file() for path in built.files)
    assert built.parsed == built.summary.articles == 3
    assert built.summary.events == {"Meeting": 6}
    assert not list((tmp_path / "ws").glob(".writing*"))


def test_only_what_is_new_or_changed_is_parsed(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    assert run([news / "satu.txt"], ws) == ["satu"]
    assert run([news], ws) == ["dua", "tiga"]
    assert run([news], ws) == []
    (news / "dua.txt").write_text(TEXTS["dua"].replace("Lavrov", "Wang"), encoding="utf-8")
    assert run([news], ws) == ["dua"]
    assert b"Wang" in exports(ws)["graph.ttl"]
    assert b"Lavrov" not in exports(ws)["graph.ttl"]


def test_an_unchanged_workspace_is_neither_resolved_nor_written(news: Path, tmp_path: Path) -> None:
    def refuse(readings: object) -> NoReturn:
        raise AssertionError("resolved for nothing")

    ws = tmp_path / "ws"
    first = build([str(news)], ws, stages=fake_stages())
    times = {path: path.stat().st_mtime_ns for path in first.files}
    again = build([str(news)], ws, stages=replace(fake_stages(), resolve=refuse))
    assert again.summary == first.summary
    assert again.files == first.files
    assert {path: path.stat().st_mtime_ns for path in again.files} == times


def test_an_export_that_is_gone_or_was_edited_is_written_again(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    before = exports(ws)
    (ws / "graph.ttl").unlink()
    (ws / "graph.trig").write_text("disunting", encoding="utf-8")
    run([news], ws)
    assert exports(ws) == before


def test_without_inputs_a_workspace_is_brought_up_to_date(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    parser = LineParser()
    built = build([], ws, stages=fake_stages(parser, version="2"))
    assert sorted(parser.parsed) == sorted(TEXTS)
    assert built.summary.articles == 3
    with pytest.raises(WorkspaceError, match="no workspace"):
        build([], tmp_path / "nowhere", stages=fake_stages())


def test_another_version_reads_everything_again(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    parser = LineParser()
    build([str(news / "satu.txt")], ws, stages=fake_stages(parser, version="2"))
    assert sorted(parser.parsed) == sorted(TEXTS)


def test_another_reader_does_not_parse_again(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    parser = LineParser()
    read: list[str] = []

    def reader(article: Article, sentences: Sequence[Sentence]) -> Reading:
        read.append(article.id)
        assert sentences == LineParser().parse(article)
        return fake_stages().read(article, sentences)

    changed = replace(fake_stages(parser), reader="reader 2", read=reader)
    build([str(news / "satu.txt")], ws, stages=changed)
    assert (parser.parsed, sorted(read)) == ([], sorted(TEXTS))


def test_a_failure_loses_nothing_that_was_stored(news: Path, tmp_path: Path) -> None:
    """The run breaks off at the second article; the next one parses only what is missing."""

    class Failing(LineParser):
        def parse(self, article: Article) -> tuple[Sentence, ...]:
            if self.parsed:
                raise KgError("mati listrik")
            return super().parse(article)

    ws = tmp_path / "ws"
    run([news / "satu.txt"], ws)
    before = exports(ws)
    with pytest.raises(KgError, match="mati listrik"):
        run([news], ws, Failing())
    assert exports(ws) == before
    assert run([news], ws) == ["tiga"]
    assert run([news], tmp_path / "scratch") == ["dua", "satu", "tiga"]
    assert exports(ws) == exports(tmp_path / "scratch")


def test_a_failing_export_leaves_the_old_ones(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    ws = tmp_path / "ws"
    run([news / "satu.txt"], ws)
    before = exports(ws)
    monkeypatch.setattr("kg.views.turtle.write", fail)
    with pytest.raises(WorkspaceError, match="No space left"):
        run([news], ws)
    assert exports(ws) == before
    assert not list(ws.glob(".writing*"))


def test_inputs_that_cannot_be_read_are_refused_one_by_one(news: Path, tmp_path: Path) -> None:
    (news / "kosong.txt").write_bytes(b"")
    (news / "biner.txt").write_bytes(bytes(range(256)) * 8)
    built = build([str(news)], tmp_path / "ws", stages=fake_stages())
    assert built.summary.articles == 3
    assert ["biner.txt" in str(error) for error in built.refused] == [True, False]
    assert "kosong.txt" in str(built.refused[1])


def test_identifiers_that_differ_in_case_or_normal_form_are_two(tmp_path: Path) -> None:
    ids = ["kafé", "kafe\u0301", "Kafé", "kaf\u00e8", "kaf%C3%A9", "ﬁ", "fi"]
    lines = [json.dumps({"id": id_, "text": TEXTS["satu"]}) for id_ in ids]
    stdin = io.BytesIO("\n".join(lines).encode())
    built = build(["-"], tmp_path / "ws", stages=fake_stages(), stdin=stdin)
    assert (built.parsed, built.summary.articles, built.refused) == (7, 7, ())
    found = re.findall(rb"^<\S*/article/[^/\s]+> a ", exports(tmp_path / "ws")["graph.ttl"], re.M)
    assert len(set(found)) == 7
    remove(["kafé"], tmp_path / "ws", stages=fake_stages())
    assert len(status(tmp_path / "ws").articles) == 6


def test_an_article_that_cannot_be_parsed_is_refused_and_comes_later(
    news: Path, tmp_path: Path
) -> None:
    class Small(LineParser):
        def parse(self, article: Article) -> tuple[Sentence, ...]:
            if article.id == "dua":
                raise MemoryError
            return super().parse(article)

    ws = tmp_path / "ws"
    built = build([str(news)], ws, stages=fake_stages(Small()))
    assert (built.parsed, built.summary.articles) == (2, 2)
    (refused,) = built.refused
    assert str(refused) == "dua.txt: dua: there is too little memory to parse it"
    assert run([news], ws) == ["dua"]


def test_a_text_without_sentence_ends_is_built_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "panjang.txt").write_text("Kim bertemu Putin dan " * 1_000, encoding="utf-8")
    built = build([str(tmp_path / "panjang.txt")], tmp_path / "ws", stages=fake_stages())
    (note,) = built.notes
    assert note.startswith("panjang.txt: panjang has no end of a sentence for 2000 characters")
    assert built.parsed == 1


def test_nothing_readable_is_a_failure_that_makes_no_workspace(tmp_path: Path) -> None:
    for names in (["tidak-ada.txt"], ["tidak-ada.txt", "juga-tidak.txt"]):
        with pytest.raises(InputError, match=r"tidak-ada\.txt"):
            build([str(tmp_path / name) for name in names], tmp_path / "ws", stages=fake_stages())
    assert not (tmp_path / "ws").exists()


def test_another_source_with_a_known_identifier_is_refused(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    record = {"id": "satu", "url": "https://contoh.id/1", "text": TEXTS["tiga"] * 3}
    stdin = io.BytesIO(json.dumps(record).encode())
    built = build(["-"], ws, stages=fake_stages(), stdin=stdin)
    assert "https://contoh.id/1" in str(built.refused[0])
    assert "satu.txt" in str(built.refused[0])
    assert built.parsed == 0


def test_removing_takes_out_the_article_and_its_facts(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    removed = remove(["dua"], ws, stages=fake_stages())
    run([news / "satu.txt", news / "tiga.txt"], tmp_path / "scratch")
    assert removed.summary.articles == 2
    assert exports(ws) == exports(tmp_path / "scratch")
    with pytest.raises(WorkspaceError, match="no article dua"):
        remove(["dua"], ws, stages=fake_stages())


def test_the_last_article_can_go(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news / "satu.txt"], ws)
    assert remove(["satu"], ws, stages=fake_stages()).summary.articles == 0
    assert b"Putin" not in exports(ws)["graph.ttl"]


def test_a_setting_stays_until_it_is_changed(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    chosen = {"base": "https://contoh.id/graf/", "formats": ("nquads",)}
    build([str(news / "satu.txt")], ws, chosen=chosen, stages=fake_stages())
    run([news], ws)
    assert set(exports(ws)) == {"graph.nq", "graph.trig", "graph.ttl"}
    assert all(b"https://contoh.id/graf/" in content for content in exports(ws).values())
    remove(["dua"], ws, stages=fake_stages())
    assert b"Lavrov" not in exports(ws)["graph.nq"]


def test_a_base_that_is_no_iri_changes_nothing(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    with pytest.raises(KgError, match="base"):
        build([str(news)], ws, chosen={"base": "bukan iri"}, stages=fake_stages())
    assert status(ws).settings.base is None


def test_a_format_without_its_library_changes_nothing(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a workspace has a format, every later build would want the library."""
    ws = tmp_path / "ws"
    run([news / "satu.txt"], ws)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    lacking = r"^parquet needs pyarrow, which is not installed: pip install 'simpul\[parquet\]'$"
    with pytest.raises(KgError, match=lacking):
        build([str(news)], ws, chosen={"formats": ("parquet",)}, stages=fake_stages())
    assert status(ws).settings.formats == ()
    assert run([news], ws) == ["dua", "tiga"]
    with pytest.raises(KgError, match=lacking):
        export_one(ws, "parquet", tmp_path / "x.parquet", stages=fake_stages())
    assert not (tmp_path / "x.parquet").exists()


def test_the_record_of_a_run_says_what_it_did(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    (news / "kosong.txt").write_bytes(b"")
    build([str(news)], ws, stages=fake_stages())
    record = json.loads((ws / RECORD).read_text(encoding="utf-8"))
    assert record["parsed"] == record["graph"]["articles"] == 3
    assert "kosong.txt" in record["refused"][0]
    assert record["files"] == ["graph.trig", "graph.ttl"]
    assert {"articles", "sentences", "claims", "resolve", "export"} <= set(record["seconds"])


def test_one_format_can_be_had_without_touching_the_workspace(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    before = exports(ws)
    export_one(ws, "turtle", tmp_path / "x.ttl", stages=fake_stages())
    assert (tmp_path / "x.ttl").read_bytes() == before["graph.ttl"]
    target = tmp_path / "lain.nq"
    export_one(ws, "nquads", target, stages=fake_stages())
    assert quads_in(target) == stored_quads(ws)
    assert exports(ws) == before
    with pytest.raises(WorkspaceError, match="tidak"):
        export_one(ws, "nquads", tmp_path / "tidak" / "ada.nq", stages=fake_stages())


def test_status_shows_articles_and_files(news: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    run([news], ws)
    (ws / "graph.trig").unlink()
    found = status(ws)
    assert [article.id for article in found.articles] == ["dua", "satu", "tiga"]
    assert [path.name for path in found.files] == ["graph.ttl"]
    assert found.summary is not None
    assert found.summary.articles == 3


# The property that all of the above serves: a workspace has no memory.

NAMES = st.sampled_from(["Kim", "Kim Jong Un", "Putin", "Vladimir Putin", "Lavrov", "Shoigu"])
SENTENCES = st.builds("{} bertemu {} di kota itu pada hari Rabu lalu.".format, NAMES, NAMES)
NEWS = st.dictionaries(
    st.sampled_from("abcde"), st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join), min_size=1
)


class Add(dict[str, str]):
    """Articles to build, by identifier."""


class Remove(frozenset[str]):
    """Identifiers of articles to take out, if they are there."""


STEPS = st.lists(
    st.one_of(NEWS.map(Add), st.frozensets(st.sampled_from("abcde")).map(Remove)), max_size=5
)


@given(first=NEWS, steps=STEPS, backwards=st.booleans())
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes
def test_a_workspace_equals_one_built_from_scratch(
    first: dict[str, str],
    steps: list[Add | Remove],
    backwards: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Byte for byte, whatever was added, changed and removed before, in whatever order.

    The store, too, although it is changed in places only.
    """
    ws = tmp_path_factory.mktemp("ws")
    now: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.keeping._SHARE", 9)
        for step in (Add(first), *steps):
            if isinstance(step, Add):
                now |= step
                _build(step, ws, backwards=backwards)
            elif known := sorted(step & now.keys()):
                remove(known, ws, stages=joining_stages())
                now = {name: text for name, text in now.items() if name not in step}
    if now:
        scratch = tmp_path_factory.mktemp("scratch")
        _build(now, scratch, backwards=not backwards)
        assert exports(ws) == exports(scratch)
        assert stored_quads(ws) == stored_quads(scratch) == quads_in(scratch / "graph.trig")
    with Workspace(ws) as workspace:
        assert workspace.article_ids() == sorted(now)


def _build(articles: dict[str, str], folder: Path, *, backwards: bool) -> None:
    lines = [json.dumps({"id": name, "text": text}) for name, text in articles.items()]
    stdin = io.BytesIO("\n".join(lines[::-1] if backwards else lines).encode())
    build(["-"], folder, stages=joining_stages(), stdin=stdin)
