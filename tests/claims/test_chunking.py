"""Noun phrases begin and end where a reader would begin and end them."""

import pytest

from kg.claims.phrases import Phrase
from tests.claims.factory import clause


def words(phrase: Phrase) -> str:
    return " ".join(phrase.words)


def names(phrase: Phrase) -> list[str]:
    return [name.entity for name in phrase.names]


@pytest.mark.parametrize(
    ("written", "phrases"),
    [
        ("Kim Jong Un bertemu/VERB Putin di Beijing .", ["kim jong un", "putin", "beijing"]),
        ("Menlu Rusia Lavrov tiba/VERB .", ["menlu rusia lavrov"]),
        ("Putin Kim bertemu/VERB .", ["putin", "kim"]),
        ("Di Jakarta ia tiba/VERB .", ["jakarta", "ia"]),
        ("Di Jakarta keduanya tiba/VERB .", ["jakarta", "keduanya"]),
        ("Gencatan/VERB senjata berlaku/VERB .", ["gencatan senjata"]),
        ("Sangat/ADV besar/ADJ .", []),
    ],
)
def test_where_phrases_begin_and_end(written: str, phrases: list[str]) -> None:
    assert [words(phrase) for phrase in clause(written).phrases] == phrases


def test_a_noun_leads_the_names_behind_it() -> None:
    (phrase,) = clause("Pasukan Korea Utara menyerang/VERB .").phrases
    assert (phrase.word, names(phrase)) == ("pasukan", ["Korea Utara"])


def test_no_noun_leads_a_name() -> None:
    (phrase,) = clause("Korea Utara menyerang/VERB .").phrases
    assert (phrase.word, phrase.head) == ("", 1)


def test_a_figure_counts_and_does_not_lead() -> None:
    (phrase,) = clause("Sekitar 3.000 tentara Rusia tiba/VERB .").phrases
    assert phrase.word == "tentara"
    assert phrase.number
    assert (phrase.number.low, phrase.number.high) == (3000, 3000)


def test_quantifiers_do_not_lead() -> None:
    (phrase,) = clause("Sejumlah pejabat Rusia tiba/VERB .").phrases
    assert (phrase.word, phrase.number) == ("pejabat", None)


def test_dates_are_no_part_of_a_phrase() -> None:
    read = clause("Pasukan Rusia pada 12 Juni 2024 menyerang/VERB Ukraina .")
    assert [words(phrase) for phrase in read.phrases] == ["pasukan rusia", "ukraina"]
    assert [date.value for date in read.dates] == ["2024-06-12"]


def test_a_bracket_inside_a_name_is_passed() -> None:
    (phrase,) = clause("Kementerian Luar Negeri ( Kemlu ) Rusia menolak/VERB .").phrases
    assert (phrase.word, names(phrase)) == ("kementerian", ["Rusia"])


def test_a_bracket_with_a_date_ends_the_phrase() -> None:
    read = clause("Kim tiba/VERB di Beijing ( 5/6/2024 ) Putin menunggu/VERB .")
    assert [words(phrase) for phrase in read.phrases] == ["kim", "beijing", "putin"]


def test_the_second_word_of_a_preposition_is_no_phrase() -> None:
    read = clause("Serangan di tengah perundingan berlanjut/VERB .")
    assert [(words(p), p.preposition) for p in read.phrases] == [
        ("serangan", ""),
        ("perundingan", "di tengah"),
    ]
