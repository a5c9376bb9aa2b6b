"""Several processes give what one gives, in the order of the articles."""

from typing import NoReturn

import pytest

from kg.errors import ModelError
from kg.model import Article
from kg.sentences.workers import parse_all
from tests.fakes import LineParser

ARTICLES = [
    Article(id=f"a{number}", text=f"Kim bertemu {number} orang.\n", source="x")
    for number in range(5)
]


def broken() -> NoReturn:
    raise MemoryError


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_parses_come_in_the_order_of_the_articles(jobs: int) -> None:
    expected = [LineParser().parse(article) for article in ARTICLES]
    assert list(parse_all(LineParser, ARTICLES, jobs)) == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_parser_is_loaded_for_nothing(jobs: int) -> None:
    assert list(parse_all(broken, [], jobs)) == []


def test_a_process_that_dies_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError, match="fewer --jobs"):
        list(parse_all(broken, ARTICLES, 2))
    capfd.readouterr()  # the dead process says why, too
