"""What is measured: articles with their sentences, and the graph made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import kg
from kg.articles import read_articles
from kg.claims import read, understand
from kg.claims.triggers import triggers
from kg.evaluation.annotation import SUFFIX, Annotation
from kg.evaluation.causes import Evidence, Span
from kg.exports import stored_settings
from kg.knowledge.gazetteers import NO_NAMES, OwnNames, in_use
from kg.model import Article, Graph, Run, Sentence
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.workers import Parser
from kg.stages import real_stages
from kg.workspace import Workspace

RECORDS = "articles.jsonl"  #: articles with their publication dates, beside the annotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Articles, parsed, and what was made of them."""

    parsed: tuple[tuple[Article, tuple[Sentence, ...]], ...]
    graph: Graph
    own: OwnNames  #: the user's names with which they were read


def annotated_articles(annotations: Path, texts: Path) -> list[Article]:
    """The articles of a folder of annotations, their texts in ``texts``, by identifier.

    Where records of articles lie beside them, they come from there. The first article that cannot
    be read is raised.
    """
    records = texts / RECORDS
    found: dict[str, Article] = {}
    for article in _articles([str(records)] if records.is_file() else []):
        found[article.id] = article
    wanted = sorted(path.name.removesuffix(SUFFIX) for path in annotations.glob(f"*{SUFFIX}"))
    missing = [str(texts / f"{id_}.txt") for id_ in wanted if id_ not in found]
    for article in _articles(missing):
        found[article.id] = article
    return [found[id_] for id_ in wanted]


def _articles(inputs: Sequence[str]) -> Iterable[Article]:
    for article in read_articles(inputs) if inputs else ():
        if not isinstance(article, Article):
            raise article
        yield article


def read_material(
    articles: Sequence[Article], parser: Parser, own: OwnNames = NO_NAMES
) -> Material:
    """Parse and read articles, and make a graph of them, without a workspace."""
    parsed = tuple((article, parser.parse(article)) for article in articles)
    run = Run(version=kg.__version__, models="", settings="")
    with in_use(own):
        readings = [read(article, sentences) for article, sentences in parsed]
        graph = resolve(readings, Ledger(), run)
    return Material(parsed=parsed, graph=graph, own=own)


def workspace_material(folder: Path) -> Material:
    """The articles of a workspace as they were parsed and read when it was built."""
    with Workspace(folder) as workspace:
        stages = real_stages(stored_settings(workspace), folder)
        stored = [workspace.stored(id_) for id_ in workspace.article_ids()]
        parsed = tuple((one.article, one.sentences) for one in stored if one)
        graph = stages.resolve(workspace.readings())
        return Material(parsed=parsed, graph=graph, own=stages.own)


def evidence(article: Article, sentences: Sequence[Sentence], gold: Annotation) -> Evidence:
    """Where an article says what is annotated, and which of its sentences have words for what."""
    return Evidence(
        quotes={event.id: _places(article.text, event.quotes) for event in gold.occurrences},
        triggers=tuple(
            (
                (clause.sentence.start, clause.sentence.end),
                frozenset(trigger.frame.name for trigger in triggers(clause)),
            )
            for clause in understand(article, sentences).clauses
        ),
    )


def _places(text: str, quotes: Sequence[str]) -> tuple[Span, ...]:
    found = ((text.find(quote), len(quote)) for quote in quotes)
    return tuple((start, start + length) for start, length in found if start >= 0)
