"""Text in capitals, or without any, is read in usual case; all other text stays as it is."""

import pytest

from kg.sentences.casing import recased

USUAL = [
    "Presiden Rusia Vladimir Putin bertemu Xi Jinping di Beijing, Selasa (3/9/2025).",
    "Korea Utara mengirim 10.000 tentara ke Rusia untuk membantu perang di Ukraina.",
    "Menlu Rusia Sergei Lavrov tiba di Pyongyang. Ia akan bertemu Kim Jong Un.",
    "Donald Trump dan Putin sepakat bertemu di Alaska, kata Gedung Putih.",
    "Perdana Menteri India Narendra Modi mengunjungi Jepang sebelum tiba di Tianjin.",
    "Amerika Serikat menjatuhkan sanksi kepada Iran.",
    "Presiden Prabowo Subianto menerima Presiden Turki di Istana Bogor.",
    "NATO mengecam serangan Rusia terhadap Ukraina.",
    "PM Israel Benjamin Netanyahu mengatakan Hamas harus melepas sandera.",
    "China dan Rusia menggelar latihan bersama di Laut China Selatan.",
]


@pytest.mark.parametrize("sentence", USUAL)
def test_a_sentence_in_capitals_is_the_usual_one(sentence: str) -> None:
    assert recased(sentence.upper()) == sentence


@pytest.mark.parametrize("sentence", USUAL)
def test_a_sentence_in_small_letters_is_the_usual_one(sentence: str) -> None:
    assert recased(sentence.lower()) == sentence


@pytest.mark.parametrize(
    "paragraph",
    [
        *USUAL,
        "KTT APEC 2025",  # too short to tell
        "PUTIN BERTEMU KIM, kata Kantor Berita Korea Utara KCNA pada hari Rabu di Pyongyang",
        "iPhone dan eBay",
        "3.500",
        "",
    ],
)
def test_other_text_stays_as_it_is(paragraph: str) -> None:
    assert recased(paragraph) == paragraph


def test_nobody_known_is_a_name_in_capitals_and_a_word_in_small_letters() -> None:
    assert recased("BUPATI ZULKARMEIN BERTEMU WARGA") == "Bupati Zulkarmein bertemu warga"
    assert recased("bupati zulkarmein bertemu warga") == "Bupati zulkarmein bertemu warga"


def test_no_letter_is_added() -> None:
    shouted = "STRASSE NACH MÜNCHEN, İSTANBUL DAN GROSSE STRAßE"
    assert len(recased(shouted)) == len(shouted)
