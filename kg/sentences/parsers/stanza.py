"""Sentences by Stanza: the one place that imports it.

An article is parsed alone, so its parse never depends on the articles beside it (Stanza's batch
interface would make it so: it joins texts and moves sentence ends).
"""

import contextlib
import ctypes
import logging
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import stanza
import torch
from stanza.models.common import utils
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from stanza.pipeline.ner_processor import NERProcessor
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from stanza.pipeline.registry import NAME_TO_PROCESSOR_CLASS
from torch import Tensor

from kg.errors import ModelError
from kg.knowledge.files import shipped
from kg.model import Announced, Article, Sentence, Token
from kg.sentences.encoder.reader import PACKAGE, reader
from kg.sentences.models import verify
from kg.sentences.view import View, parts, view

PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
_VARIANTS = ("pos", "depparse", "ner")
_MODELS = "models"  #: the setting of a variant that names the folder of models


class StanzaParser:
    """Stanza with the Indonesian bundle in ``models``, loaded once, if its weights are whole.

    ModelError where they are not, or are not there.
    """

    def __init__(self, models: Path) -> None:
        verify(models)
        logging.getLogger("stanza").setLevel(logging.ERROR)
        torch.set_num_threads(1)  # equal results whatever the number of cores, and hardly slower
        self._pipeline = pipeline(models)
        self._reader = reader(models)
        if self._reader.announces:
            with _loading(models):
                _ = self._reader.events

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article's prose, in order; none if it has none."""
        found: list[Sentence] = []
        for part in parts(article):
            if found:  # as seldom happens: each would need memory beside what others have freed
                _give_back()
            found += self._parse(part)
        return tuple(replace(sentence, index=index) for index, sentence in enumerate(found))

    def _parse(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article that is not too long to be held at once."""
        seen = view(article)
        if not seen.text:
            return ()
        with torch.inference_mode():
            sentences = self._pipeline(seen.text).sentences
            announced = self._announced(sentences)
        self._reader.forget(sentences)
        return tuple(
            _sentence(article, index, sentence, seen, events)
            for index, (sentence, events) in enumerate(zip(sentences, announced, strict=True))
        )

    def _announced(self, sentences: list[Any]) -> Sequence[tuple[Announced, ...] | None]:
        """What sentences announce; None for each if the models do not tell."""
        if not self._reader.announces:
            return [None] * len(sentences)
        words = _words(sentences)
        self._reader.states(sentences, words)
        return self._reader.announced(sentences, words)


def _give_back() -> None:
    """Give memory that is free back to the system, where its library can (glibc)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def pipeline(models: Path) -> Any:
    """Stanza's pipeline with the models of a folder; ModelError if they do not load."""
    with _loading(models), _without_optimizers():
        return stanza.Pipeline(
            "id",
            dir=str(models),
            package="default",
            processors=PROCESSORS,
            download_method=None,
            use_gpu=False,
            verbose=False,
            **of_folder(models),
        )


@contextlib.contextmanager
def _loading(models: Path) -> Iterator[None]:
    """What goes wrong within is a ModelError that names the folder."""
    try:
        yield
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, UnpicklingError) as error:
        raise ModelError(f"{models}: language models do not load: {error}") from error


@contextlib.contextmanager
def _without_optimizers() -> Iterator[None]:
    """Stanza makes an optimizer for each model that it loads, if only to parse with it.

    To make one, torch imports its compiler, which takes a second and memory.
    """
    make = utils.get_optimizer
    utils.get_optimizer = lambda *_, **__: None
    try:
        yield
    finally:
        utils.get_optimizer = make


def of_folder(models: Path) -> dict[str, str]:
    """The settings of a pipeline by which the variants read the models of a folder."""
    return {f"{processor}_{_MODELS}": str(models) for processor in _VARIANTS}


class _Variant(ProcessorVariant):  # type: ignore[misc]
    """A processor that reads the states of one encoder, shared with the others.

    To import this module registers the variants ``joint`` of ``pos``, ``depparse`` and ``ner``, for
    lists of models that name them. Their models are those of the folder that the setting
    ``<processor>_models`` names (``of_folder``), or those that ship with Simpul.
    """

    OVERRIDE = True

    def __init__(self, config: dict[str, Any]) -> None:
        self._reader = reader(Path(config.get(_MODELS) or shipped("models")))
        self._load()

    def process(self, doc: Any) -> Any:
        """Annotate a document."""
        self._annotate(doc.sentences)
        return doc

    def bulk_process(self, docs: list[Any]) -> list[Any]:
        """Annotate documents, their sentences batched together."""
        self._annotate([sentence for doc in docs for sentence in doc.sentences])
        return docs

    def _annotate(self, sentences: list[Any]) -> None:
        words = _words(sentences)
        with torch.inference_mode():
            self._read(sentences, self._reader.states(sentences, words))

    @abstractmethod
    def _load(self) -> None:
        """Load the part, so that what is missing is told at once."""

    @abstractmethod
    def _read(self, sentences: list[Any], states: list[Tensor]) -> None:
        """Annotate sentences whose words have these states."""


@register_processor_variant("pos", PACKAGE)
class _Tagger(_Variant):
    def _load(self) -> None:
        self._tags = self._reader.tags

    def _read(self, sentences: list[Any], states: list[Tensor]) -> None:
        for sentence, vectors in zip(sentences, states, strict=True):
            upos, feats, style = self._tags.read(vectors)
            for word, tag, features in zip(sentence.words, upos, feats, strict=True):
                word.upos, word.xpos = tag, style
                word.feats = None if features == "_" else features


@register_processor_variant("depparse", PACKAGE)
class _TreeParser(_Variant):
    def _load(self) -> None:
        self._trees = self._reader.trees

    def _read(self, sentences: list[Any], states: list[Tensor]) -> None:
        styles = [sentence.words[0].xpos for sentence in sentences]
        trees = self._trees.read(states, styles, chuliu_edmonds_one_root) if sentences else []
        for sentence, (heads, relations) in zip(sentences, trees, strict=True):
            for word, head, relation in zip(sentence.words, heads, relations, strict=True):
                word.head, word.deprel = head, relation
            sentence.build_dependencies()


@register_processor_variant("ner", PACKAGE)
class _NameTagger(_Variant):
    def process(self, doc: Any) -> Any:
        """Annotate a document, and list its names."""
        super().process(doc)
        doc.build_ents()
        return doc

    def _load(self) -> None:
        self._names = self._reader.names

    def _read(self, sentences: list[Any], states: list[Tensor]) -> None:
        """A token has the tag of its first word."""
        for sentence, vectors in zip(sentences, states, strict=True):
            tags = self._names.read(vectors)
            for token in sentence.tokens:
                token.ner = tags[token.words[0].id - 1]
                token.multi_ner = (token.ner,)


class _NERProcessor(NERProcessor):  # type: ignore[misc]
    """Stanza's own, which does not expect to have a variant."""

    def _set_up_final_config(self, config: dict[str, Any]) -> None:
        if not hasattr(self, "_variant"):
            super()._set_up_final_config(config)

    def __str__(self) -> str:
        return PACKAGE if hasattr(self, "_variant") else str(super().__str__())


NAME_TO_PROCESSOR_CLASS["ner"] = _NERProcessor


def _words(sentences: list[Any]) -> list[list[str]]:
    return [[word.text for word in sentence.words] for sentence in sentences]


def _sentence(
    article: Article,
    index: int,
    sentence: Any,
    seen: View,
    announced: tuple[Announced, ...] | None,
) -> Sentence:
    tokens = tuple(_tokens(sentence, seen))
    start, end = tokens[0].start, tokens[-1].end
    return Sentence(
        article_id=article.id,
        index=index,
        start=start,
        end=end,
        text=article.text[start:end],
        tokens=tokens,
        announced=announced,
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
