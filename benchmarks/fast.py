"""What ``kg build --fast`` gains in speed, and which labels and claims it tells otherwise.

    python benchmarks/fast.py $SIMPUL_DATA/articles $SIMPUL_DATA/gold/train-2 --articles 30

Of each folder so many articles are drawn. Exact and fast parsing take turns in one process of one
thread; what counts is the processor's time, the least of three. Of what words announce, the chances
of 0.5 and more are labels.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.articles import read_articles
from kg.claims import read
from kg.knowledge.files import shipped
from kg.model import Article, Reading, Sentence
from kg.sentences.parsers.fast import FastParser
from kg.sentences.parsers.stanza import StanzaParser
from kg.sentences.workers import Parser

KINDS = ("upos", "feats", "head", "deprel", "lemma", "ner")
LIKELY = 0.5
Parsed = tuple[Sentence, ...]


def labels(sentences: Parsed) -> Iterator[tuple[str, tuple[object, ...], object]]:
    """The labels of an article: kind, what is labelled, and the label."""
    for sentence in sentences:
        for token in sentence.tokens:
            for kind in KINDS:
                yield kind, (sentence.start, token.index), getattr(token, kind)
        for word in sentence.announced or ():
            if word.chance >= LIKELY:
                event = (sentence.start, word.token, word.event)
                yield "event", event, True
                yield "factuality", event, word.factuality[0][0]
                for filler in word.arguments:
                    if filler.chance >= LIKELY:
                        yield "role", (*event, filler.token, filler.slot), True


def differing(one: Parsed, other: Parsed) -> tuple[Counter[str], Counter[str]]:
    """By kind, the labels that two parses of an article have, and those that are not in both."""
    left, right = ({(kind, what): label for kind, what, label in labels(each)}
                   for each in (one, other))  # fmt: skip
    both = left.keys() | right.keys()
    differ = (key for key in both if left.get(key) != right.get(key))
    return Counter(kind for kind, _ in both), Counter(kind for kind, _ in differ)


def claims(reading: Reading, *, weighed: bool) -> Counter[tuple[object, ...]]:
    """What an article says; ``weighed``: with confidence and reason."""
    return Counter(
        (
            *(event.type, claim.slot, claim.value, claim.start, claim.factuality),
            *(claim.attributed_to, claim.denied_by),
            *((claim.confidence, claim.reason) if weighed else ()),
        )
        for event in (*reading.events, *reading.offices)
        for claim in event.claims
    )


def drawn(folder: Path, count: int) -> list[Article]:
    """Articles of a folder, drawn at random; of equal ones, one."""
    found = (each for each in read_articles([str(folder)]) if isinstance(each, Article))
    distinct = sorted({each.text: each for each in found}.values(), key=lambda each: each.id)
    return random.Random(7).sample(distinct, min(count, len(distinct)))


def measured(
    parsers: Sequence[Parser], articles: Sequence[Article], turns: int
) -> tuple[list[float], list[list[Parsed]]]:
    """The least seconds of the processor that each parser took, and what it made."""
    seconds = [float("inf")] * len(parsers)
    made: list[list[Parsed]] = [[] for _ in parsers]
    for _ in range(turns):
        for at, parser in enumerate(parsers):
            started = time.process_time()
            made[at] = [parser.parse(article) for article in articles]
            seconds[at] = min(seconds[at], time.process_time() - started)
    return seconds, made


def tell(articles: Sequence[Article], seconds: list[float], made: list[list[Parsed]]) -> None:
    words = sum(len(each.text.split()) for each in articles)
    exact, fast = (words / spent for spent in seconds)
    print(f"{len(articles)} articles, {words:,} words")
    print(f"words a second: exact {exact:.0f}, fast {fast:.0f}, {fast / exact:.2f} times")
    total, differ = Counter[str](), Counter[str]()
    said, other_said = Counter[bool](), Counter[bool]()
    for article, one, other in zip(articles, *made, strict=True):
        labelled, changed = differing(one, other)
        total += labelled
        differ += changed
        readings = read(article, one), read(article, other)
        for weighed in (False, True):
            left, right = (claims(each, weighed=weighed) for each in readings)
            said[weighed] += left.total()
            other_said[weighed] += max((left - right).total(), (right - left).total())
    for kind in (*KINDS, "event", "factuality", "role"):
        row(kind, total[kind], differ[kind])
    row("all labels", total.total(), differ.total())
    row("claims", said[False], other_said[False])
    row("claims with confidence and reason", said[True], other_said[True])


def row(what: str, count: int, differ: int) -> None:
    print(f"| {what} | {count:,} | {differ} | {differ / count:.3%} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=30, help="of each folder")
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    articles = [each for folder in given.folders for each in drawn(folder, given.articles)]
    parsers = StanzaParser(shipped("models")), FastParser(shipped("models"))
    tell(articles, *measured(parsers, articles, given.turns))


if __name__ == "__main__":
    main()
