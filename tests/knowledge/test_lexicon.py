"""Word lists are read by name, and a list that is missing or no list is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge import lexicon
from kg.knowledge.lexicon import verb_voices, words


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A lexicon of one table, "uji", that nobody has read yet."""
    cached = (lexicon.words, lexicon.verb_voices, lexicon._table)
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr(lexicon, "shipped", lambda _: tmp_path)
    for function in cached:
        function.cache_clear()
    yield tmp_path / "lexicon" / "uji.yaml"
    for function in cached:
        function.cache_clear()


def test_words_of_a_list(table: Path) -> None:
    table.write_text("bagus: [baik, tepat, baik]\n", encoding="utf-8")
    assert words("uji", "bagus") == {"baik", "tepat"}


@pytest.mark.parametrize(
    "content", ["lain: [baik]", "bagus: baik", "bagus: [baik, 3]", "bagus: [baik, ya, no]"]
)
def test_what_is_no_list_of_words_is_named(table: Path, content: str) -> None:
    table.write_text(f"{content}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"ontology/lexicon/uji\.yaml: bagus: a list of words"):
        words("uji", "bagus")


def test_a_file_that_is_no_table_is_named(table: Path) -> None:
    table.write_text("- baik\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"uji\.yaml: a table of word lists"):
        words("uji", "bagus")


def test_verbs_of_a_table_have_a_voice(table: Path) -> None:
    table.write_text("words: [kata]\nverbs: [lapor]\n", encoding="utf-8")
    assert verb_voices("uji") == {
        "kata": "active",
        "melapor": "active",
        "dilapor": "passive",
        "terlapor": "passive",
    }


def test_shipped_words_are_in_small_letters() -> None:
    """The reading of claims asks for lower-cased words: others would never be found."""
    lists = [("factuality", name) for name in ("planned", "possible", "negated", "denying")]
    lists += [("grammar", name) for name in ("prepositions", "coordinators", "compounds")]
    lists += [("reporting", "words"), ("reporting", "quoting"), ("reporting", "prepositions")]
    assert [one for args in lists for one in words(*args) if one != one.lower()] == []
