"""The day of publication comes from the best source that names it."""

import pytest

from kg.articles.lines import lines
from kg.articles.masthead import read_masthead
from kg.articles.published import published


def day(text: str, stated: str | None = None, address: str | None = None) -> str | None:
    head = read_masthead(tuple(lines(text)))
    found = published(text, head.skips, head, stated, address)
    return found.isoformat() if found else None


def test_what_the_record_states_goes_before_all() -> None:
    address = "https://a.id/2025/09/02/b"
    text = "MOSKOW, 3 September 2025 – Presiden itu tiba pada Rabu (3/9/2025)."
    assert day(text, "2025-09-01", address) == "2025-09-01"
    assert day(text, "tidak ditemukan", address) == "2025-09-02"
    assert day(text) == "2025-09-03"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.id/dunia/20250628200832-20-1244743/judul", "2025-06-28"),
        ("https://a.id/read/2025/06/28/101500/judul", "2025-06-28"),
        ("https://a.id/d-7939245/judul-2025", None),
        ("https://a.id/2025/13/40/judul", None),
    ],
)
def test_an_address_may_hold_the_day(address: str, expected: str | None) -> None:
    assert day("Ia pulang.", None, address) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mereka bertemu, kata KCNA pada Sabtu (22/3/2025).", "2025-03-22"),
        ("Pada Sabtu, 12 Juli 2025, ia tiba, kata laporan Minggu, 13 Juli 2025.", "2025-07-13"),
        ("Rapat pada Selasa (21/10). Ia tiba pada Rabu (22/10/2025).", "2025-10-22"),
        ("Ia tiba pada Rabu (22/10/2025) dan akan pulang Jumat (24/10/2025).", "2025-10-22"),
        ("Ia tiba pada Rabu (22/10/2025). Laga pada Sabtu (25/10) nanti.", "2025-10-22"),
        ("Ia tiba pada Rabu (2/7/2025), bukan Selasa (30/6).", "2025-07-02"),
        ("Ia tiba pada Rabu (3/9), kata kantornya.", "2025-09-03"),
        ("Pada 2018 perang usai. Ia tiba pada Rabu (5/9).", "2018-09-05"),
        ("Perjanjian itu ditandatangani pada 18 Juni 2024.", None),
        ("Ia tiba pada Rabu.", None),
    ],
)
def test_a_text_without_a_date_line_is_as_late_as_its_news(text: str, expected: str | None) -> None:
    assert day(text) == expected


def test_the_day_of_the_visit_is_the_last_one_possible() -> None:
    top = "Senin, 8 September 2025\nJudul Berita Ini\n"
    assert day(top + "Ia tiba pada Kamis (4/9/2025) dan pulang Selasa (9/9/2025).") == "2025-09-04"
    assert day(top + "Ia tiba pada Kamis (7/8/2025).") == "2025-09-08"
    assert day(top + "Ia tiba.") == "2025-09-08"
