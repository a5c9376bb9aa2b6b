"""States told apart from places in training sentences for names."""

from training.states import told_apart
from training.tagged import TaggedSentence


def tags_of(words: str, tags: str, *, places_are_local: bool = False) -> list[str]:
    sentence = TaggedSentence(words=tuple(words.split()), tags=tuple(tags.split()))
    (told,) = told_apart([sentence], places_are_local=places_are_local)
    return list(told.tags)


def test_a_state_that_nobody_tagged_is_a_state() -> None:
    assert tags_of("warga Palestina", "O O", places_are_local=True) == ["O", "B-GPE"]


def test_a_state_behind_a_word_of_place_is_a_place() -> None:
    assert tags_of("di Korea Utara", "O B-LOC I-LOC") == ["O", "B-LOC", "I-LOC"]
    assert tags_of("oleh Korea Utara", "O B-LOC I-LOC") == ["O", "B-GPE", "I-GPE"]
    assert tags_of("di Rusia", "O B-GPE") == ["O", "B-LOC"]


def test_a_set_that_tells_them_apart_itself_keeps_its_places() -> None:
    assert tags_of("dengan Rusia", "O B-LOC", places_are_local=True) == ["O", "B-LOC"]


def test_parts_of_other_names_and_other_places_stay() -> None:
    words, tags = "Bank Indonesia di Bali", "B-ORG I-ORG O B-LOC"
    assert tags_of(words, tags) == tags.split()
    assert tags_of("Rusia Selatan", "B-LOC I-LOC") == ["B-LOC", "I-LOC"]


def test_a_name_at_the_end_of_a_sentence_is_no_longer_than_it() -> None:
    assert tags_of("Presiden Rusia", "O B-LOC") == ["O", "B-GPE"]
