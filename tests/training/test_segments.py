"""Text and labels for the tokenizer."""

from training.segments import Varier, labelled, paragraphs, pieces, written
from training.treebank import Sentence, Token, Word

RUMAHNYA = Sentence(
    name="x",
    text="",
    words=(
        Word(form="Rumah", space_after=False),
        Word(form="nya"),
        Word(form="besar", space_after=False),
        Word(form="."),
    ),
    tokens=(Token(first=0, last=1, form="Rumahnya"),),
)


def test_labels_mark_ends_of_tokens_multiword_tokens_and_sentences() -> None:
    text, labels = labelled([pieces(RUMAHNYA)])
    assert text == "Rumahnya besar."
    assert labels == "000000030000012"


def test_underscores_write_pieces_without_a_space() -> None:
    assert labelled([written("Rabu (_ 3/9_ )")])[0] == "Rabu (3/9)"


def test_variations_keep_one_label_for_each_character() -> None:
    varier = Varier(11)
    line = pieces(RUMAHNYA)
    for _ in range(300):
        text, labels = labelled([varier.vary(line)])
        assert len(text) == len(labels)
        assert set(labels) <= set("01234")
        assert labels[-1] in "24"


def test_variations_are_the_same_for_a_seed() -> None:
    line = pieces(RUMAHNYA)
    assert [Varier(3).vary(line) for _ in range(3)] == [Varier(3).vary(line) for _ in range(3)]


def test_a_date_is_one_token_within_brackets() -> None:
    varier = Varier(1)
    lines = [varier.date(pieces(RUMAHNYA)) for _ in range(60)]
    tokens = {piece.text for line in lines for piece in line}
    assert any("/" in token and token.replace("/", "").isdigit() for token in tokens)
    assert not any("(" in token and len(token) > 1 for token in tokens)


def test_a_sentence_without_a_final_mark_ends_its_paragraph() -> None:
    open_line, closed = written("Tanpa titik"), written("Ada_ .")
    made = list(paragraphs([open_line, closed, open_line], seed=5))
    assert all(line[-1].text == "." for chunk in made for line in chunk[:-1])
    assert sum(len(chunk) for chunk in made) == 3
