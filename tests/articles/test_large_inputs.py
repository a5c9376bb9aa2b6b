"""What archives have, packed files, Parquet, WARC and object stores, is read as files are."""

import datetime
import gzip
import importlib.util
import io
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from kg.articles import packed, read_articles
from kg.articles.kinds import parquet
from kg.errors import InputError
from kg.model import Article

fsspec = pytest.importorskip("fsspec")

NEWS = "Kim Jong Un bertemu dengan Vladimir Putin di Moskow pada Rabu (3/9/2025)."
LINES = "".join(json.dumps({"id": f"a{number}", "text": NEWS}) + "\n" for number in range(50))
PAGE = f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Kabar Hari Ini</title>
</head><body><article><h1>Kabar Hari Ini</h1><p>{NEWS}</p><p>Menurut dia, pertemuan itu berlangsung
hangat dan akan dilanjutkan lagi karena masih banyak hal yang perlu dibahas.</p></article></body>
</html>""".encode()

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}
packing = pytest.mark.parametrize("suffix", PACK)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*inputs: str, stdin: bytes = b"") -> tuple[list[Article], list[str]]:
    found = list(read_articles(inputs, io.BytesIO(stdin)))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [str(one) for one in found if isinstance(one, InputError)]


def ids(*inputs: str) -> list[str]:
    articles, errors = read(*inputs)
    assert errors == []
    return [article.id for article in articles]


@packing
def test_a_packed_file_has_the_articles_of_the_plain_one(here: Path, suffix: str) -> None:
    (here / "a.jsonl").write_text(LINES)
    plain, _ = read("a.jsonl")
    (here / "a.jsonl").unlink()
    for name, content in (("a.jsonl", LINES.encode()), ("b.txt", NEWS.encode()), ("c.html", PAGE)):
        (here / f"{name}{suffix}").write_bytes(PACK[suffix](content))
    articles, errors = read(".")
    assert errors == []
    assert [(one.id, one.text) for one in articles[:50]] == [(one.id, one.text) for one in plain]
    assert [one.id for one in articles[50:]] == ["b", "c"]


@packing
def test_standard_input_may_be_packed(suffix: str) -> None:
    articles, errors = read("-", stdin=PACK[suffix](LINES.encode()))
    assert (len(articles), errors) == (50, [])


@packing
def test_parts_packed_apart_are_one_file(here: Path, suffix: str) -> None:
    half = LINES.index("\n", len(LINES) // 2) + 1
    parts = [PACK[suffix](part.encode()) for part in (LINES[:half], LINES[half:], "")]
    (here / f"a.jsonl{suffix}").write_bytes(b"".join(parts))
    assert len(ids(f"a.jsonl{suffix}")) == 50


@packing
def test_of_a_packed_file_that_breaks_off_the_beginning_is_read(here: Path, suffix: str) -> None:
    text = "".join(
        json.dumps({"text": f"{NEWS} Nomor {zlib.crc32(bytes([number % 251])) * number}."}) + "\n"
        for number in range(20_000)
    )
    content = PACK[suffix](text.encode())
    (here / f"a.jsonl{suffix}").write_bytes(content[: len(content) // 2])
    articles, errors = read(f"a.jsonl{suffix}")
    assert len(articles) > 1_000
    assert len(errors) == 1
    assert "that breaks off; what came before is read" in errors[0]


@packing
def test_a_text_that_breaks_off_is_no_article(here: Path, suffix: str) -> None:
    content = PACK[suffix]((NEWS * 200).encode())
    (here / f"a.txt{suffix}").write_bytes(content[:-6])
    articles, errors = read(f"a.txt{suffix}")
    assert (articles, len(errors)) == ([], 1)


@packing
def test_a_broken_packed_file_has_a_line(here: Path, suffix: str) -> None:
    content = bytearray(PACK[suffix](LINES.encode()))
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    (here / f"a.jsonl{suffix}").write_bytes(content)
    _, errors = read(f"a.jsonl{suffix}")
    assert len(errors) == 1
    assert errors[0].startswith(f"a.jsonl{suffix}: ")


@packing
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.warc", "a.parquet"])
def test_a_bomb_is_not_unpacked(
    here: Path, suffix: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_SMALL", 2**22)
    starts = {"a.warc": b"WARC/1.0\r\n", "a.parquet": b"PAR1"}
    (here / f"{name}{suffix}").write_bytes(PACK[suffix](starts.get(name, b"") + b" " * 2**26))
    articles, errors = read(f"{name}{suffix}")
    assert articles == []
    assert "unpacks to more than 200 times its size" in errors[-1] or "larger than" in errors[-1]


def test_a_file_packed_twice_is_named(here: Path) -> None:
    (here / "a.jsonl.gz").write_bytes(gzip.compress(gzip.compress(LINES.encode())))
    assert read("a.jsonl.gz")[1] == ["a.jsonl.gz: a gzip file, not text"]


def table(rows: list[dict[str, object]]) -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    return file.getvalue()


def test_a_parquet_file_has_the_articles_of_json_lines(here: Path) -> None:
    row = {"text": NEWS, "title": "Kim di Moskow", "url": "https://a.id/1", "publisher": "Antara"}
    (here / "a.jsonl").write_text(json.dumps({**row, "published": "2025-09-04"}) + "\n")
    (here / "b.parquet").write_bytes(
        table([{**row, "published": datetime.date(2025, 9, 4), "other": 7}])
    )
    (line,), (column,) = read("a.jsonl")[0], read("b.parquet")[0]
    assert column.id == "b-1"
    for name in ("text", "title", "source", "published", "publisher"):
        assert getattr(column, name) == getattr(line, name)


@pytest.mark.parametrize(
    "published",
    [datetime.datetime(2025, 9, 4, 23, 15), "2025-09-04", 1756944900],
    ids=["time", "text", "seconds"],
)
def test_days_come_in_columns_of_many_types(here: Path, published: object) -> None:
    (here / "a.parquet").write_bytes(table([{"text": NEWS, "published": published}]))
    assert [one.published for one in read("a.parquet")[0]] == ["2025-09-04"]


def test_rows_that_are_no_articles_have_a_line_each(here: Path) -> None:
    (here / "a.parquet").write_bytes(table([{"text": None}, {"text": NEWS}, {"text": ""}]))
    articles, errors = read("a.parquet")
    assert [one.id for one in articles] == ["a-2"]
    assert errors == [
        "a.parquet:1: not an article: Expected `str`, got `null` - at `$.text`",
        "a.parquet:3: the text is empty",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PAR1", "broken Parquet"),
        (b"PAR1" + bytes(100) + b"PAR1", "broken Parquet"),
        (table([{"text": NEWS}] * 99)[:-30], "broken Parquet"),
        (table([{"isi": NEWS, "judul": "x"}]), "no column text; its columns: isi, judul"),
    ],
    ids=["nothing", "zeros", "cut", "columns"],
)
def test_a_broken_parquet_file_has_a_line(here: Path, content: bytes, told: str) -> None:
    (here / "a.parquet").write_bytes(content)
    articles, errors = read("a.parquet")
    assert (articles, len(errors)) == ([], 1)
    assert errors[0].startswith(f"a.parquet: {told}")


def test_rows_that_need_much_memory_are_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 100)
    (here / "a.parquet").write_bytes(table([{"text": NEWS}] * 99))
    assert "a group of rows with more than" in read("a.parquet")[1][0]


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers])
    return f"{head}\r\n\r\n".encode() + body


def warc(
    block: bytes,
    *,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    length: int | None = None,
    url: str = "https://a.id/kabar",
) -> bytes:
    size = len(block) if length is None else length
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {media}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = warc(b"software: x\r\n", kind="warcinfo", media="application/warc-fields")


def test_a_page_of_a_crawl_is_read_as_a_saved_page(here: Path) -> None:
    (here / "a.html").write_bytes(PAGE)
    (here / "b.warc").write_bytes(
        INFO + warc(b"GET / HTTP/1.1", kind="request") + warc(answer(PAGE))
    )
    (saved,), (page,) = read("a.html")[0], read("b.warc")[0]
    assert (page.id, page.source) == ("b-3", "https://a.id/kabar")
    assert (page.text, page.title) == (saved.text, saved.title)


@pytest.mark.parametrize(
    "block",
    [
        answer(PAGE, f"Content-Length: {len(PAGE)}"),
        answer(PAGE, "Content-Length: 99999"),
        answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
        answer(PAGE, "Content-Encoding: gzip"),
        answer(
            f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked"
        ),
    ],
    ids=["length", "unpacked-by-crawler", "gzip", "said-to-be-gzip", "chunked"],
)
def test_a_page_comes_in_many_ways(here: Path, block: bytes) -> None:
    (here / "a.warc").write_bytes(warc(block))
    assert ids("a.warc") == ["a-1"]


@packing
def test_records_packed_one_by_one_are_one_file(here: Path, suffix: str) -> None:
    parts = [PACK[suffix](part) for part in (INFO, warc(answer(PAGE)), warc(answer(PAGE)))]
    (here / f"a.warc{suffix}").write_bytes(b"".join(parts))
    assert ids(f"a.warc{suffix}") == ["a-2", "a-3"]


def test_what_is_no_page_is_passed_over(here: Path) -> None:
    picture = answer(b"\x89PNG").replace(b"text/html", b"image/png")
    moved = answer(PAGE, "Location: /", status="301 Moved")
    text = warc(NEWS.encode(), kind="conversion", media="text/plain")
    (here / "a.warc").write_bytes(warc(picture) + warc(moved) + text)
    assert ids("a.warc") == ["a-3"]
    (here / "a.warc").rename(here / "a.warc.wet")
    assert ids(".") == ["a.warc-3"]


def test_broken_records_have_a_line_each_and_the_rest_is_read(here: Path) -> None:
    whole = warc(answer(PAGE))
    bad = [
        whole.replace(b"Content-Length", b"Content-Size", 1),
        warc(answer(PAGE), length=40),
        warc(b"HTTP/1.1 zweihundert OK\r\n\r\n" + PAGE),
        warc(answer(PAGE, "Content-Encoding: br")),
        warc(answer(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip")),
        warc(answer(b"\x00\x01\x02" * 99)),
        warc(answer(PAGE), length=10**9),
    ]
    (here / "a.warc").write_bytes(b"".join(each + whole for each in bad[:-1]) + bad[-1])
    articles, errors = read("a.warc")
    assert len(articles) == 6
    assert all(error.startswith("a.warc:") and "\n" not in error for error in errors)
    told = "\n".join(errors)
    for part in ("no Content-Length", "no WARC record follows", "packed as br", "gzip that breaks",
                 "broken answer of a server", "the file ends in the middle of it"):  # fmt: skip
        assert part in told


def test_a_large_record_is_refused_and_the_next_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.articles.kinds.warc.LARGEST", 5_000)
    monkeypatch.setattr("kg.articles.kinds.warc._HEAD", 500)
    (here / "a.warc").write_bytes(warc(answer(PAGE + b" " * 50_000)) + warc(answer(PAGE)))
    articles, errors = read("a.warc")
    assert [one.id for one in articles] == ["a-2"]
    assert errors == ["a.warc:1: larger than an article can be (0 MB)"]


@pytest.fixture
def bucket() -> Iterator[str]:
    store = fsspec.filesystem("memory")
    store.pipe("/arsip/2025/a.jsonl.gz", gzip.compress(LINES.encode()))
    store.pipe("/arsip/2025/b.txt", NEWS.encode())
    store.pipe("/arsip/2025/.sembunyi.txt", NEWS.encode())
    store.pipe("/arsip/baca.md", b"#")
    store.pipe("/arsip/c.parquet", table([{"text": NEWS}]))
    yield "memory://arsip"
    store.rm("/arsip", recursive=True)


def test_what_lies_in_a_store_is_read_as_in_a_folder(here: Path, bucket: str) -> None:
    assert len(ids(bucket)) == 52
    assert ids(f"{bucket}/c.parquet", f"{bucket}/2025/b.txt") == ["b", "c-1"]
    for name in ("2025/b.txt", "c.parquet"):
        (here / "arsip" / "2025").mkdir(parents=True, exist_ok=True)
        (here / "arsip" / name).write_bytes(fsspec.filesystem("memory").cat(f"/arsip/{name}"))
    stored = {one.id: one for one in read(f"{bucket}/c.parquet", f"{bucket}/2025/b.txt")[0]}
    assert {one.id: one for one in read("arsip")[0]} == stored


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://tiada", "memory://tiada: no articles in this folder"),
        ("xyz://a/b", "xyz://a/b: Protocol not known: xyz"),
        ("https://a.id/rss", "https://a.id/rss: pages and feeds are read by kg watch"),
    ],
)
def test_an_address_that_leads_nowhere_has_a_line(address: str, told: str) -> None:
    articles, errors = read(address)
    assert (articles, len(errors)) == ([], 1)
    assert errors[0].startswith(told)


def test_a_store_that_fails_in_the_middle_has_a_line(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise TimeoutError("the store does not answer")
            return super().read(size)

    def opened(*_: object, **__: object) -> io.BytesIO:
        return Failing(LINES.encode())

    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.open", opened)
    assert read(f"{bucket}/2025/b.txt")[1] == [
        "memory://arsip/2025/b.txt: the store does not answer"
    ]


@pytest.mark.parametrize(
    ("library", "name"),
    [("zstandard", "a.jsonl.zst"), ("pyarrow", "a.parquet"), ("fsspec", "memory://arsip")],
)
def test_a_library_that_is_missing_is_named(
    here: Path, library: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.jsonl.zst").write_bytes(zstandard.compress(LINES.encode()))
    (here / "a.parquet").write_bytes(table([{"text": NEWS}]))
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == library else found(name)
    )
    assert read(name)[1] == [
        f"{name}: needs {library}, which is not installed: pip install 'simpul[cluster]'"
    ]
