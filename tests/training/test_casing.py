"""Which words are counted as usually written with capitals."""

from training.casing import SEEN, capital_forms


def test_the_usual_form_is_that_within_sentences() -> None:
    line = "Kemarin mereka tiba di Bali untuk bertemu TNI di sana."
    assert capital_forms([line] * SEEN) == ["Bali", "TNI"]
    assert capital_forms([line] * (SEEN - 1)) == []


def test_a_word_that_is_written_either_way_has_no_usual_form() -> None:
    lines = ["bertemu Menteri itu", "bertemu menteri itu"] * SEEN
    assert capital_forms(lines) == []
