"""Words that scraping glued together are parted, and words that are written so are not."""

from itertools import pairwise

import pytest

from kg.sentences.glue import breaks


def parted(text: str) -> str:
    cuts = sorted(breaks(text))
    edges = [0, *cuts, len(text)]
    return " ".join(text[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize(
    ("glued", "expected"),
    [
        ("PresidenDonald Trump", "Presiden Donald Trump"),
        ("PMNetanyahu", "PM Netanyahu"),
        ("ASMenyerang Iran", "AS Menyerang Iran"),
        ("Korsel dan AS", "Korsel dan AS"),
        ("diJalur Gaza", "di Jalur Gaza"),
        ("keRusia", "ke Rusia"),
        ("Trumpmengatakan itu", "Trump mengatakan itu"),
        ("Israelpada Senin", "Israel pada Senin"),
        ("NATOdan Rusia", "NATO dan Rusia"),
        ("Putintelah tiba", "Putin telah tiba"),
        ("Kramatorskdengan rudal", "Kramatorsk dengan rudal"),
        ("perang Iran-Israel usai", "perang Iran - Israel usai"),
        ("Rusia–Ukraina", "Rusia – Ukraina"),
    ],
)
def test_glued_words_are_parted(glued: str, expected: str) -> None:
    assert parted(glued) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("Ramadan", "Sudan", "Taiwan", "Pakistan", "Dahlan", "Khabarovsk", "Tarakan", "Marwan"),
        *("YouTube", "AirAsia", "TikTok", "WhatsApp", "SpaceX", "KompasTV", "JawaPos", "LinkedIn"),
        *("McGregor", "MacArthur", "DeSantis", "DeGaulle", "iPhone", "eBay", "BlackBerry"),
        *("Kim Jong-un", "Al-Aqsa", "Non-Blok", "Serangan-serangan", "Abu-abu", "Iran-nya"),
        *("PRESIDEN", "mengatakan", "PBB", "Jum’at", ""),
    ],
)
def test_words_that_are_written_so_stay_whole(word: str) -> None:
    assert breaks(word) == frozenset()


def test_offsets_count_from_the_start_of_the_paragraph() -> None:
    assert breaks("Lalu PresidenDonald tiba diJalur Gaza") == {13, 27}
