"""Clitics of the old annotation split off as words of their own."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from training.treebank import Sentence, Token, Word, insert_word

RULES = Path(__file__).with_name("clitics.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clitic:
    """A clitic with the tags of stems that it may hang on and its analysis by stem."""

    form: str
    stem_length: int
    stems: frozenset[str]
    known_stem: bool
    analyses: Mapping[str, tuple[str, str, str, str]]

    def analysis(self, stem: str) -> tuple[str, str, str, str]:
        """UPOS, features, relation and lemma after a stem with this tag."""
        return self.analyses.get(stem, self.analyses["*"])


def read_clitics(path: Path = RULES) -> tuple[Clitic, ...]:
    """The clitics of the rules file, in its order."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Clitic(
            form=form,
            stem_length=row["stem_length"],
            stems=frozenset(row["stems"]),
            known_stem=row["known_stem"],
            analyses={tag: tuple(cells) for tag, cells in row["analyses"].items()},
        )
        for form, row in rows.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitter:
    """What the present treebanks teach about where clitics are split."""

    clitics: tuple[Clitic, ...]
    split: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def clitic_of(self, word: Word) -> Clitic | None:
        """The clitic that this word of the old annotation ends in, if any."""
        form = word.form.lower()
        for clitic in self.clitics:
            stem = form[: -len(clitic.form)]
            if form.endswith(clitic.form) and len(stem) >= clitic.stem_length:
                return clitic if self._splits(form, stem, word.upos, clitic) else None
        return None

    def _splits(self, form: str, stem: str, upos: str, clitic: Clitic) -> bool:
        if form in self.split or form in self.whole:
            return self.split[form] > self.whole[form]
        if upos not in clitic.stems:
            return False
        return not clitic.known_stem or bool(self.tags.get(stem, frozenset()) & clitic.stems)


def learn_splitter(
    sentences: Iterable[Sentence], clitics: tuple[Clitic, ...] | None = None
) -> Splitter:
    """Count which written words the treebanks split and which tags stems have."""
    split: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    tags: dict[str, set[str]] = {}
    for sentence in sentences:
        inside = {i for token in sentence.tokens for i in range(token.first, token.last + 1)}
        split.update(token.form.lower() for token in sentence.tokens)
        for index, word in enumerate(sentence.words):
            tags.setdefault(word.form.lower(), set()).add(word.upos)
            if index not in inside:
                whole[word.form.lower()] += 1
    return Splitter(
        clitics=clitics or read_clitics(),
        split=split,
        whole=whole,
        tags={form: frozenset(seen) for form, seen in tags.items()},
    )


def split_clitics(sentence: Sentence, splitter: Splitter) -> Sentence:
    """Every word that ends in a clitic as a multiword token of stem and clitic."""
    index = 0
    while index < len(sentence.words):
        clitic = splitter.clitic_of(sentence.words[index])
        if clitic is not None:
            sentence = split_word(sentence, index, clitic)
            index += 1
        index += 1
    return sentence


def split_word(sentence: Sentence, index: int, clitic: Clitic) -> Sentence:
    """The word at ``index`` as stem and clitic; the clitic hangs on the stem."""
    word = sentence.words[index]
    cut = len(word.form) - len(clitic.form)
    passive = word.upos == "VERB" and word.form.lower().startswith("di")
    upos, feats, deprel, lemma = clitic.analysis("VERB:Pass" if passive else word.upos)
    tail = Word(
        form=word.form[cut:], lemma=lemma, upos=upos, feats=feats,
        head=index, deprel=deprel, space_after=word.space_after,
    )  # fmt: skip
    grown = insert_word(sentence, index + 1, tail)
    words = list(grown.words)
    words[index] = replace(words[index], form=word.form[:cut], space_after=False)
    token = Token(first=index, last=index + 1, form=word.form)
    tokens = tuple(sorted((*grown.tokens, token), key=lambda each: each.first))
    return replace(grown, words=tuple(words), tokens=tokens)
