"""Date lines and datelines are read and marked; prose that looks like them is not."""

from pathlib import Path

import pytest

from kg.articles.lines import lines
from kg.articles.masthead import (
    HeadPattern,
    Masthead,
    head_patterns,
    load_head_patterns,
    load_places,
    read_masthead,
)
from kg.errors import KnowledgeError


def head_of(text: str) -> Masthead:
    return read_masthead(tuple(lines(text)))


def skipped(text: str) -> list[str]:
    return [text[skip.start : skip.end] for skip in head_of(text).skips]


@pytest.mark.parametrize("pattern", head_patterns().lines, ids=lambda p: p.example["text"])
def test_a_date_line_reads_its_example(pattern: HeadPattern) -> None:
    text = pattern.example["text"]
    head = head_of(f"Judul Berita Ini\n{text}\nIa pulang.")
    assert str(head.published or "") == pattern.example.get("date", "")
    assert head.publisher == pattern.example.get("outlet")
    assert skipped(f"Judul Berita Ini\n{text}\nIa pulang.") == [text]


@pytest.mark.parametrize("pattern", head_patterns().datelines, ids=lambda p: p.example["text"])
def test_a_dateline_reads_its_example(pattern: HeadPattern) -> None:
    head = head_of(pattern.example["text"])
    assert str(head.published or "") == pattern.example.get("date", "")
    assert head.publisher == pattern.example.get("outlet")
    assert [skip.why for skip in head.skips] == ["dateline"]


@pytest.mark.parametrize(
    ("dateline", "publisher"),
    [
        ("Jakarta, CNN Indonesia -- ", "cnnindonesia.com"),
        ("Liputan6.com, Jakarta - ", "liputan6.com"),
        ("VIVA – ", "viva.co.id"),
        ("REPUBLIKA.CO.ID, GAZA -- ", "republika.co.id"),
        ("TRIBUNNEWS.COM - ", "tribunnews.com"),
        ("TRIBUN-MEDAN.COM, MEDAN - ", "tribun-medan.com"),
        ("MOSKOW, KOMPAS.com - ", "kompas.com"),
        ("WASHINGTON DC, KOMPAS.com– ", "kompas.com"),
        ("TEMPO.CO, Jakarta -&nbsp;", "tempo.co"),
        ("Bisnis.com, JAKARTA — ", "bisnis.com"),
        ("London, Inggris - ", None),
        ("Teheran - ", None),
        ("7Warta – ", "7Warta"),
    ],
)
def test_datelines_of_many_outlets(dateline: str, publisher: str | None) -> None:
    text = f"{dateline}Presiden itu tiba pada hari Rabu."
    assert skipped(text) == [dateline]
    assert head_of(text).publisher == publisher


@pytest.mark.parametrize(
    "text",
    [
        "Perang Dingin Baru – Terjadi pembelahan blok kekuatan militer secara permanen.",
        "Korea Utara - Rusia mempererat hubungan mereka.",
        "Rusia–Korea Utara mempererat hubungan mereka.",
        "Presiden Putin - orang kuat itu - tiba di sini.",
        "Ia tiba di Jakarta - Presiden menyambutnya.",
    ],
)
def test_prose_with_a_dash_is_no_dateline(text: str) -> None:
    assert head_of(text) == Masthead()


def test_an_unknown_name_is_an_outlet_only_at_the_start_of_the_article() -> None:
    assert skipped("Presiden itu tiba pada hari Rabu.\nWartaku – Ia pulang lagi.") == []


def test_only_the_first_dateline_counts() -> None:
    text = "Jakarta - Presiden itu tiba.\nMoskow - Ia pulang."
    assert skipped(text) == ["Jakarta - "]


def test_a_bare_date_in_front_of_everything_is_the_day_of_the_visit() -> None:
    head = head_of("Senin, 8 September 2025\nJudul Berita Ini\nPresiden itu tiba.")
    assert (head.published, str(head.today)) == (None, "2025-09-08")


def test_a_date_with_an_hour_in_front_of_everything_is_the_day_of_publication() -> None:
    head = head_of("Senin 08 Sep 2025 10:15 WIB\nJudul Berita Ini\nPresiden itu tiba.")
    assert (str(head.published), head.today) == ("2025-09-08", None)


def test_a_bare_date_under_the_title_is_the_day_of_publication() -> None:
    head = head_of("Judul Berita Ini\nSenin, 8 September 2025\nPresiden itu tiba.")
    assert (str(head.published), head.today) == ("2025-09-08", None)


def test_a_date_far_down_is_no_date_line() -> None:
    assert head_of("Ia pulang.\n" * 12 + "8 September 2025\n").skips == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("lines: []", "datelines is missing"),
        ("lines: [{pattern: '('}]\ndatelines: []", r"lines\[0\]: example is missing"),
        ("lines: [{pattern: '(', example: {}}]\ndatelines: []", r"lines\[0\]: pattern"),
        (
            "lines: []\ndatelines: [{pattern: x, example: {day: 1}}]",
            r"datelines\[0\]: example: day",
        ),
    ],
)
def test_a_broken_pattern_is_refused_with_file_and_field(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "publication.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"publication\.yaml: {message}"):
        load_head_patterns(path)


def test_a_broken_list_of_places_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text("indonesia: [Jakarta]\nworld: Moskow\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"places\.yaml: world must be of type list"):
        load_places(path)
