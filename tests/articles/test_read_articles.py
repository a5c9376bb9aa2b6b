"""Every kind of input is read, every broken one is named in one line, and the rest goes on."""

import io
import json
import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import kinds, read_articles
from kg.articles.content import Content
from kg.errors import InputError
from kg.found import found
from kg.model import Article

NEWS = "Kim Jong Un bertemu dengan Vladimir Putin di Moskow pada Rabu (3/9/2025)."
PAGE = f"""<!DOCTYPE html><html lang="id"><head><meta charset="{{charset}}">
<title>Gempa Guncang Pulau Itu Lagi - Harianku.com</title>
<meta property="og:url" content="https://www.harianku.com/dunia/gempa">
<link rel="canonical" href="https://www.harianku.com/dunia/gempa">
<meta property="article:published_time" content="2025-09-04T10:15:00+07:00"></head><body>
<nav><a href="/">Beranda</a> <a href="/dunia">Dunia</a></nav>
<article><h1>Gempa Guncang Pulau Itu Lagi</h1>
<p>JAKARTA, Harianku.com - {NEWS} Mereka membahas harga beras yang naik di kafé sejak Mei.</p>
<p>Baca juga: Harga Beras Naik Lagi di Pasar</p>
<p>Menurut dia, harga itu akan turun karena panen raya sudah dekat dan gudang baru telah siap.</p>
</article><footer>© 2025 Harianku.com</footer></body></html>"""


SPOKEN = (
    f"– “{NEWS}”\nSesudah itu, kata Stéphane Séjourné, mereka membahas harga beras yang naik sejak"
    " bulan Mei dan rencana kunjungan berikutnya ke ibu kota."
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def articles(*inputs: str, stdin: bytes = b"") -> list[Article]:
    read = list(read_articles(inputs, io.BytesIO(stdin)))
    assert [error for error in read if isinstance(error, InputError)] == []
    return [article for article in read if isinstance(article, Article)]


def read_with_notes(*inputs: str) -> tuple[list[Article | InputError], list[str]]:
    notes: list[str] = []
    return list(read_articles(inputs, note=notes.append)), notes


def messages(*inputs: str, stdin: bytes = b"") -> list[str]:
    return [str(e) for e in read_articles(inputs, io.BytesIO(stdin)) if isinstance(e, InputError)]


def test_a_text_file_keeps_every_character(here: Path) -> None:
    text = f"  {NEWS}\r\n\r\n\tIa pulang.\n\n"
    (here / "berita.txt").write_bytes(text.encode())
    (article,) = articles("berita.txt")
    assert (article.id, article.text, article.source) == ("berita", text, "berita.txt")


def test_a_byte_order_mark_is_no_part_of_the_text(here: Path) -> None:
    (here / "a.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    assert articles("a.txt")[0].text == NEWS


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SPOKEN.encode("utf-8-sig"), "UTF-8 with byte order mark"),
        (("\ufeff" + SPOKEN).encode("utf-16-le"), "UTF-16"),
        (("\ufeff" + SPOKEN).encode("utf-16-be"), "UTF-16"),
        (SPOKEN.encode("cp1252"), "Windows-1252"),
        (
            b"\n".join(
                line.encode(encoding)
                for line, encoding in zip(SPOKEN.split("\n"), ("utf-8", "latin-1"), strict=True)
            ),
            "UTF-8 and Windows-1252",
        ),
    ],
    ids=["utf-8-mark", "utf-16-le", "utf-16-be", "windows-1252", "mixed"],
)
def test_other_encodings_that_are_sure_give_the_same_article_and_a_note(
    here: Path, content: bytes, encoding: str
) -> None:
    (here / "a.txt").write_bytes(SPOKEN.encode())
    usual, notes = read_with_notes("a.txt")
    assert notes == []
    (here / "a.txt").write_bytes(content)
    assert read_with_notes("a.txt") == (usual, [f"a.txt: read as {encoding}"])


def test_a_json_line_has_its_own_encoding_and_a_file_one_note_for_each(here: Path) -> None:
    line = json.dumps({"text": SPOKEN}, ensure_ascii=False)
    broken = '{"text": "caf\xe9"}'.encode("latin-1")
    lines = [line.encode(), line.encode("cp1252"), broken, line.encode("cp1252")]
    (here / "a.jsonl").write_bytes(b"\n".join(lines))
    read, notes = read_with_notes("a.jsonl")
    assert notes == ["a.jsonl:2: read as Windows-1252, and 1 more of its articles"]
    assert [one.id for one in read if isinstance(one, Article)] == ["a-1", "a-2", "a-4"]
    assert {one.text for one in read if isinstance(one, Article)} == {SPOKEN}
    byte = len(line.encode()) + len(line.encode("cp1252")) + 2 + len('{"text": "caf')
    assert [str(one) for one in read if isinstance(one, InputError)] == [
        f"a.jsonl:3: not UTF-8: byte {byte} is 0xE9; save it as UTF-8"
    ]


def test_a_json_file_may_be_utf16(here: Path) -> None:
    (here / "a.jsonl").write_bytes(json.dumps({"id": 7, "text": NEWS}).encode("utf-16"))
    (article,), notes = read_with_notes("a.jsonl")
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("7", NEWS)
    assert notes == ["a.jsonl:1: read as UTF-16"]


def test_a_file_whose_articles_are_refused_has_no_note(here: Path) -> None:
    (here / "a.txt").write_bytes("He met with the king and the queen.".encode("utf-16"))
    (refused,), notes = read_with_notes("a.txt")
    assert str(refused) == "a.txt: not Indonesian but English"
    assert notes == []


@pytest.mark.parametrize(
    ("declared", "charset", "encoding"),
    [
        ('<meta charset="{}">', "iso-8859-1", "iso-8859-1, which it declares"),
        ("", "cp1252", "Windows-1252"),
        ('<meta charset="{}">', "utf-16", "UTF-16"),
    ],
)
def test_a_web_page_in_another_encoding_has_a_note(
    here: Path, declared: str, charset: str, encoding: str
) -> None:
    page = PAGE.replace('<meta charset="{charset}">', declared.format(charset))
    (here / "a.html").write_bytes(page.encode(charset))
    (article,), notes = read_with_notes("a.html")
    assert isinstance(article, Article)
    assert "di kafé sejak Mei.\n" in article.text
    assert notes == [f"a.html: read as {encoding}"]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_a_web_page_gives_main_text_and_its_data(here: Path, charset: str) -> None:
    (here / "a.html").write_bytes(PAGE.format(charset=charset).encode(charset))
    (article,) = articles("a.html")
    assert article.title == "Gempa Guncang Pulau Itu Lagi"
    assert (article.published, article.publisher) == ("2025-09-04", "harianku.com")
    assert article.source == "https://www.harianku.com/dunia/gempa"
    assert "di kafé sejak Mei.\nBaca juga: " in article.text
    assert "Beranda" not in article.text
    assert {"dateline", "read-also"} <= {skip.why for skip in article.skips}


def test_equal_pages_are_read_alike_however_often(here: Path) -> None:
    for number in range(5):
        (here / f"{number}.html").write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    assert len({article.text for article in articles(".")}) == 1
    assert len(articles(".")) == 5


def test_a_json_line_may_state_everything(here: Path) -> None:
    line = {
        "id": 17,
        "title": "Gempa Lagi | tempo.co",
        "text": NEWS,
        "url": "https://www.tempo.co/gempa",
        "published": "Jum'at, 27 Jun 2025 14:05 WIB",
        "publisher": "Tempo",
        "more": [1],
    }
    (here / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert articles("a.jsonl") == [
        Article(
            id="17",
            text=NEWS,
            source="https://www.tempo.co/gempa",
            title="Gempa Lagi",
            published="2025-06-27",
            publisher="tempo.co",
        )
    ]


def test_a_json_line_needs_only_its_text(here: Path) -> None:
    (here / "a.jsonl").write_text(f'{{"text": "{NEWS}"}}\n\n{{"text": "Ia pulang."}}\n')
    first, second = articles("a.jsonl")
    assert (first.id, first.source, first.published) == ("a-1", "a.jsonl", "2025-09-03")
    assert (second.id, second.source, second.published) == ("a-3", "a.jsonl", None)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ('"published": 1751000000', "2025-06-27"),
        ('"published_raw": "2025/06/27 14:05:42"', "2025-06-27"),
        ('"published": null, "published_raw": "Tanggal tidak ditemukan"', "2025-09-03"),
    ],
)
def test_odd_dates_of_a_json_line(here: Path, stated: str, day: str) -> None:
    (here / "a.jsonl").write_text(f'{{"text": "{NEWS}", {stated}}}')
    assert articles("a.jsonl")[0].published == day


@pytest.mark.parametrize(
    ("content", "identifier"),
    [
        (NEWS.encode(), "stdin"),
        (PAGE.format(charset="utf-8").encode(), "stdin"),
        (json.dumps({"text": NEWS}).encode(), "stdin-1"),
        (b"\xef\xbb\xbf" + json.dumps({"text": NEWS}).encode(), "stdin-1"),
    ],
    ids=["text", "html", "jsonl", "jsonl-with-mark"],
)
def test_the_kind_of_standard_input_is_told_by_its_start(content: bytes, identifier: str) -> None:
    (article,) = articles("-", stdin=content)
    assert article.id == identifier
    assert NEWS in article.text
    assert "<" not in article.text


def test_a_folder_is_read_with_all_below_it_in_order(here: Path) -> None:
    for name in ("b.txt", "sub/a.txt", "a.TXT", "notes.md", ".hidden.txt", ".git/x.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(NEWS)
    (here / "sub/a.txt").rename(here / "sub/c.txt")
    assert [article.id for article in articles(".")] == ["a", "b", "c"]


def test_nothing_depends_on_the_order_of_inputs(here: Path) -> None:
    for name in ("a.txt", "b.txt", "sub/a.txt", "e.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text("" if name == "e.txt" else f"{NEWS} {name}")
    inputs = ["a.txt", "sub", "b.txt", "e.txt", "-"]
    there = list(map(repr, read_articles(inputs, io.BytesIO(NEWS.encode()))))
    back = list(map(repr, read_articles(inputs[::-1], io.BytesIO(NEWS.encode()))))
    assert there == back


def test_the_same_file_given_twice_is_read_once(here: Path) -> None:
    (here / "a.txt").write_text(NEWS)
    (here / "link.txt").symlink_to("a.txt")
    assert len(articles("a.txt", "a.txt", "./a.txt", ".", str(here / "a.txt"))) == 1


def test_two_inputs_with_one_identifier_are_an_error_that_names_both(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "a.txt").write_text(NEWS)
    (here / "sub/a.txt").write_text("Ia pulang.")
    (here / "z.jsonl").write_text('{"id": "a", "text": "Ia pergi."}\n{"id": "b", "text": "Ia."}')
    assert messages(".") == [
        "sub/a.txt: the identifier a is taken by a.txt; rename one of them",
        "z.jsonl:1: the identifier a is taken by a.txt; rename one of them",
    ]
    assert [a.id for a in read_articles(["."]) if isinstance(a, Article)] == ["a", "b"]


def test_an_article_that_is_refused_takes_no_identifier(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "a.txt").write_text("")
    (here / "sub/a.txt").write_text(NEWS)
    assert messages(".") == ["a.txt: the file is empty"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "a.txt: the file is empty"),
        ("a.txt", b" \n\t", "a.txt: the file is empty"),
        ("a.html", b"", "a.html: the file is empty"),
        ("a.jsonl", b"\n\n", "a.jsonl: the file is empty"),
        ("a.txt", "“Ya,” kata caf\xe9.".encode("cp1252"), "a.txt: not UTF-8: byte 0 is 0x93"),
        ("a.txt", b"kata caf\xe9", "a.txt: not UTF-8: byte 8 is 0xE9; save it as UTF-8"),
        ("a.txt", SPOKEN.encode("cp1252") + b"\x81", "a.txt: not UTF-8: byte 0 is 0x96"),
        ("a.txt", SPOKEN.encode("cp1252") + "é".encode(), "a.txt: not UTF-8: byte 0 is 0x96"),
        (
            "a.txt",
            SPOKEN.replace("é", "e").encode()[:-1] + b"\xe2\x80",
            "a.txt: not UTF-8: byte 219",
        ),
        ("a.txt", b"\xff\xfeI\x00a", "a.txt: not UTF-16: byte 4 is 0x61; save it as UTF-8"),
        ("a.txt", "\ufeffIa\0pulang".encode("utf-16-be"), "a.txt: a binary file, not text"),
        ("a.txt", b"\xff\xfe", "a.txt: the file is empty"),
        ("a.jsonl", b"\xef\xbb\xbf\n", "a.jsonl: the file is empty"),
        ("a.txt", b"Ia\x00pulang", "a.txt: a binary file, not text"),
        ("a.txt", b"%PDF-1.7\n\xe2\xe3", "a.txt: a PDF file, not text"),
        ("a.jsonl", b"\x89PNG\r\n", "a.jsonl: a PNG file, not text"),
        ("a.txt", b"He met with the king and the queen.", "a.txt: not Indonesian but English"),
        ("a.html", b"<html><body></body></html>", "a.html: no article found in this web page"),
        ("a.html", b"<html><p>caf\xe9</p>", "a.html: not UTF-8: byte 12 is 0xE9"),
        ("a.html", b"<meta charset=utf-8><p>\xe9</p>", "a.html: not UTF-8: byte 23 is 0xE9"),
        ("a.html", b"<meta charset=klingon>\xe9", "a.html: neither UTF-8 nor klingon, which it"),
        ("a.jsonl", b'{"text": "Ia."}\n{"text": ', "a.jsonl:2: broken JSON: "),
        ("a.jsonl", b'{"text": "Ia."}\n[1]', "a.jsonl:2: not an article: "),
        ("a.jsonl", b'{"title": "Ia."}', "a.jsonl:1: not an article: "),
        ("a.jsonl", b'{"text": 3}', "a.jsonl:1: not an article: "),
        ("a.jsonl", b'{"text": " "}', "a.jsonl:1: the text is empty"),
        ("a.jsonl", b'{"text": "Ia."}\n{"text": "\xe9"}', "a.jsonl:2: not UTF-8: byte 26 is 0xE9"),
        ("a.jsonl", b'{"text": "He met the king and the queen."}', "a.jsonl:1: not Indonesian"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    here: Path, name: str, content: bytes, message: str
) -> None:
    (here / name).write_bytes(content)
    (here / "good.txt").write_text(NEWS)
    read = list(read_articles([name, "good.txt"]))
    (error,) = (str(one) for one in read if isinstance(one, InputError))
    assert error.startswith(message)
    assert "\n" not in error
    assert "good" in {one.id for one in read if isinstance(one, Article)}


def test_a_path_that_is_not_there_is_named(here: Path) -> None:
    assert messages("tidak-ada.txt") == ["tidak-ada.txt: No such file or directory"]


def test_a_folder_without_articles_is_named(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "sub/notes.md").write_text(NEWS)
    (message,) = messages("sub")
    assert message.startswith("sub: no articles in this folder (.htm .html .jsonl ")


def test_a_file_that_may_not_be_read_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.txt").write_text(NEWS)

    def refuse(path: Path, mode: str) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert messages("a.txt") == ["a.txt: Permission denied"]


def test_a_folder_that_may_not_be_read_is_named(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    (here / "sub").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    assert messages("sub") == ["sub: Permission denied"]


def test_a_link_out_of_a_folder_is_refused_and_not_followed(here: Path) -> None:
    for folder in ("berita", "lain"):
        (here / folder).mkdir()
    (here / "lain" / "a.txt").write_text(NEWS)
    (here / "berita" / "b.txt").write_text(NEWS)
    (here / "berita" / "c.txt").symlink_to(here / "lain" / "a.txt")
    (here / "berita" / "d").symlink_to(here / "lain")
    (here / "berita" / "e.txt").symlink_to("b.txt")
    (here / "berita" / "f").symlink_to(here / "berita")
    read = list(read_articles(["berita"]))
    assert [article.id for article in read if isinstance(article, Article)] == ["b"]
    assert [str(error).partition(";")[0] for error in read if isinstance(error, InputError)] == [
        "berita/c.txt: a link out of the folder",
        "berita/d: a link out of the folder",
        "berita/f: a link out of the folder",
    ]
    assert [a.id for a in read_articles(["berita/c.txt"]) if isinstance(a, Article)] == ["c"]


def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "a.txt")
    assert messages(".") == ["a.txt: not a file that can be read to its end"]


def test_a_name_that_is_not_utf8_is_told_and_kept_apart(here: Path) -> None:
    for name in (b"berit\xe9.txt", b"berit\xe8.txt"):
        Path(os.fsdecode(name)).write_text(NEWS)
    read = [article for article in read_articles(["."]) if isinstance(article, Article)]
    assert [article.id for article in read] == ["berit\\xe8", "berit\\xe9"]
    assert [article.source for article in read] == ["berit\\xe8.txt", "berit\\xe9.txt"]


def test_an_identifier_shows_all_its_signs(here: Path) -> None:
    """It stands in messages and lists, a line each, on terminals."""
    ids = ["a\nb", "\x1b[31ma", "a\u202eb", " é ", "a/b", "👍"]
    lines = [json.dumps({"id": id_, "text": NEWS}) for id_ in ids]
    (here / "a.jsonl").write_text("\n".join(lines))
    (here / "c\nd.txt").write_text(NEWS)
    assert [article.id for article in articles(".")] == [
        "a\\nb", "\\x1b[31ma", "a\\u202eb", "é", "a/b", "👍", "c\\nd",
    ]  # fmt: skip


def test_a_line_that_is_too_large_is_refused_and_the_rest_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.articles.content.LARGEST", 3_000_000)
    good = json.dumps({"id": "b", "text": NEWS})
    large = json.dumps({"id": "a", "text": NEWS * (4_000_000 // len(NEWS))})
    (here / "a.jsonl").write_text(f"{large}\n{good}\n")
    (here / "a.txt").write_text(NEWS * (4_000_000 // len(NEWS)))
    read = list(read_articles(["a.jsonl", "a.txt"]))
    assert [article.id for article in read if isinstance(article, Article)] == ["b"]
    assert [str(error).partition(" (")[0] for error in read if isinstance(error, InputError)] == [
        "a.jsonl:1: larger than an article can be",
        "a.txt: larger than an article can be",
    ]


@given(
    st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), min_size=1),
    st.integers(1, 40),
)
def test_lines_and_their_places_do_not_depend_on_how_a_file_is_read(
    lines: list[bytes], chunk: int
) -> None:
    raw = b"{}" + b"\n".join(lines)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or chunk, chunk))

    try:
        read = list(Content(Slow(raw), "x").lines())
    except InputError:
        return
    assert [line.raw for line in read] == raw.split(b"\n")
    assert [raw[line.offset :].split(b"\n")[0] for line in read] == [line.raw for line in read]
    assert [line.number for line in read] == list(range(1, len(read) + 1))


def test_empty_standard_input_is_named() -> None:
    assert messages("-") == ["stdin: the file is empty"]


def test_the_kinds_share_no_suffix_and_say_what_they_read() -> None:
    modules = found(kinds)
    suffixes = [suffix for kind in modules.values() for suffix in kind.SUFFIXES]
    assert sorted(modules) == ["html", "jsonl", "parquet", "text", "warc"]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix.islower() for suffix in suffixes)
    assert not any(kind.looks_like(NEWS.encode()) for kind in modules.values())
