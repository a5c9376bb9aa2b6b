"""What the stages behind a parser rely on, checked with the real models.

Parts of speech and names are the models' business; here it is only that the records are sound.
"""

import gc
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from kg.errors import KgError, ModelError
from kg.model import Article, Sentence, Skip
from kg.sentences.models import models_folder
from kg.sentences.parsers.stanza import StanzaParser

pytestmark = [pytest.mark.models, pytest.mark.filterwarnings("default")]

TEXT = (
    "PresidenDonald Trump tiba di Jakarta\n"
    "Jakarta &ndash; Menteri Luar Negeri Rusia, Sergey Lavrov, bertemu dengan Retno Marsudi di"
    " Jakarta, Rabu (12/6/2024). Ia mengatakan negaranya akan mengirim 3.000 tentara.\n\n"
    "Baca juga: Perang usai\n"
    "“Kami mengecam Israel,” katanya kepada KCNA &amp; Tass.\n"
)
UPOS = frozenset(
    {
        *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON"),
        *("PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
    }
)


@pytest.fixture(scope="module")
def parser() -> StanzaParser:
    try:
        folder = models_folder(os.environ.get("SIMPUL_MODELS"))
    except KgError as error:
        pytest.skip(f"no language models: {error}")
    return StanzaParser(folder)


@pytest.fixture(scope="module")
def article() -> Article:
    start = TEXT.index("Baca juga")
    skip = Skip(start=start, end=TEXT.index("\n", start), why="link")
    return Article(id="a", text=TEXT, source="a.txt", skips=(skip,))


@pytest.fixture(scope="module")
def sentences(parser: StanzaParser, article: Article) -> tuple[Sentence, ...]:
    return parser.parse(article)


def test_a_parser_needs_nothing_that_only_training_does() -> None:
    code = (
        "import sys; from kg.knowledge.files import shipped\n"
        "from kg.sentences.parsers.stanza import StanzaParser\n"
        "from kg.model import Article\n"
        "StanzaParser(shipped('models')).parse(Article(id='a', text='Kim tiba.', source='a'))\n"
        "print('torch._dynamo' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_nothing_that_was_computed_stays_behind(parser: StanzaParser, article: Article) -> None:
    """However seldom Python looks for objects that hold each other."""
    parser.parse(article)
    gc.collect()
    gc.disable()
    try:
        before = tensors()
        parser.parse(article)
        assert tensors() == before
    finally:
        gc.enable()


def tensors() -> int:
    return sum(issubclass(type(each), torch.Tensor) for each in gc.get_objects())


def test_sentences_are_stretches_of_the_article_in_order(sentences: tuple[Sentence, ...]) -> None:
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    assert all(TEXT[one.start : one.end] == one.text for one in sentences)
    assert all(left.end <= right.start for left, right in pairwise(sentences))
    assert {one.article_id for one in sentences} == {"a"}


def test_no_sentence_runs_over_a_line(sentences: tuple[Sentence, ...]) -> None:
    assert len(sentences) >= 3
    assert not [one.text for one in sentences if "\n" in one.text]


def test_boilerplate_is_not_parsed(article: Article, sentences: tuple[Sentence, ...]) -> None:
    (skip,) = article.skips
    assert all(one.end <= skip.start or skip.end <= one.start for one in sentences)


def test_tokens_stand_where_they_say(sentences: tuple[Sentence, ...]) -> None:
    references = {"&amp;": "&", "&ndash;": "–"}
    for sentence in sentences:
        for token in sentence.tokens:
            written = TEXT[token.start : token.end]
            assert sentence.start <= token.start < token.end <= sentence.end
            assert token.text in (written, references.get(written, written))
        assert all(a.end <= b.start for a, b in pairwise(sentence.tokens))


def test_tokens_cover_all_but_space(sentences: tuple[Sentence, ...]) -> None:
    covered = {
        i for one in sentences for token in one.tokens for i in range(token.start, token.end)
    }
    inside = {i for one in sentences for i in range(one.start, one.end)}
    assert all(TEXT[i].isspace() for i in inside - covered)


def test_glued_words_are_two_tokens(sentences: tuple[Sentence, ...]) -> None:
    assert [token.text for token in sentences[0].tokens][:3] == ["Presiden", "Donald", "Trump"]


def test_every_sentence_is_a_tree(sentences: tuple[Sentence, ...]) -> None:
    for sentence in sentences:
        tokens = sentence.tokens
        assert [token.index for token in tokens] == list(range(1, len(tokens) + 1))
        assert sum(token.head == 0 for token in tokens) == 1
        for token in tokens:
            steps, index = 0, token.index
            while index:
                index, steps = tokens[index - 1].head, steps + 1
                assert steps <= len(tokens), f"{token.text} is its own head"


def test_every_token_has_its_tags(sentences: tuple[Sentence, ...]) -> None:
    tokens = [token for sentence in sentences for token in sentence.tokens]
    assert {token.upos for token in tokens} <= UPOS
    assert all(token.deprel and token.lemma == token.lemma.lower() for token in tokens)
    assert all((token.deprel == "root") == (token.head == 0) for token in tokens)


def test_names_are_tagged_in_iob2(sentences: tuple[Sentence, ...]) -> None:
    for sentence in sentences:
        before = "O"
        for token in sentence.tokens:
            assert re.fullmatch(r"O|[BI]-[A-Z]+", token.ner)
            if token.ner.startswith("I-"):
                assert before != "O", f"{token.text} goes on without a beginning"
                assert before[2:] == token.ner[2:]
            before = token.ner
    assert any(token.ner == "B-PER" for one in sentences for token in one.tokens)


@pytest.mark.parametrize("text", ["", " \n\t ", "Baca juga"])
def test_an_article_without_prose_has_no_sentences(parser: StanzaParser, text: str) -> None:
    whole = (Skip(start=0, end=len(text), why="all"),) if text.strip() else ()
    assert parser.parse(Article(id="b", text=text, source="b.txt", skips=whole)) == ()


def test_a_parse_does_not_depend_on_what_was_parsed_before(
    parser: StanzaParser, article: Article, sentences: tuple[Sentence, ...]
) -> None:
    parser.parse(Article(id="b", text="Kim tiba. Putin pergi tanpa kata", source="b.txt"))
    assert parser.parse(article) == sentences


def test_a_folder_without_models_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no language models \(resources\.json is missing\)"):
        StanzaParser(tmp_path)


def test_broken_models_are_named(tmp_path: Path) -> None:
    (tmp_path / "resources.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="do not load"):
        StanzaParser(tmp_path)
