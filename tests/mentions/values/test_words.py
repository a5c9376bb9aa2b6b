"""Word lists are checked when they are loaded and matched whatever the white space."""

import re

import pytest

from kg.errors import KnowledgeError
from kg.mentions.values.words import any_of, follows, load_words, straight


def test_a_missing_field_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"dates\.yaml: field 'moons' is missing"):
        load_words("dates", ["months", "moons"])


def test_the_longest_word_wins_over_any_white_space() -> None:
    match = re.match(any_of(["sampai", "sampai dengan"]), "sampai \n dengan 5")
    assert match is not None
    assert match.group() == "sampai \n dengan"


def test_plain_apostrophes_keep_every_character_in_its_place() -> None:
    assert straight("Jum’at ‘ini’") == "Jum'at 'ini'"


@pytest.mark.parametrize(
    ("before", "expected"), [("tiap ", True), ("di tiap hari ", True), ("setiap ", False)]
)
def test_words_of_one_or_two_parts_before_a_place(before: str, expected: bool) -> None:
    assert follows(f"{before}Senin", len(before), frozenset({"tiap", "tiap hari"})) is expected
