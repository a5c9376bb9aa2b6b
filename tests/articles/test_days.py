"""Days are read in every spelling that pages use, and only real ones."""

from pathlib import Path

import pytest

from kg.articles.days import days, load_calendar, stated_day
from kg.articles.tables import table
from kg.errors import KnowledgeError


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-27", "2025-06-27"),
        ("2025-06-27T23:30:00Z", "2025-06-27"),
        ("2025/06/27 14:05:42", "2025-06-27"),
        ("2025.06.27", "2025-06-27"),
        ("27/06/2025", "2025-06-27"),
        ("27.06.2025", "2025-06-27"),
        ("27-6-25", "2025-06-27"),
        ("20250627", "2025-06-27"),
        ("20250627T101500Z", "2025-06-27"),
        ("1751000000", "2025-06-27"),
        ("1751000000000", "2025-06-27"),
        ("Jumat, 27 Jun 2025 14:05 WIB", "2025-06-27"),
        ("Jum'at, 27 Juni 2025", "2025-06-27"),
        ("Jum’at 27 Juni 2025 | 14.05", "2025-06-27"),
        ("Harianku.com- 27/06/2025, 10:15 WIB", "2025-06-27"),
        ("5 Nop 2024", "2024-11-05"),
        ("17 Agust 2025", "2025-08-17"),
        ("1 Peb 2025", "2025-02-01"),
        ("June 27, 2025", "2025-06-27"),
        ("Fri, 27 Jun 2025 07:05:00 GMT", "2025-06-27"),
        ("27th of June 2025", "2025-06-27"),
    ],
)
def test_a_stated_day_is_read_in_any_form(text: str, day: str) -> None:
    assert str(stated_day(text)) == day


@pytest.mark.parametrize(
    "text", ["", "Tidak ditemukan", "2 jam lalu", "kemarin", "Juni 2025", "27 Juni", "31/02/2025"]
)
def test_what_states_no_full_day_is_none(text: str) -> None:
    assert stated_day(text) is None


def test_a_weekday_with_day_and_month_is_a_mention_without_a_year() -> None:
    (mention,) = days("Mereka tiba pada Rabu (3/9) pagi.")
    assert (mention.weekday, mention.day, mention.month, mention.year) == (3, 3, 9, None)
    assert mention.date is None


@pytest.mark.parametrize(
    "text", ["Skor 3/9", "seri 2025-2026", "nomor 24/7", "Rp 1.250,75", "3/4 warga", "pada 2 Mei"]
)
def test_figures_are_no_days(text: str) -> None:
    assert list(days(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  3: [maret, march, mar]\n", "", "months: the numbers 1 to 12"),
        ("usual_year: 2025\n", "", "usual_year is missing"),
        ("usual_year: 2025", "usual_year: now", "usual_year must be of type int"),
        ("[april, apr]", "april", "months 4: a list of words"),
    ],
)
def test_a_broken_calendar_is_refused_with_file_and_field(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    shipped = table("dates.yaml").read_text(encoding="utf-8")
    assert old in shipped
    path = tmp_path / "dates.yaml"
    path.write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"dates\.yaml: {message}"):
        load_calendar(path)
