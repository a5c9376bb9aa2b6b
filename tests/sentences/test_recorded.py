"""Recorded parses: what is written is what is read, and nothing else is ever given."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.model import Announced, Argument, Article, Factuality
from kg.sentences.parsers.recorded import RecordedParser, write
from tests.fakes import LineParser

TEXT = "Kim tiba # 1 = dua\n\nPutin _ berangkat lagi\n"


@pytest.fixture
def article() -> Article:
    return Article(id="satu/dua", text=TEXT, source="satu.txt")


def test_sentences_come_back_as_they_were(tmp_path: Path, article: Article) -> None:
    sentences = LineParser().parse(article)
    write(tmp_path / "a.conllu", [(article.id, sentences), ("lain", sentences[:1])])
    assert RecordedParser(tmp_path).parse(article) == sentences
    assert RecordedParser(tmp_path / "a.conllu").same_text(TEXT) == article.id


def test_what_words_announce_comes_back_too_and_nothing_is_not_nobody_told(
    tmp_path: Path, article: Article
) -> None:
    first, second = LineParser().parse(article)
    one = Announced(
        token=2,
        event="Statement-warn",
        chance=0.87,
        factuality=((Factuality.PLANNED, 0.9), (Factuality.CERTAIN, 0.1)),
        arguments=(Argument(token=1, slot="speaker", chance=0.5),),
    )
    told = (replace(first, announced=(one, replace(one, token=3))), replace(second, announced=()))
    write(tmp_path / "a.conllu", [(article.id, told)])
    assert RecordedParser(tmp_path).parse(article) == told
    write(tmp_path / "a.conllu", [(article.id, (first, second))])
    assert [each.announced for each in RecordedParser(tmp_path).parse(article)] == [None, None]


def test_a_changed_text_is_noticed(tmp_path: Path, article: Article) -> None:
    write(tmp_path / "a.conllu", [(article.id, LineParser().parse(article))])
    changed = replace(article, text=TEXT.replace("Putin", "Lavrov"))
    with pytest.raises(ModelError, match="satu/dua was recorded from another text, sentence 2"):
        RecordedParser(tmp_path).parse(changed)
    assert RecordedParser(tmp_path).same_text(changed.text) is None


def test_an_article_that_was_not_recorded_is_named(tmp_path: Path, article: Article) -> None:
    write(tmp_path / "a.conllu", [("lain", LineParser().parse(article))])
    with pytest.raises(ModelError, match="satu/dua was not recorded"):
        RecordedParser(tmp_path).parse(article)


def test_no_recordings_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no recorded parses"):
        RecordedParser(tmp_path)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "a.conllu"
    write(path, [(article.id, LineParser().parse(article))])
    path.write_text(path.read_text(encoding="utf-8").replace("\tPutin\t", "\t"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"a\.conllu:12: not a recorded sentence"):
        RecordedParser(path)
