"""The treebanks that the models learn from: the present ones, and GSD train brought up to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from stanza.models.common.pretrain import Pretrain

from training.clusters import word_clusters
from training.folders import Folders
from training.lemmas import Lemmatizer, dictionary, treebank_lemmas
from training.modernise import learn_moderniser, modernise, restyle
from training.spacing import RawText
from training.treebank import Sentence, read_treebank, styled, write_treebank

PRESENT = {
    "gsd": "id_gsd-ud-dev.conllu",
    "csui": "id_csui-ud-train.conllu",
    "pud": "id_pud-ud-test.conllu",
}
OLD = "id_gsd-v2.0-train.conllu"
RAW = "id_gsd-v2.9-train.raw.txt"
TESTS = ("id_gsd-ud-test.conllu", "id_csui-ud-test.conllu")
HELD = {"gsd": 459, "csui": 590}
WEIGHTS = {"gsd": 3, "csui": 2, "pud": 1}
EVERY_OPEN = 20


def present_treebanks(folder: Path) -> dict[str, list[Sentence]]:
    """Treebanks in the present annotation, by source, without the sentences held out."""
    return {
        source: styled(read_treebank(folder / file)[: HELD.get(source)], source)
        for source, file in PRESENT.items()
    }


def held_out(folder: Path) -> list[Sentence]:
    """Sentences to choose sizes and lengths of training by; no test part."""
    return [
        sentence
        for source, first in HELD.items()
        for sentence in styled(read_treebank(folder / PRESENT[source])[first:], source)
    ]


def old_treebank(folder: Path) -> list[Sentence]:
    """GSD train of UD 2.0, without sentences that are in a test part too."""
    tested = {_letters(each) for file in TESTS for each in read_treebank(folder / file)}
    return [each for each in read_treebank(folder / OLD) if _letters(each) not in tested]


def _letters(sentence: Sentence) -> str:
    return "".join(sentence.text.split()).lower()


def build_treebanks(folders: Folders) -> None:
    """Write the treebanks with lemmas in one convention.

    ``present``, ``gsd-train`` and ``dev``; ``all`` of the first two; ``balanced``, in which the
    present ones weigh about as much as GSD train. PUD takes on the conventions of GSD, so that
    there are two styles to tell apart, of GSD and of CSUI.
    """
    present = present_treebanks(folders.ud)
    old = old_treebank(folders.ud)
    raw = RawText((folders.ud / RAW).read_text(encoding="utf-8"))
    learnt = learn_moderniser(present, word_clusters(folders.vectors))
    train = modernise(old, raw, learnt)
    present["pud"] = restyle(present["pud"], learnt)
    known, guesser = lemma_knowledge(present, folders.vectors)
    ready = with_lemmas(train, known, guesser, keep=True)
    parts = {source: with_lemmas(part, known, guesser) for source, part in present.items()}
    modern = [each for part in parts.values() for each in part]
    everything = ready + modern
    write_treebank(ready, folders.treebank("gsd-train"))
    write_treebank(modern, folders.treebank("present"))
    write_treebank(everything + open_ended(everything), folders.treebank("all"))
    write_treebank(balanced(ready, parts), folders.treebank("balanced"))
    write_treebank(with_lemmas(held_out(folders.ud), known, guesser), folders.treebank("dev"))


def balanced(
    train: Sequence[Sentence], present: Mapping[str, Sequence[Sentence]]
) -> list[Sentence]:
    """GSD train and the present treebanks by their weights, some without their final marks."""
    weighed = [
        each for source, times in WEIGHTS.items() for _ in range(times) for each in present[source]
    ]
    mixed = [*train, *weighed]
    return mixed + open_ended(mixed)


def lemma_knowledge(
    present: Mapping[str, Sequence[Sentence]], vectors: Path
) -> tuple[dict[tuple[str, str], str], Lemmatizer]:
    """Lemmas that the treebanks have, those of GSD first, and a guesser for other words."""
    triples = treebank_lemmas(present)
    known = dictionary(triples, treebank_lemmas({"gsd": present["gsd"]}))
    return known, Lemmatizer(triples, vocabulary(vectors))


def vocabulary(vectors: Path) -> list[str]:
    """Words of a pretrain file, the most frequent first."""
    return list(Pretrain(str(vectors)).vocab._id2unit)[4:]


def with_lemmas(
    sentences: Sequence[Sentence],
    known: Mapping[tuple[str, str], str],
    guesser: Lemmatizer,
    *,
    keep: bool = False,
) -> list[Sentence]:
    """The sentences with the lemmas of one convention; ``keep`` leaves lemmas that are there."""
    words = [(word.form, word.upos) for sentence in sentences for word in sentence.words]
    guesses = iter(guesser.lemmas(words))
    out = []
    for sentence in sentences:
        changed = []
        for word in sentence.words:
            guess = known.get((word.form.lower(), word.upos), next(guesses))
            stays = keep and word.lemma != "_"
            changed.append(word if stays else replace(word, lemma=guess))
        out.append(replace(sentence, words=tuple(changed)))
    return out


def open_ended(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Copies of every twentieth sentence without its final mark, as headlines are."""
    out = []
    for number, sentence in enumerate(sentences):
        words = sentence.words
        last = len(words) - 1
        marked = len(words) > 4 and words[last].upos == "PUNCT"
        if number % EVERY_OPEN == 3 and marked and all(word.head != last for word in words):
            out.append(replace(sentence, words=words[:-1]))
    return out
