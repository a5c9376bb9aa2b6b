"""Training sentences for names: the public sets, projected mentions, and their variations."""

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from training.states import told_apart
from training.tagged import (
    Span,
    TaggedSentence,
    gold_article,
    is_name,
    project,
    read_iob,
    tag_tokens,
    token_spans,
)

Splitter = Callable[[str], Any]
Name = tuple[str, ...]


def projected(path: Path) -> tuple[str, list[Span]]:
    """Text of an annotated article, its listed mentions projected onto it.

    Forms that are descriptions and not names are left out.
    """
    text, forms = gold_article(path)
    names = {form: kind for form, kind in forms.items() if is_name(form)}
    return text, project(text, names)


def tagged_text(text: str, spans: Sequence[Span], split: Splitter) -> list[TaggedSentence]:
    """The sentences of a text with tags; ``split`` is a Stanza pipeline with a tokenizer."""
    return [
        TaggedSentence(
            words=tuple(token.text for token in sentence.tokens),
            tags=tag_tokens(
                [(token.start_char, token.end_char) for token in sentence.tokens], spans
            ),
        )
        for sentence in split(text).sentences
    ]


def names_by_kind(sentences: Iterable[TaggedSentence]) -> dict[str, list[Name]]:
    """The distinct names of each kind, sorted."""
    found: dict[str, set[Name]] = {}
    for sentence in sentences:
        for first, end, kind in token_spans(sentence.tags):
            found.setdefault(kind, set()).add(sentence.words[first:end])
    return {kind: sorted(names) for kind, names in sorted(found.items())}


def substituted(
    sentences: Sequence[TaggedSentence],
    names: dict[str, list[Name]],
    *,
    seed: int,
    share: float = 0.6,
) -> list[TaggedSentence]:
    """A copy of every sentence that has names, with most of them replaced by others of the kind."""
    draw = random.Random(seed)
    out = []
    for sentence in sentences:
        spans = token_spans(sentence.tags)
        if spans:
            out.append(_with_other_names(sentence, spans, names, draw, share))
    return out


def _with_other_names(
    sentence: TaggedSentence,
    spans: Sequence[tuple[int, int, str]],
    names: dict[str, list[Name]],
    draw: random.Random,
    share: float,
) -> TaggedSentence:
    words: list[str] = []
    tags: list[str] = []
    at = 0
    for first, end, kind in spans:
        words += sentence.words[at:first]
        tags += sentence.tags[at:first]
        change = draw.random() < share
        name = draw.choice(names[kind]) if change else sentence.words[first:end]
        words += name
        tags += [f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        at = end
    return TaggedSentence(words=(*words, *sentence.words[at:]), tags=(*tags, *sentence.tags[at:]))


def general_names(
    folder: Path, gold: Sequence[TaggedSentence], *, seed: int
) -> list[TaggedSentence]:
    """Sentences of both public sets and of articles, with copies of them with other names."""
    nergrit = told_apart(read_iob(folder / "nergrit-train.txt"), places_are_local=False)
    return [*nergrit, *_news_names(folder, gold, nergrit, seed)]


def news_names(folder: Path, gold: Sequence[TaggedSentence], *, seed: int) -> list[TaggedSentence]:
    """The same without NERGrit, whose organisations and places are others than the articles'."""
    return _news_names(folder, gold, (), seed)


def _news_names(
    folder: Path, gold: Sequence[TaggedSentence], others: Sequence[TaggedSentence], seed: int
) -> list[TaggedSentence]:
    """idner-news-2k and the articles twice, and copies that draw on the names of all."""
    idner = told_apart(read_iob(folder / "idner2k-train.txt"), places_are_local=True)
    gold = told_apart(gold, places_are_local=False)
    names = names_by_kind([*idner, *others, *gold])
    varied = substituted([*gold, *idner], names, seed=seed)
    return [*idner, *idner, *gold, *gold, *varied]
