"""What belongs to the page is marked, and nothing of the article's own prose is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles.boilerplate import Pattern, find_boilerplate, load_patterns, merged, patterns
from kg.errors import KnowledgeError
from kg.model import Skip

EXAMPLES = [(pattern, example) for pattern in patterns() for example in pattern.examples]
COUNTEREXAMPLES = [text for pattern in patterns() for text in pattern.counterexamples]


def marked(text: str) -> str:
    """The text with « and » around its boilerplate."""
    for skip in reversed(find_boilerplate(text)):
        text = f"{text[: skip.start]}«{text[skip.start : skip.end]}»{text[skip.end :]}"
    return text


@pytest.mark.parametrize(
    ("pattern", "example"), EXAMPLES, ids=[f"{p.name}-{i}" for i, (p, _) in enumerate(EXAMPLES)]
)
def test_a_pattern_marks_what_its_example_says(pattern: Pattern, example: str) -> None:
    text = example.replace("«", "").replace("»", "")
    assert marked(text) == example
    assert {skip.why for skip in find_boilerplate(text)} == {pattern.name}


@pytest.mark.parametrize("text", COUNTEREXAMPLES)
def test_a_pattern_leaves_its_counterexample_alone(text: str) -> None:
    assert find_boilerplate(text) == ()


def test_every_pattern_carries_an_example() -> None:
    assert [pattern.name for pattern in patterns() if not pattern.examples] == []


def test_titles_under_a_heading_of_related_news_are_marked_until_prose_begins() -> None:
    text = "Ia pulang.\nBerita Terkait\nGempa Guncang Pulau\nBenarkah Ia Pergi?\nHari itu cerah."
    assert marked(text) == (
        "Ia pulang.\n«Berita Terkait»\n«Gempa Guncang Pulau»\n«Benarkah Ia Pergi?»\nHari itu cerah."
    )


@pytest.mark.parametrize("link", ["Lihat Juga :", "Baca juga:", "BACA JUGA:"])
def test_a_link_alone_in_its_line_has_its_title_in_the_next(link: str) -> None:
    text = f"Ia pulang.\n{link}\nGempa Guncang Pulau\nSebuah Judul Kecil\nIa pergi."
    assert marked(text) == (
        f"Ia pulang.\n«{link}»\n«Gempa Guncang Pulau»\nSebuah Judul Kecil\nIa pergi."
    )


def test_everything_below_a_copyright_line_is_marked() -> None:
    assert marked("Ia pulang.\n© 2025 Harianku\nTentang kami\nIklan\n") == (
        "Ia pulang.\n«© 2025 Harianku\nTentang kami\nIklan»\n"
    )


def test_rows_of_a_table_that_lost_its_borders_are_marked() -> None:
    text = "Berikut bentuknya:\nBidangBentukStatus\nBerasJual beliTetap\nIa pulang."
    assert (
        marked(text)
        == "Berikut bentuknya:\n«BidangBentukStatus»\n«BerasJual beliTetap»\nIa pulang."
    )


def test_a_single_glued_word_makes_no_table() -> None:
    assert find_boilerplate("Harga di PasarBaru\nIa pulang.") == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_told_whatever_ends_them(line_end: str) -> None:
    text = f"Ia pulang.{line_end}Komentar{line_end}"
    assert [text[skip.start : skip.end] for skip in find_boilerplate(text)] == ["Komentar"]


PARTS = (
    "Baca juga: |Simak Video '|\n|Komentar|© 2025|[Gambas:Video X]|\"|A B|Berita Terkait|(abc/de)"
    "|Presiden Tiba| ia pulang. |&nbsp;|Foto: |Editor: |TIM | TIM|\t|#a|Senin|د د"
)


@given(st.lists(st.sampled_from(PARTS.split("|"))))
def test_marks_are_sorted_and_do_not_overlap_whatever_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    edges = [edge for skip in find_boilerplate(text) for edge in (skip.start, skip.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(skip.start < skip.end for skip in find_boilerplate(text))


def test_overlapping_marks_become_one_under_the_first_name() -> None:
    skips = [Skip(start=4, end=9, why="b"), Skip(start=0, end=5, why="a")]
    assert merged(skips) == (Skip(start=0, end=9, why="a"),)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{name: x, scope: word, pattern: x, examples: []}", r"patterns\[0\] \(x\): scope"),
        ("{name: x, scope: line, pattern: '(', examples: []}", r"patterns\[0\] \(x\): pattern"),
        ("{name: x, scope: line, examples: []}", r"patterns\[0\]: pattern is missing"),
        ("{name: x, scope: line, pattern: x, examples: [yes]}", r"\(x\): examples"),
        ("{name: x, scope: line, pattern: x, examples: [], more: 1}", r"more is no field"),
        ("3", r"patterns\[0\]: a mapping"),
    ],
)
def test_a_broken_pattern_is_refused_with_file_and_field(
    tmp_path: Path, entry: str, message: str
) -> None:
    path = tmp_path / "boilerplate.yaml"
    path.write_text(f"fragments: {{}}\npatterns:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"boilerplate\.yaml: .*{message}"):
        load_patterns(path)
