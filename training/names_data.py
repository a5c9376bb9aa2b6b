"""Training sentences for names: the public sets, projected mentions, and their variations."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from training.states import told_apart
from training.tagged import (
    Span,
    TaggedSentence,
    gold_articles,
    is_name,
    project,
    read_iob,
    tag_tokens,
    token_spans,
)

Splitter = Callable[[str], Any]
Name = tuple[str, ...]


def projected(folder: Path) -> Iterator[tuple[str, list[Span]]]:
    """Text of every annotated article, its listed mentions projected onto it.

    Forms that are descriptions and not names are left out.
    """
    for text, forms in gold_articles(folder):
        names = {form: kind for form, kind in forms.items() if is_name(form)}
        yield text, project(text, names)


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


def name_sentences(
    folder: Path, gold: Sequence[TaggedSentence], silver: Sequence[TaggedSentence], *, seed: int
) -> list[TaggedSentence]:
    """All training sentences: the public sets, the articles, and copies with other names.

    The annotated articles (``gold``) come twice, those of distant supervision (``silver``) once.
    """
    idner = told_apart(read_iob(folder / "idner2k-train.txt"), places_are_local=True)
    nergrit = told_apart(read_iob(folder / "nergrit-train.txt"), places_are_local=False)
    gold = told_apart(gold, places_are_local=False)
    silver = told_apart(silver, places_are_local=False)
    names = names_by_kind([*idner, *nergrit, *gold])
    varied = substituted([*gold, *idner], names, seed=seed)
    return [*idner, *idner, *nergrit, *gold, *gold, *silver, *varied]
