"""Sentences by Stanza: the one place that imports it.

An article is parsed alone, so its parse never depends on the articles beside it (Stanza's batch
interface would make it so: it joins texts and moves sentence ends).
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models.common.char_model import CharacterLanguageModel
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from kg.errors import ModelError
from kg.model import Article, Sentence, Token
from kg.sentences.view import View, view

PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"


class StanzaParser:
    """Stanza with the Indonesian bundle in ``models``, loaded once; ModelError without it."""

    def __init__(self, models: Path) -> None:
        if not (models / "resources.json").is_file():
            raise ModelError(f"{models}: no language models (resources.json is missing)")
        logging.getLogger("stanza").setLevel(logging.ERROR)
        torch.set_num_threads(1)  # equal results whatever the number of cores, and hardly slower
        self._pipeline = pipeline(models)

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article's prose, in order; none if it has none."""
        seen = view(article)
        if not seen.text:
            return ()
        with torch.inference_mode():
            parsed = self._pipeline(seen.text)
        return tuple(
            _sentence(article, index, sentence, seen)
            for index, sentence in enumerate(parsed.sentences)
        )


def pipeline(models: Path) -> Any:
    """Stanza's pipeline with the models of a folder, their character models run padded.

    ModelError if they do not load.
    """
    try:
        loaded = stanza.Pipeline(
            "id",
            dir=str(models),
            package="default",
            processors=PROCESSORS,
            download_method=None,
            use_gpu=False,
            verbose=False,
        )
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        raise ModelError(f"{models}: language models do not load: {error}") from error
    for model in _char_models(loaded):
        model.charlstm = _Padded(model.charlstm.lstm)
        model.decoder = nn.Identity()  # scores of the next character, which no part asks for
    return loaded


def _char_models(loaded: Any) -> Iterator[CharacterLanguageModel]:
    """The character language models that the parts of a pipeline read, each once."""
    named = loaded.processors
    trainers = [named["pos"].trainer, named["depparse"].trainer, *named["ner"].trainers]
    seen = {module for trainer in trainers for module in trainer.model.modules()}
    return (module for module in seen if isinstance(module, CharacterLanguageModel))


class _Padded(nn.Module):
    """A one-way LSTM over packed sequences that runs them padded.

    Padding follows a sequence and so changes none of its outputs, and PyTorch has a fast kernel
    for padded batches alone: with the bundle, parsing takes a third less time. The final states
    are those behind the padding; they mean nothing.
    """

    def __init__(self, lstm: nn.LSTM) -> None:
        super().__init__()
        self.lstm = lstm

    def forward(
        self, packed: PackedSequence, lengths: object, hx: tuple[Tensor, Tensor] | None = None
    ) -> tuple[PackedSequence, tuple[Tensor, Tensor]]:
        padded, sizes = pad_packed_sequence(packed, batch_first=True)
        outputs, states = self.lstm(padded, hx)
        return pack_padded_sequence(outputs, sizes, batch_first=True), states


def _sentence(article: Article, index: int, sentence: Any, seen: View) -> Sentence:
    tokens = tuple(_tokens(sentence, seen))
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(
        article_id=article.id,
        index=index,
        start=start,
        end=end,
        text=article.text[start:end],
        tokens=tokens,
    )


def _tokens(sentence: Any, seen: View) -> Iterator[Token]:
    for token in sentence.tokens:
        spans = _word_spans(token)
        for word, (start, end) in zip(token.words, spans, strict=True):
            first, last = seen.span(start, end)
            yield Token(
                index=word.id,
                text=word.text,
                lemma=(word.lemma or word.text).lower(),
                upos=word.upos or "X",
                feats=word.feats or "",
                head=word.head,
                deprel=word.deprel or "dep",
                ner=_iob(token.ner),
                start=first,
                end=last,
            )


def _word_spans(token: Any) -> list[tuple[int, int]]:
    """Spans of the words of a token; all of it for each word where they do not add up to it."""
    whole = (token.start_char, token.end_char)
    words = [word.text for word in token.words]
    if "".join(words).lower() != token.text.lower():
        return [whole] * len(words)
    spans, position = [], token.start_char
    for word in words:
        spans.append((position, position + len(word)))
        position += len(word)
    return spans


def _iob(tag: str | None) -> str:
    """Stanza's BIOES as IOB2."""
    if not tag or tag == "O":
        return "O"
    return {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:]
