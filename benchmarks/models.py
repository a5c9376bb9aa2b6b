"""Scores and speed of the model bundle, as its card tells them.

    python -m benchmarks.models --models models --data $SIMPUL_DATA

prints one JSON object. Treebanks are scored from raw text with Stanza's own scorer.
"""

import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import stanza
import torch
from udtools.udeval import evaluate, load_conllu_file

from kg.sentences.parsers.stanza import PROCESSORS, of_folder
from training.tagged import Span, gold_articles, project, read_iob, token_spans
from training.treebank import read_treebank

TREEBANKS = {"GSD test": "id_gsd-ud-test.conllu", "CSUI test": "id_csui-ud-test.conllu"}
COLUMNS = ("Tokens", "Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS")
KINDS = ("PER", "LOC", "ORG")
Place = tuple[int, int, int, str]
Rate = tuple[float, float]


def load(models: Path, processors: str = PROCESSORS, **settings: Any) -> Any:
    """The pipeline of a bundle, without the network."""
    return stanza.Pipeline(
        "id", dir=str(models), package="default", processors=processors,
        download_method=None, use_gpu=False, verbose=False, **of_folder(models), **settings,
    )  # fmt: skip


def treebank_scores(models: Path, path: Path) -> dict[str, float]:
    """F1 in per cent of every column, from the raw text of a treebank."""
    nlp = load(models, "tokenize,mwt,pos,lemma,depparse")
    text = " ".join(sentence.text for sentence in read_treebank(path))
    with tempfile.TemporaryDirectory() as folder:
        system = Path(folder) / "system.conllu"
        system.write_text(f"{nlp(text):C}\n\n", encoding="utf-8")
        scores = evaluate(load_conllu_file(str(path)), load_conllu_file(str(system)))
    return {column: round(100 * float(scores[column].f1), 2) for column in COLUMNS}


def f1(found: Iterable[Place], wanted: Iterable[Place]) -> dict[str, float]:
    """Span F1 in per cent, over all kinds and for each."""
    mine, gold = Counter(found), Counter(wanted)
    scores = {"all": _f1(mine, gold)}
    for kind in KINDS:
        scores[kind] = _f1(
            Counter({place: n for place, n in mine.items() if place[3] == kind}),
            Counter({place: n for place, n in gold.items() if place[3] == kind}),
        )
    return scores


def _f1(mine: Counter[Place], gold: Counter[Place]) -> float:
    right = sum((mine & gold).values())
    total = sum(mine.values()) + sum(gold.values())
    return round(200 * right / total, 2) if total else 0.0


def iob_scores(models: Path, path: Path) -> dict[str, float]:
    """Span F1 on a file of tokens and tags, with its own tokens."""
    nlp = load(models, "tokenize,ner", tokenize_pretokenized=True)
    sentences = read_iob(path)
    document = nlp([list(sentence.words) for sentence in sentences])
    found = [
        (number, first, end, kind)
        for number, sentence in enumerate(document.sentences)
        for first, end, kind in token_spans([plain(token.ner) for token in sentence.tokens])
    ]
    wanted = [
        (number, first, end, kind)
        for number, sentence in enumerate(sentences)
        for first, end, kind in token_spans(sentence.tags)
    ]
    # idner-news-2k does not mark states that are no place.
    return f1([place for place in found if place[3] != "GPE"], wanted)


def plain(tag: str) -> str:
    """A BIOES tag as BIO."""
    return {"S": "B", "E": "I"}.get(tag[0], tag[0]) + tag[1:]


def gold_scores(nlp: Any, folder: Path) -> dict[str, float]:
    """Span F1 against every occurrence of a listed surface form in annotated articles."""
    found: list[Place] = []
    wanted: list[Place] = []
    for number, (text, forms) in enumerate(gold_articles(folder)):
        spans = [
            Span(start=name.start_char, end=name.end_char, kind=name.type)
            for name in nlp(text).ents
        ]
        found += [(number, span.start, span.end, located(span.kind)) for span in spans]
        projected = project(text, forms)
        wanted += [(number, span.start, span.end, located(span.kind)) for span in projected]
    return f1(found, wanted)


def located(kind: str) -> str:
    """The kind, states counted as places."""
    return "LOC" if kind == "GPE" else kind


def words_per_second(models: Path, texts: Sequence[str]) -> Rate:
    """Words a second of one process with one thread, all texts in one call.

    By the clock, and by the processor's time: on a busy machine the second is the fairer.
    """
    torch.set_num_threads(1)
    nlp = load(models)
    nlp.bulk_process(list(texts[:2]))
    start, worked = time.perf_counter(), time.process_time()
    documents = nlp.bulk_process(list(texts))
    words = sum(int(document.num_words) for document in documents)
    return words / (time.perf_counter() - start), words / (time.process_time() - worked)


def speeds(models: Path, folder: Path) -> dict[str, Any]:
    """Seconds to load; words a second, by the clock and by processor time, of 1 and 2 processes."""
    texts = [text for text, _ in gold_articles(folder)]
    start = time.perf_counter()
    load(models)
    loading = time.perf_counter() - start
    job = partial(words_per_second, models)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        one = pool.map(job, [texts])
    with context.Pool(2) as pool:
        two = pool.map(job, [texts[::2], texts[1::2]])
    rates = {
        name: {"clock": round(sum(a for a, _ in jobs)), "processor": round(sum(b for _, b in jobs))}
        for name, jobs in (("one process", one), ("two processes", two))
    }
    return {"load": round(loading, 2), **rates}


def measures(models: Path, data: Path) -> dict[str, Callable[[], Any]]:
    """Every part of the card, by name."""
    ud, names, gold = data / "data" / "ud", data / "data" / "ner", data / "gold"
    parts: dict[str, Callable[[], Any]] = {
        name: partial(treebank_scores, models, ud / file) for name, file in TREEBANKS.items()
    }
    parts["idner-news-2k test"] = lambda: iob_scores(models, names / "idner2k-test.txt")
    parts["gold dev names"] = lambda: gold_scores(load(models, "tokenize,mwt,ner"), gold / "dev")
    parts["speed"] = lambda: speeds(models, gold / "train")
    return parts


@click.command()
@click.option("--models", type=click.Path(path_type=Path), default=Path("models"))
@click.option("--data", type=click.Path(path_type=Path), default=os.environ.get("SIMPUL_DATA"))
@click.option("--part", "parts", multiple=True, help="Only these parts of the card.")
def main(models: Path, data: Path | None, parts: tuple[str, ...]) -> None:
    """Print the numbers of the model card as JSON."""
    if data is None:
        raise click.UsageError("give --data or set SIMPUL_DATA")
    torch.set_num_threads(1)
    chosen = {
        name: measure()
        for name, measure in measures(models, data).items()
        if not parts or name in parts
    }
    json.dump(chosen, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
