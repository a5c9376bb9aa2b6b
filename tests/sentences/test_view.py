"""What a parser sees of an article, and that every character finds its way back."""

import html
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Skip
from kg.sentences.view import View, cut_note, parts, view

PIECES = (
    *("Iran", "Israel", "PresidenDonald", "Trumpmengatakan", "diGaza", "Iran-Israel", "YouTube"),
    *(" ", " ", "  ", "\n", "\n\n", "\r\n", "\t", ". ", ", ", "“", "é", "\u200b", "&"),
    *("&amp;", "&quot;", "&#8217;", "&#x2019;", "&bogus;", "&#1114112;", "&ngE;"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
plain = texts.map(lambda text: text.replace("&", ""))


def article(text: str, *skips: tuple[int, int]) -> Article:
    return Article(
        id="a",
        text=text,
        source="a.txt",
        skips=tuple(Skip(start=start, end=end, why="menu") for start, end in skips),
    )


@st.composite
def skipping(draw: st.DrawFn) -> Article:
    """An article with some stretches that are left out."""
    text = draw(texts)
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    return article(text, *zip(cuts[::2], cuts[1::2], strict=False))


def seen(text: str, *skips: tuple[int, int]) -> str:
    return view(article(text, *skips)).text


@given(told=skipping())
def test_every_character_maps_back(told: Article) -> None:
    """A character is the article's own, perhaps in another case, or stands for a reference; an
    inserted one is space."""
    shown = view(told)
    for i, character in enumerate(shown.text):
        start, end = shown.span(i, i + 1)
        if start == end:
            assert character.isspace()
        else:
            assert html.unescape(told.text[start:end]).lower() == character.lower()


@given(told=skipping())
def test_spans_move_forward_without_overlap(told: Article) -> None:
    shown = view(told)
    edges = [edge for span in zip(shown.starts, shown.ends, strict=True) for edge in span]
    assert edges == sorted(edges)


@given(told=skipping())
def test_all_is_shown_but_skips_and_space(told: Article) -> None:
    shown = view(told)
    spans = zip(shown.starts, shown.ends, strict=True)
    covered = {i for start, end in spans for i in range(start, end)}
    skipped = {i for skip in told.skips for i in range(skip.start, skip.end)}
    assert not covered & skipped
    left_out = set(range(len(told.text))) - covered - skipped
    assert all(told.text[i].isspace() for i in left_out)


@given(text=plain, data=st.data())
def test_a_span_of_several_characters_is_their_stretch(text: str, data: st.DataObject) -> None:
    shown = view(article(text))
    if not shown.text:
        return
    start = data.draw(st.integers(0, len(shown.text) - 1))
    end = data.draw(st.integers(start + 1, len(shown.text)))
    first, last = shown.span(start, end)
    told, seen_ = text[first:last], shown.text[start:end]
    assert "".join(told.split()).lower() == "".join(seen_.split()).lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Judul\nTeks.", "Judul\n\nTeks."),
        ("Judul\r\nTeks.", "Judul\n\nTeks."),
        ("  Judul  \n\n\n\n  Teks. \n", "Judul\n\nTeks."),
        ("Satu  dua", "Satu  dua"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_lines_are_paragraphs(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_skips_are_left_out_and_part_paragraphs() -> None:
    text = "Iran maju. Baca juga: Israel. Rusia mundur."
    start, end = text.index("Baca"), text.index("Rusia")
    assert seen(text, (start, end)) == "Iran maju.\n\nRusia mundur."
    assert seen(text, (0, len(text))) == ""
    assert seen(text, (end, len(text)), (end, len(text))) == "Iran maju. Baca juga: Israel."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim &amp; Putin", "Kim & Putin"),
        ("&quot;Maju&quot;", '"Maju"'),
        ("Jum&#8217;at", "Jum’at"),
        ("Jum&#x2019;at", "Jum’at"),
        ("Kim&nbsp;tiba", "Kim\xa0tiba"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("&bogus;", "&bogus;"),
        ("&ngE;", "&ngE;"),  # stands for two characters: no way back
    ],
)
def test_character_references_are_read(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_a_reference_maps_back_to_all_of_it() -> None:
    shown = view(article("Kim &amp; Putin"))
    assert shown == View(
        "Kim & Putin",
        (0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 14),
        (1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15),
    )


def test_glued_words_are_parted_without_a_trace_in_the_article() -> None:
    shown = view(article("PresidenDonald tiba"))
    assert shown.text == "Presiden Donald tiba"
    assert shown.span(9, 15) == (8, 14)
    assert shown.span(0, 15) == (0, 14)


def test_a_text_without_sentence_ends_is_cut_into_paragraphs_at_spaces() -> None:
    text = "Kim tiba di Moskow dan " * 1000
    parts = seen(text).split("\n\n")
    assert max(map(len, parts)) <= 2000
    assert " ".join(part.strip() for part in parts) == text.strip()
    assert all(part.strip().split()[-1] in text.split() for part in parts)


def test_a_cut_where_no_sentence_ends_is_told() -> None:
    words = Article(id="a", text="kata " * 2_500, source="x")
    assert cut_note(words) == (
        "x: a has no end of a sentence for 2000 characters, and is cut there, 6 times in all"
    )
    lines = Article(id="b", text="kata lagi \n" * 2_500 + "Satu kalimat. " * 2_500, source="x")
    assert cut_note(lines) is None


LONG = st.lists(
    st.sampled_from(["Kim tiba di Moskow. ", "kata " * 30, "a" * 120, "\n", "Ia pulang.\n"]),
    max_size=40,
).map("".join)


@given(text=LONG)
def test_parts_show_together_what_the_article_shows(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none of them is longer than a parser can hold."""
    monkeypatch.setattr("kg.sentences.view._LONGEST", 100)
    monkeypatch.setattr("kg.sentences.view._PART", 1_000)
    skips = (Skip(start=100, end=200, why="x"),) if len(text) > 200 else ()
    told = Article(id="a", text=text, source="x", skips=skips)
    shown = [view(part) for part in parts(told)]
    assert max(len(each.text) for each in shown or [view(told)]) <= 1_300
    lines = [line.strip() for each in shown for line in each.text.split("\n") if line.strip()]
    assert lines == [line.strip() for line in view(told).text.split("\n") if line.strip()]
    starts = [start for each in shown for start in each.starts]
    assert starts == sorted(starts)


def test_an_article_of_usual_length_is_one_part() -> None:
    told = Article(id="a", text="Kim tiba di Moskow. " * 2_500, source="x")
    assert list(parts(told)) == [told]
    assert len(list(parts(replace(told, text=told.text * 10)))) > 5
    assert cut_note(replace(told, text=told.text * 10)) is None


def test_a_word_without_end_is_cut_too() -> None:
    assert max(map(len, seen("a" * 12_000).split("\n\n"))) <= 2000


def test_a_long_paragraph_of_sentences_stays_one() -> None:
    text = "Kim tiba di Moskow. " * 1000
    assert "\n" not in seen(text)
