"""Name data: tag mapping, projection of mentions, variations."""

from pathlib import Path

from training.names_data import names_by_kind, substituted
from training.tagged import (
    Span,
    TaggedSentence,
    load_tagged,
    mapped_tag,
    project,
    read_iob,
    save_tagged,
    surface_forms,
    tag_tokens,
    token_spans,
)


def test_tags_of_the_three_sets_map_to_one_set() -> None:
    assert mapped_tag("B-PERSON") == "B-PER"
    assert mapped_tag("I-PLC") == "I-LOC"
    assert mapped_tag("B-ORGANISATION") == "B-ORG"
    assert mapped_tag("B-FNB") == "O"
    assert mapped_tag("O") == "O"


def test_files_with_two_and_three_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Joko PROPN B-PER\ntiba VERB O\n\nBali\tB-PLACE\n\n", encoding="utf-8")
    assert read_iob(path) == [
        TaggedSentence(words=("Joko", "tiba"), tags=("B-PER", "O")),
        TaggedSentence(words=("Bali",), tags=("B-LOC",)),
    ]


def test_the_longest_form_wins_and_parts_of_words_do_not_count() -> None:
    forms = {"Korea": "LOC", "Korea Utara": "LOC", "Kim": "PER"}
    text = "Kim di Korea Utara, Kimia di Korea."
    assert project(text, forms) == [
        Span(start=0, end=3, kind="PER"),
        Span(start=7, end=18, kind="LOC"),
        Span(start=29, end=34, kind="LOC"),
    ]


def test_states_and_places_are_told_apart() -> None:
    gold = {
        "entities": [
            {"type": "State", "mentions": ["Rusia", "Moskow"]},
            {"type": "Organization", "mentions": ["NATO"]},
            {"type": "Unknown", "mentions": ["x"]},
        ]
    }
    assert surface_forms(gold) == {"Rusia": "GPE", "Moskow": "GPE", "NATO": "ORG"}


def test_neighbouring_names_begin_anew() -> None:
    spans = [Span(start=0, end=8, kind="PER"), Span(start=9, end=13, kind="LOC")]
    offsets = [(0, 3), (4, 8), (9, 13), (14, 18)]
    assert tag_tokens(offsets, spans) == ("B-PER", "I-PER", "B-LOC", "O")


def test_names_are_replaced_by_names_of_their_kind() -> None:
    before = TaggedSentence(
        words=("Lee", "ke", "Korea", "Utara"), tags=("B-PER", "O", "B-LOC", "I-LOC")
    )
    names: dict[str, list[tuple[str, ...]]] = {"PER": [("Vladimir", "Putin")], "LOC": [("Rusia",)]}
    (after,) = substituted([before], names, seed=1, share=1.0)
    assert after.words == ("Vladimir", "Putin", "ke", "Rusia")
    assert after.tags == ("B-PER", "I-PER", "O", "B-LOC")
    assert token_spans(before.tags) == [(0, 1, "PER"), (2, 4, "LOC")]
    assert names_by_kind([before]) == {"PER": [("Lee",)], "LOC": [("Korea", "Utara")]}


def test_stored_sentences_are_read_as_they_were(tmp_path: Path) -> None:
    sentences = [TaggedSentence(words=("Budi", "tiba"), tags=("B-PER", "O"))]
    save_tagged(sentences, tmp_path / "names.json")
    assert load_tagged(tmp_path / "names.json") == sentences
