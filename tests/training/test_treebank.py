"""Reading, writing and renumbering treebank sentences."""

from dataclasses import replace
from pathlib import Path

from training.treebank import (
    Sentence,
    Token,
    Word,
    conllu,
    insert_word,
    merge_words,
    read_treebank,
    surface,
    surface_tokens,
    write_treebank,
)

BLOCK = """# sent_id = a1
# text = Rumahnya besar.
1-2	Rumahnya	_	_	_	_	_	_	_	_
1	Rumah	rumah	NOUN	_	Number=Sing	3	nsubj	_	_
2	nya	dia	PRON	_	_	1	nmod:poss	_	_
3	besar	besar	ADJ	_	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	_	_	3	punct	_	_

"""


def sentence(*words: Word) -> Sentence:
    return Sentence(name="x", text="", words=words)


def test_a_sentence_is_written_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(BLOCK, encoding="utf-8")
    (read,) = read_treebank(path)
    assert conllu(read) == BLOCK


def test_the_style_of_a_sentence_stands_on_every_word(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(BLOCK, encoding="utf-8")
    styled = replace(read_treebank(path)[0], style="csui")
    write_treebank([styled], path)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert [row[4] for row in rows if row[0].isdigit()] == ["csui"] * 4
    assert read_treebank(path)[0].style == "csui"


def test_a_multiword_token_is_one_written_token(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(BLOCK, encoding="utf-8")
    (read,) = read_treebank(path)
    assert surface_tokens(read) == [("Rumahnya", True), ("besar", False), (".", True)]
    assert surface(read) == "Rumahnya besar."
    assert read.tokens == (Token(first=0, last=1, form="Rumahnya"),)


def test_merging_keeps_the_outside_head_and_moves_the_dependents() -> None:
    doubled = sentence(
        Word(form="kota", upos="NOUN", head=3, deprel="nsubj", space_after=False),
        Word(form="-", upos="PUNCT", head=0, deprel="punct", space_after=False),
        Word(form="kota", upos="NOUN", head=0, deprel="compound:plur"),
        Word(form="tumbuh", upos="VERB", head=-1, deprel="root"),
    )
    merged = merge_words(doubled, 0, 2, "kota-kota")
    assert [(word.form, word.head, word.deprel) for word in merged.words] == [
        ("kota-kota", 1, "nsubj"),
        ("tumbuh", -1, "root"),
    ]


def test_inserting_moves_heads_behind_the_new_word() -> None:
    before = sentence(Word(form="a", head=1), Word(form="b"), Word(form="c", head=1))
    after = insert_word(before, 1, Word(form="x", head=0))
    assert [word.head for word in after.words] == [2, 0, -1, 2]
