"""Learns to weigh what frames and models propose: ``python -m training.decisions``.

The parses must be by models that had not seen the articles (``python -m training event-folds``):
the chances of models that learnt from an article are surer than they will ever be again.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg.claims import Understood, understand
from kg.claims.extract import EventMention, event_mentions
from kg.claims.learned import filler, mention_of
from kg.claims.learned.features import around, of_event, of_filler
from kg.claims.learned.options import Option, options
from kg.claims.learned.proposals import proposals
from kg.claims.learned.sources import asked, of_source
from kg.claims.told import told_by_rules
from kg.evaluation.annotation import SUFFIX
from kg.evaluation.material import annotated_articles
from kg.model import Article, Sentence
from kg.sentences.parsers.recorded import RecordedParser
from training.event_labels import COUNTED, agrees, event_name, events, fills, quoted, same_entities
from training.logistic import Example, learn

# Chances for a yes, and for what rules say too, chosen by cross-validation: no fact of the models
# alone that is likelier wrong than what frames read.
LEAST = {"event": 0.35, "filler": 0.65, "source": 0.4}
RULED = {"event": 0.23, "filler": 0.1, "source": 0.2}
STRENGTH = 0.1  # inverse of the regularisation


@dataclass(frozen=True, slots=True)
class Examples:
    """Answered questions of each kind."""

    event: list[Example] = field(default_factory=list)
    filler: list[Example] = field(default_factory=list)
    source: list[Example] = field(default_factory=list)


def examples(article: Article, sentences: Sequence[Sentence], gold: Mapping[str, Any]) -> Examples:
    """The questions that an article asks, with the annotators' answers.

    A proposal is right if an event of its kind has evidence in the sentence; what fills slots is
    asked of right ones.
    """
    known = understand(article, sentences)
    entities = same_entities(known, gold)
    told_in: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for event in gold["events"]:
        for index in {i for quote in event["evidence"] for i in quoted(article, known, quote)}:
            told_in[index].append(event)
    read = [event_mentions(clause, known.sides) for clause in known.clauses]
    whole = around(known.clauses, sum(map(len, read)))
    found = Examples()
    right: list[tuple[EventMention, set[str]]] = []
    for clause, mentions in zip(known.clauses, read, strict=True):
        for one in proposals(clause, mentions, known.sides):
            told = [e for e in told_in[clause.sentence.index] if event_name(e) == one.event]
            found.event.append((of_event(one, whole), bool(told)))
            if told:
                given = options(one, known.sides)
                fit = [any(_fills(each, event, entities) for event in told) for each in given]
                found.filler.extend(
                    (of_filler(each, one, given), fits)
                    for each, fits in zip(given, fit, strict=True)
                )
                fillers = [filler(each, 1.0) for each, fits in zip(given, fit, strict=True) if fits]
                sources = set().union(*(fills(event, "source", entities) for event in told))
                right.append((mention_of(one, 1.0, fillers, known.sides), sources))
    found.source.extend(_sources(known, right))
    return found


def _sources(
    known: Understood, right: Sequence[tuple[EventMention, set[str]]]
) -> Iterator[Example]:
    told = told_by_rules(known.clauses, [mention for mention, _ in right], known.sides)
    for one, (_, wanted) in zip(told, right, strict=True):
        for entity in asked(one.mention, one.attributed_to):
            features = of_source(entity, one.mention, one.attributed_to, known.sides)
            yield features, entity in wanted


def _fills(
    option: Option, event: Mapping[str, Any], entities: Mapping[str, frozenset[str]]
) -> bool:
    stem = option.slot.removesuffix("Min").removesuffix("Max")
    slot = stem if stem in COUNTED else option.slot
    return agrees(slot, option.value.text, fills(event, slot, entities))


def decisions(found: Sequence[Examples]) -> dict[str, Any]:
    """All decisions, as ontology/decisions.json has them."""
    kinds: dict[str, Iterator[Example]] = {
        "event": (each for one in found for each in one.event),
        "filler": (each for one in found for each in one.filler),
        "source": (each for one in found for each in one.source),
    }
    learnt = {
        kind: {"least": LEAST[kind], "ruled": RULED[kind], "weights": learn(each, STRENGTH)}
        for kind, each in kinds.items()
    }
    return learnt | {"event": {"known": events(), **learnt["event"]}}


def folder_examples(folder: Path, parser: RecordedParser) -> dict[str, Examples]:
    """The questions of each annotated article of a folder."""
    found = {}
    for article in annotated_articles(folder, folder):
        gold = json.loads((folder / f"{article.id}{SUFFIX}").read_text(encoding="utf-8"))
        found[article.id] = examples(article, parser.parse(article), gold)
    return found


@click.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--parses", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(gold: tuple[Path, ...], parses: Path, output: Path) -> None:
    """Learn from the annotated articles in all folders GOLD."""
    parser = RecordedParser(parses)
    found = [one for folder in gold for one in folder_examples(folder, parser).values()]
    text = json.dumps(decisions(found), ensure_ascii=False, indent=1)
    output.write_text(f"{text}\n", encoding="utf-8")
    click.echo(f"{sum(len(one.event) for one in found)} proposals of {len(found)} articles")


if __name__ == "__main__":
    main()
