"""An event takes the nearest date of its sentence that does not date a report of it."""

import pytest

from kg.claims.dating import event_date
from tests.claims.factory import clause


def dated(written: str, trigger: str, *, said: bool = False) -> str | None:
    read = clause(written)
    index = next(token.index for token in read.sentence.tokens if token.text == trigger)
    date = event_date(read, index, said)
    return date.value if date else None


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Kim bertemu/VERB Putin pada 10 Juni 2024 .", "2024-06-10"),
        ("Pada Juni 2024 , Kim bertemu/VERB Putin .", "2024-06"),
        ("Kim bertemu/VERB Putin .", None),
        # two dates: the nearest
        ("Pada 2019 Iran maju/VERB , dan Kim bertemu/VERB Putin pada 2024 .", "2024"),
        # dates of reports
        ("Lavrov mengatakan/VERB , Rabu ( 12/6/2024 ) , Kim bertemu/VERB Putin .", None),
        ("Kim bertemu/VERB Putin , kata/VERB Lavrov , Rabu ( 12/6/2024 ) .", None),
        ("Menurut KCNA pada 12 Juni 2024 , Kim bertemu/VERB Putin .", None),
        (
            "Kim bertemu/VERB Putin pada 10 Juni 2024 , kata/VERB Lavrov , Rabu ( 12/6/2024 ) .",
            "2024-06-10",
        ),
        ("Lavrov mengatakan/VERB bahwa pada 10 Juni 2024 Kim bertemu/VERB Putin .", "2024-06-10"),
        ("Lavrov mengatakan/VERB Kim bertemu/VERB Putin pada 10 Juni 2024 .", "2024-06-10"),
    ],
)
def test_the_date_of_an_event(written: str, date: str | None) -> None:
    assert dated(written, "bertemu") == date


def test_a_statement_is_dated_by_when_it_was_said() -> None:
    written = "Lavrov mengatakan/VERB , Rabu ( 12/6/2024 ) , Rusia mengecam/VERB Iran ."
    assert dated(written, "mengecam", said=True) == "2024-06-12"
    assert dated(written, "mengecam", said=False) is None


def test_a_reporting_word_that_is_the_event_itself_has_its_date() -> None:
    written = "Rusia memperingatkan/VERB Iran , Rabu ( 12/6/2024 ) ."
    assert dated(written, "memperingatkan") == "2024-06-12"
