"""The title of another article inside a text ends where its sentence goes on."""

from pathlib import Path

import pytest

from kg.articles.related import end_of_title, load_titling
from kg.articles.tables import table
from kg.errors import KnowledgeError

CASES = [  # the title, and what follows it
    ("Gempa Guncang Pulau Itu", " Menurut warga, rumah mereka rusak."),
    ("Gempa Guncang Pulau Itu, Warga Lari ke Bukit", " Sementara itu, kapal belum tiba."),
    ("Gempa Guncang Pulau Itu", ' "Kami takut," kata seorang warga.'),
    ("Gempa Guncang Pulau Itu", " “Kami takut,” kata seorang warga."),
    ("Benarkah Gempa Guncang Pulau Itu?", " Warga mengatakan tidak ada getaran."),
    ("Gempa Guncang Pulau Itu", " Presiden Contoh Budi Santoso mengatakan hal lain."),
    ("Gempa Guncang Pulau Itu", " Budi dan Siti mengatakan hal lain."),
    ("Gempa Guncang Pulau Itu", " Selama di Jakarta, mereka menginap di hotel."),
    ("Gempa Guncang Pulau Itu", " Di samping itu, kapal belum tiba."),
    ("Gempa Guncang Pulau Itu", ""),
]


@pytest.mark.parametrize(("title", "rest"), CASES)
def test_a_title_ends_before_the_next_sentence(title: str, rest: str) -> None:
    text = f"Ia pulang. Baca juga:{title}{rest}"
    start = len("Ia pulang. Baca juga:")
    assert text[start : end_of_title(text, start, line_start=False)] == title


def test_a_quoted_title_ends_with_its_quotation() -> None:
    text = "'Gempa Guncang Pulau': [Gambas:Video Kanal] Ia pulang."
    assert text[: end_of_title(text, 0, line_start=False)] == (
        "'Gempa Guncang Pulau': [Gambas:Video Kanal]"
    )


def test_a_link_on_its_own_line_ends_with_the_line() -> None:
    text = "gempa guncang pulau itu dan kapal\nIa pulang."
    assert end_of_title(text, 0, line_start=True) == text.index("\n")


def test_a_title_never_reaches_into_the_next_line() -> None:
    text = "Gempa Guncang Pulau\nKapal Tiba"
    assert end_of_title(text, 0, line_start=False) == text.index("\n")


def test_a_missing_list_of_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "titles.yaml"
    path.write_text("small: [di]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"titles\.yaml: behind is missing"):
        load_titling(path)


def test_a_word_that_yaml_reads_as_a_truth_value_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "titles.yaml"
    shipped = table("titles.yaml").read_text(encoding="utf-8")
    path.write_text(shipped.replace("small: [di,", "small: [on,"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"titles\.yaml: small: .*quote on"):
        load_titling(path)
