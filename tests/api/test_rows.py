"""Rows: a sequence of records, a table that no text breaks out of, a frame."""

import sys
from operator import itemgetter

import pytest

from kg.api.answers import rows
from kg.api.page import Page
from kg.api.rows import Rows
from kg.errors import KgError
from kg.store import Answer
from tests.views.page_graphs import HOSTILE

COLUMNS = {"number": itemgetter(0), "names": itemgetter(1)}


def made(count: int, *, shown: tuple[str, ...] | None = None) -> Rows[tuple[int, tuple[str, ...]]]:
    return Rows(((number, ("a", "b")) for number in range(count)), COLUMNS, shown)


def answer(columns: tuple[str, ...], document: str) -> Answer:
    return Answer(columns=columns, rows=(), document=document)


def test_rows_are_a_sequence_and_so_is_a_slice() -> None:
    three = made(3)
    assert (len(three), three[-1], [number for number, _ in three]) == (
        3,
        (2, ("a", "b")),
        [0, 1, 2],
    )
    assert isinstance(three[1:], Rows)
    assert list(three[1:]) == list(three)[1:]
    assert three[1:].columns == ("number", "names")
    with pytest.raises(IndexError):
        three[3]


def test_what_is_shown_is_counted_and_cut() -> None:
    html = made(100)._repr_html_()
    assert "<th>number</th><th>names</th>" in html
    assert "<td>59</td><td>a; b</td></tr></tbody>" in html
    assert "100 rows, 40 of them not shown" in html
    assert "<p>1 row</p>" in made(1)._repr_html_()
    assert "number" not in made(1, shown=("names",))._repr_html_()
    assert repr(made(2)) == "<2 rows: number, names>"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    """Neither as a heading nor in a cell, alone or among others."""
    given = Rows([text], {text: lambda one: one, "several": lambda one: (one, one)})
    plain = Rows(["x"], {"x": lambda one: one, "several": lambda one: (one, one)})
    for sign in "<>\"'":
        assert given._repr_html_().count(sign) == plain._repr_html_().count(sign)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_stays_inside_its_frame(text: str) -> None:
    shown = Page(text, 300)._repr_html_()
    plain = Page("x", 300)._repr_html_()
    for sign in "<>\"'":
        assert shown.count(sign) == plain.count(sign)
    assert 'sandbox="allow-scripts"' in shown
    assert "height: 300px" in shown


def test_a_frame_has_all_columns_and_rows() -> None:
    frame = made(2, shown=("names",)).to_frame()
    assert list(frame.columns) == ["number", "names"]
    assert frame["number"].sum() == 1
    assert frame.explode("names")["names"].tolist() == ["a", "b", "a", "b"]
    assert list(made(0).to_frame().columns) == ["number", "names"]


def test_without_pandas_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install 'simpul\[pandas\]'"):
        made(1).to_frame()


def test_numbers_of_an_answer_are_numbers() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    cell = '"%s":{"type":"literal","value":"%s","datatype":"' + xsd + '%s"}'
    cells = (("n", "12", "integer"), ("d", "0.75", "decimal"), ("b", "false", "boolean"))
    more = (("t", "2025-07", "gYearMonth"), ("w", "banyak", "integer"))
    bound = ",".join(cell % each for each in (*cells, *more))
    found = rows(
        answer(("n", "d", "b", "t", "w", "u"), f'{{"results":{{"bindings":[{{{bound}}}]}}}}')
    )
    assert found[0] == (12, 0.75, False, "2025-07", "banyak", None)
    assert (found[0].n, found[0].u) == (12, None)


def test_yes_or_no_is_one_row() -> None:
    assert list(rows(answer(("answer",), '{"head":{},"boolean":true}'))) == [(True,)]


def test_a_variable_that_python_cannot_name_keeps_its_heading() -> None:
    document = '{"results":{"bindings":[{"from":{"type":"uri","value":"a:b"}}]}}'
    found = rows(answer(("from",), document))
    assert found[0]._0 == "a:b"
    assert found.columns == ("from",)
