"""Lemmas by affix patterns."""

from training.lemmas import Lemmatizer, Pattern, base, dictionary, pattern_of, treebank_lemmas
from training.treebank import Sentence, Word

STEMS = ("baca", "tulis", "kirim", "lihat", "dapat", "bantu", "ambil", "makan", "tolak", "susun")


def test_patterns_cut_affixes_and_restore_a_letter() -> None:
    assert pattern_of("membaca", "baca") == Pattern(prefix="mem", suffix="", start="")
    assert pattern_of("menulis", "tulis") == Pattern(prefix="men", suffix="", start="t")
    assert pattern_of("permainan", "main") == Pattern(prefix="per", suffix="an", start="")
    assert pattern_of("kursi", "meja") is None


def test_a_doubled_word_has_the_base_of_its_first_part() -> None:
    assert base("Negara-negara") == "negara"
    assert base("ke-5") == "ke-5"


def test_an_unseen_form_takes_the_pattern_whose_root_is_known() -> None:
    triples = [(f"di{stem}", "VERB", stem) for stem in STEMS]
    triples += [(f"{stem}an", "NOUN", stem) for stem in STEMS]
    guesser = Lemmatizer(triples, [*STEMS, "jual"])
    assert guesser.lemmas([("dijual", "VERB"), ("Jakarta", "PROPN")]) == ["jual", "jakarta"]


def test_names_are_lower_cased_and_the_clitic_pronoun_is_one() -> None:
    words = (
        Word(form="Putin", lemma="Putin", upos="PROPN"),
        Word(form="nya", lemma="nya", upos="PRON"),
    )
    sentence = Sentence(name="x", text="", words=words)
    assert treebank_lemmas({"csui": [sentence]}) == [
        ("Putin", "PROPN", "putin"),
        ("nya", "PRON", "dia"),
    ]


def test_the_preferred_treebank_has_the_last_word() -> None:
    triples = [("sebelum", "NOUN", "belum")] * 3
    assert dictionary(triples, [("sebelum", "NOUN", "sebelum")]) == {("sebelum", "NOUN"): "sebelum"}
