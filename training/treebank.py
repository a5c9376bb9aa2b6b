"""Sentences of a treebank: reading, writing and renumbering CoNLL-U."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A syntactic word; ``head`` is the index of its head in the sentence, -1 for the root."""

    form: str
    lemma: str = "_"
    upos: str = "_"
    feats: str = "_"
    head: int = -1
    deprel: str = "_"
    space_after: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A multiword token: words ``first`` to ``last`` (both included), written as ``form``."""

    first: int
    last: int
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words of one sentence and its multiword tokens in order.

    ``style`` names the treebank whose conventions its annotation follows.
    """

    name: str
    text: str
    words: tuple[Word, ...]
    tokens: tuple[Token, ...] = ()
    style: str = "_"


def read_treebank(path: Path) -> list[Sentence]:
    """Every sentence of a CoNLL-U file; empty nodes and enhanced relations are left out."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_sentence(block.splitlines()) for block in blocks]


def _sentence(lines: Sequence[str]) -> Sentence:
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    tokens = tuple(
        Token(first=int(row[0].split("-")[0]) - 1, last=int(row[0].split("-")[1]) - 1, form=row[1])
        for row in rows
        if "-" in row[0]
    )
    tight = {
        (int(row[0].split("-")[-1]) - 1) for row in rows if "SpaceAfter=No" in row[9].split("|")
    }
    inside = {index for token in tokens for index in range(token.first, token.last)}
    words = tuple(
        Word(
            form=row[1], lemma=row[2], upos=row[3], feats=row[5],
            head=int(row[6]) - 1, deprel=row[7],
            space_after=int(row[0]) - 1 not in tight | inside,
        )
        for row in rows
        if row[0].isdigit()
    )  # fmt: skip
    return Sentence(
        name=_comment(lines, "sent_id"), text=_comment(lines, "text"), words=words, tokens=tokens,
        style=_comment(lines, "style") or "_",
    )  # fmt: skip


def _comment(lines: Iterable[str], key: str) -> str:
    start = f"# {key} = "
    return next((line[len(start) :] for line in lines if line.startswith(start)), "")


def styled(sentences: Iterable[Sentence], style: str) -> list[Sentence]:
    """The sentences with the name of a style."""
    return [replace(each, style=style) for each in sentences]


def write_treebank(sentences: Iterable[Sentence], path: Path) -> None:
    """Write CoNLL-U; the XPOS of every word is the style of its sentence."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(map(conllu, sentences)), encoding="utf-8")


def conllu(sentence: Sentence) -> str:
    """One sentence as a CoNLL-U block."""
    starts = {token.first: token for token in sentence.tokens}
    inside = {index for token in sentence.tokens for index in range(token.first, token.last + 1)}
    lines = [f"# sent_id = {sentence.name}", f"# text = {surface(sentence)}"]
    if sentence.style != "_":
        lines.append(f"# style = {sentence.style}")
    for index, word in enumerate(sentence.words):
        token = starts.get(index)
        if token is not None:
            misc = "_" if sentence.words[token.last].space_after else "SpaceAfter=No"
            span = f"{token.first + 1}-{token.last + 1}"
            lines.append("\t".join([span, token.form, *"______", "_", misc]))
        misc = "_" if word.space_after or index in inside else "SpaceAfter=No"
        cells = [word.form, word.lemma, word.upos, sentence.style, word.feats, str(word.head + 1)]
        lines.append("\t".join([str(index + 1), *cells, word.deprel, "_", misc]))
    return "\n".join(lines) + "\n\n"


def surface(sentence: Sentence) -> str:
    """The text that the words and their spacing spell."""
    return "".join(form + " " * space for form, space in surface_tokens(sentence)).strip()


def surface_tokens(sentence: Sentence) -> list[tuple[str, bool]]:
    """Written tokens in order, each with whether a space follows."""
    starts = {token.first: token for token in sentence.tokens}
    pairs: list[tuple[str, bool]] = []
    index = 0
    while index < len(sentence.words):
        token = starts.get(index)
        last = token.last if token else index
        form = token.form if token else sentence.words[index].form
        pairs.append((form, sentence.words[last].space_after))
        index = last + 1
    return pairs


def merge_words(sentence: Sentence, first: int, last: int, form: str) -> Sentence:
    """Words ``first`` to ``last`` as one word, with the outside head of its topmost part."""
    span = range(first, last + 1)
    top = next((i for i in span if sentence.words[i].head not in span), first)
    merged = replace(
        sentence.words[top],
        form=form,
        upos=sentence.words[first].upos,
        space_after=sentence.words[last].space_after,
    )
    words = [*sentence.words[:first], merged, *sentence.words[last + 1 :]]
    shift = last - first

    def moved(head: int) -> int:
        if head in span:
            return first
        return head - shift if head > last else head

    return replace(sentence, words=tuple(replace(word, head=moved(word.head)) for word in words))


def insert_word(sentence: Sentence, at: int, word: Word) -> Sentence:
    """The sentence with a word put in at index ``at``; its head counts after the insertion."""

    def moved(head: int) -> int:
        return head + 1 if head >= at else head

    words = [replace(each, head=moved(each.head)) for each in sentence.words]
    tokens = tuple(
        replace(token, first=moved(token.first), last=moved(token.last))
        for token in sentence.tokens
    )
    words.insert(at, word)
    return replace(sentence, words=tuple(words), tokens=tokens)
