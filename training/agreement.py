"""Training sentences from raw news: those on whose names two separately trained taggers agree."""

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.ner.data import DataLoader
from stanza.models.ner.trainer import Trainer

from training.names import as_document
from training.tagged import TaggedSentence

LONGEST = 60
SHORTEST = 6
WINDOW = 60


def raw_news(articles: Path, corpus: Path, banned: Path, limit: int) -> Iterator[str]:
    """Texts of an article file, then lines of a corpus; none that shares a passage with ``banned``.

    ``banned`` is the folder of the annotated articles that only measure.
    """
    passages = held_passages(banned)
    taken = 0
    for text in (*_article_texts(articles), *_lines(corpus)):
        if taken == limit:
            return
        if not any(passage in passages for passage in windows(text)):
            taken += 1
            yield text


def _article_texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _lines(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.strip()


def held_passages(folder: Path) -> set[str]:
    """Every passage of sixty letters of the texts of a folder, whatever their spacing."""
    found = set()
    for path in sorted(folder.glob("*.txt")):
        letters = "".join(path.read_text(encoding="utf-8").split())
        found |= {letters[at : at + WINDOW] for at in range(len(letters) - WINDOW + 1)}
    return found


def windows(text: str) -> Iterator[str]:
    """Passages of sixty letters of a text, one after another."""
    letters = "".join(text.split())
    for at in range(0, len(letters) - WINDOW + 1, WINDOW):
        yield letters[at : at + WINDOW]


def plain_sentences(documents: Iterable[Any]) -> list[tuple[str, ...]]:
    """Distinct tokenized sentences of documents, of a usable length, that end in a mark."""
    seen: dict[tuple[str, ...], None] = {}
    for document in documents:
        for sentence in document.sentences:
            words = tuple(token.text for token in sentence.tokens)
            if SHORTEST <= len(words) <= LONGEST and words[-1] in ('"', ".", "?", "!", "”"):
                seen[words] = None
    return list(seen)


def guesses(model: Path, vectors: Path, sentences: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Tags of a name tagger for tokenized sentences."""
    trainer = Trainer(model_file=str(model), pretrain=Pretrain(str(vectors)), device="cpu")
    blank = [TaggedSentence(words=words, tags=("O",) * len(words)) for words in sentences]
    loader = DataLoader(as_document(blank), 64, trainer.args, vocab=trainer.vocab, evaluation=True)
    with torch.no_grad():
        return [tags for batch in loader for tags in trainer.predict(batch)]


def agreed(
    sentences: Sequence[tuple[str, ...]], first: Sequence[list[str]], second: Sequence[list[str]]
) -> list[TaggedSentence]:
    """Sentences with a name on whose tags both taggers agree."""
    return [
        TaggedSentence(words=words, tags=tuple(map(as_bio, tags)))
        for words, tags, other in zip(sentences, first, second, strict=True)
        if tags == other and any(tag != "O" for tag in tags)
    ]


def as_bio(tag: str) -> str:
    """A BIOES tag as BIO."""
    return {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:]
