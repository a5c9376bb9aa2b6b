"""Several processes give what one gives; one that dies takes nothing with it but its article."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from kg.errors import InputError, ModelError
from kg.model import Article, Sentence
from kg.sentences.workers import cores, parse_all
from tests.fakes import LineParser

ARTICLES = [
    Article(id=f"a{number}", text=f"Kim bertemu {number} orang.\n", source="x")
    for number in range(5)
]
LARGE = Article(id="a9", text="Kim bertemu Putin di kota itu lagi.\n" * 3_000, source="x")


def broken() -> NoReturn:
    raise MemoryError


class Fragile(LineParser):
    """Dies at the article a2: each time, or only as long as the file of that name is not there."""

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        if article.id == "a2":
            mark = os.environ.get("MARK")
            if mark is None or not Path(mark).exists():
                Path(mark or os.devnull).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().parse(article)


class Hungry(LineParser):
    def parse(self, article: Article) -> tuple[Sentence, ...]:
        if article.id == "a2":
            raise MemoryError
        return super().parse(article)


class Picky(LineParser):
    def parse(self, article: Article) -> tuple[Sentence, ...]:
        if article.id == "a2":
            raise InputError("a2 is refused")
        return super().parse(article)


class Telling(LineParser):
    """Refuses every article with the number of its process."""

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        raise InputError(str(os.getpid()))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_each_article_comes_once_with_its_own_sentences(jobs: int) -> None:
    expected = [(article, LineParser().parse(article)) for article in ARTICLES]
    parsed = sorted(parse_all(LineParser, ARTICLES, jobs), key=lambda pair: pair[0].id)
    assert parsed == expected


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_no_parser_is_loaded_for_nothing(jobs: int | None) -> None:
    assert list(parse_all(broken, [], jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_articles_are_taken_one_by_one(jobs: int) -> None:
    taken: list[str] = []

    def stream() -> Iterator[Article]:
        for number in range(100):
            taken.append(f"a{number}")
            yield Article(id=f"a{number}", text="Kim bertemu Putin.\n", source="x")

    parsed = parse_all(LineParser, stream(), jobs)
    for _ in range(10):
        next(parsed)
    assert len(taken) <= 20
    assert len(list(parsed)) == 90


def test_few_articles_are_parsed_here_and_many_by_processes_if_there_are_cores() -> None:
    many = [replace(ARTICLES[0], id=f"m{number}") for number in range(8 * cores())]
    here, there = (
        {str(told) for _, told in parse_all(Telling, articles, None)}
        for articles in (ARTICLES, many)
    )
    assert here == {str(os.getpid())}
    assert len(there) <= cores()
    assert (there == here) == (cores() == 1)


def test_texts_and_parses_may_be_larger_than_a_pipe() -> None:
    """Neither side waits for the other to read."""
    articles = [*ARTICLES, LARGE, *[Article(id="b", text=LARGE.text, source="x")] * 3]
    assert len(list(parse_all(LineParser, articles, 2))) == len(articles)


def test_a_process_that_cannot_begin_is_told() -> None:
    with pytest.raises(ModelError, match="fewer --jobs"):
        list(parse_all(broken, ARTICLES, 2))


def test_an_article_at_which_processes_die_is_refused_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("MARK", raising=False)
    parsed = {article.id: result for article, result in parse_all(Fragile, ARTICLES, 2)}
    assert sorted(parsed) == [article.id for article in ARTICLES]
    assert str(parsed.pop("a2")) == "x: a2: a process that parsed it twice was ended by SIGKILL"
    assert all(isinstance(result, tuple) for result in parsed.values())
    assert "a2: a parsing process was ended by SIGKILL; it is tried once more" in caplog.messages


def test_an_article_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARK", str(tmp_path / "mark"))
    parsed = {article.id: result for article, result in parse_all(Fragile, ARTICLES, 2)}
    assert (tmp_path / "mark").exists()
    assert parsed == {article.id: LineParser().parse(article) for article in ARTICLES}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_too_large_for_the_memory_is_refused(jobs: int) -> None:
    parsed = {article.id: result for article, result in parse_all(Hungry, ARTICLES, jobs)}
    assert "memory" in str(parsed.pop("a2"))
    assert all(isinstance(result, tuple) for result in parsed.values())


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_the_parser_refuses_is_refused(jobs: int) -> None:
    parsed = {article.id: result for article, result in parse_all(Picky, ARTICLES, jobs)}
    assert str(parsed.pop("a2")) == "a2 is refused"
    assert len(parsed) == 4
