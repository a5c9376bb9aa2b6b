"""The title is the stated one without the outlet, or the heading above the text."""

import pytest

from kg.articles.headline import cleaned_title, title_in_text
from kg.articles.lines import lines


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Gempa Guncang Pulau | tempo.co", "Gempa Guncang Pulau"),
        ("Gempa Guncang Pulau - Kompas.com", "Gempa Guncang Pulau"),
        ("Gempa &amp; Banjir:\n Dua Pulau", "Gempa & Banjir: Dua Pulau"),
        ("Rusia - Korea Utara", "Rusia - Korea Utara"),
        ("  ", None),
    ],
)
def test_a_stated_title_loses_the_outlet_behind_it(stated: str, title: str | None) -> None:
    assert cleaned_title(stated) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Gempa Guncang Pulau Itu Lagi\n\nRumah warga rusak.", "Gempa Guncang Pulau Itu Lagi"),
        ("Topik Hari Ini\nGempa Guncang Pulau Itu Lagi\nRusak.", "Gempa Guncang Pulau Itu Lagi"),
        ("Dunia\nGempa Lagi\nRumah warga rusak.", "Gempa Lagi"),
        ("Dunia\nDi Mana Gempa Itu Terjadi?\nRusak.", "Di Mana Gempa Itu Terjadi?"),
        ("Gempa\nRumah warga rusak.", "Gempa"),
        ("Rumah warga rusak.\nGempa Guncang Pulau Itu Lagi", None),
        ("Gempa guncang pulau", None),
    ],
)
def test_a_title_stands_above_the_first_paragraph(text: str, title: str | None) -> None:
    assert title_in_text(tuple(lines(text))) == title
