"""Fast parsing with the real models: few labels differ, and none by what else is parsed.

What asks for a processor that computes bfloat16 is skipped on others, and says so.
"""

import functools
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.fast import differing
from kg.articles import read_articles
from kg.errors import KgError, ModelError
from kg.knowledge.files import shipped
from kg.model import Article, Sentence
from kg.sentences.encoder.reader import reader
from kg.sentences.models import models_folder
from kg.sentences.parsers.fast import FastParser, check_processor
from kg.sentences.parsers.stanza import StanzaParser
from kg.sentences.workers import parse_all

EXAMPLES = Path(__file__).parents[2] / "examples"
Parses = dict[str, tuple[Sentence, ...]]

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def models() -> Path:
    try:
        check_processor()
        return models_folder(None)
    except KgError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = read_articles(sorted(str(path) for path in EXAMPLES.glob("*.txt")))
    return [each for each in found if isinstance(each, Article)]


@pytest.fixture(scope="module")
def exact(models: Path) -> StanzaParser:
    return StanzaParser(models)


@pytest.fixture(scope="module")
def exactly(exact: StanzaParser, articles: list[Article]) -> Parses:
    """The exact parses, made before there is a fast parser."""
    return {each.id: exact.parse(each) for each in articles}


@pytest.fixture(scope="module")
def fast(exactly: Parses, models: Path) -> FastParser:
    return FastParser(models)


@pytest.fixture(scope="module")
def fastly(fast: FastParser, articles: list[Article]) -> Parses:
    return {each.id: fast.parse(each) for each in articles}


@pytest.mark.models
def test_at_most_two_labels_in_a_thousand_differ(exactly: Parses, fastly: Parses) -> None:
    total, differ = Counter[str](), Counter[str]()
    for one, other in zip(exactly.values(), fastly.values(), strict=True):
        assert [each.text for each in one] == [each.text for each in other]
        labelled, changed = differing(one, other)
        total += labelled
        differ += changed
    assert total["head"] > 1_000
    assert differ.total() <= 0.002 * total.total()


@pytest.mark.models
def test_a_fast_parser_changes_no_exact_one(
    exact: StanzaParser, exactly: Parses, fastly: Parses, models: Path, articles: list[Article]
) -> None:
    later = StanzaParser(models)
    assert fastly != exactly
    for article in articles:
        assert exact.parse(article) == later.parse(article) == exactly[article.id]


@pytest.mark.models
def test_a_fast_parse_is_the_same_alone_and_in_any_number_of_processes(
    fastly: Parses, models: Path, articles: list[Article]
) -> None:
    make = functools.partial(FastParser, models)
    alone = FastParser(models)
    assert alone.parse(articles[-1]) == fastly[articles[-1].id]
    assert {each.id: made for each, made in parse_all(make, articles, 2)} == fastly


def test_bfloat16_is_native_to_some_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """To know the type is not enough: without AMX it is slower than single precision."""
    able = {"architecture": "x", "avx512_bf16": True, "amx_bf16": True}
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: able)
    check_processor()
    able["amx_bf16"] = False
    with pytest.raises(ModelError, match=r"does not compute bfloat16 .*; give --exact"):
        check_processor()


def test_no_parser_is_loaded_where_the_processor_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cpu.get_capabilities", dict)
    monkeypatch.setattr(StanzaParser, "__init__", lambda *_: pytest.fail("it was loaded"))
    with pytest.raises(ModelError, match="does not compute bfloat16"):
        FastParser(shipped("models"))


def test_models_without_an_encoder_have_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(parser: StanzaParser, models: Path) -> None:
        parser._reader = reader(models)

    monkeypatch.setattr(StanzaParser, "__init__", load)
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: {"amx_bf16": True})
    with pytest.raises(ModelError, match=r"no encoder, .*; give --exact"):
        FastParser(tmp_path)
