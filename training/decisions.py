"""Learns to weigh what frames and models propose: ``python -m training.decisions``.

The parses must be by models that had not seen the articles (``python -m training event-folds``):
the chances of models that learnt from an article are surer than they will ever be again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kg.claims import Understood, understand
from kg.claims.events import is_complete, joined
from kg.claims.extract import EventMention, event_mentions
from kg.claims.fillers import Filler
from kg.claims.learned import decide, filler, mention_of
from kg.claims.learned.features import around, of_event, of_filler
from kg.claims.learned.groups import of_group
from kg.claims.learned.options import Option, options
from kg.claims.learned.proposals import named, proposals
from kg.claims.learned.sources import asked, of_source
from kg.claims.learned.weights import deciding_by, decision
from kg.claims.told import Told
from kg.evaluation.alignment import pairs
from kg.evaluation.annotation import SUFFIX
from kg.evaluation.material import annotated_articles
from kg.model import Article, Sentence
from kg.sentences.parsers.recorded import RecordedParser
from training.event_labels import COUNTED, agrees, event_name, events, fills, quoted, same_entities
from training.logistic import Example, learn

# Chances for a yes, and for what rules say too, chosen by cross-validation: no fact of the models
# alone that is likelier wrong than what frames read.
LEAST = {"event": 0.35, "filler": 0.65, "group": 0.5, "source": 0.4}
RULED = {"event": 0.23, "filler": 0.1, "group": 0.35, "source": 0.1}
STRENGTH = 0.1  # inverse of the regularisation
ALIKE = 2  # fillers of an event that shares no sentence with one that is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article as it is understood, what frames read from it, and what annotators say."""

    known: Understood
    read: tuple[EventMention, ...]
    events: tuple[Mapping[str, Any], ...]
    evidence: Mapping[str, frozenset[int]]  #: the sentences of each event, by its id
    entities: Mapping[str, frozenset[str]]  #: what was found of each that is annotated

    def told_in(self, sentence: int, name: str) -> list[Mapping[str, Any]]:
        """The events of a name that a sentence is evidence for."""
        return [
            event
            for event in self.events
            if event_name(event) == name and sentence in self.evidence[event["id"]]
        ]

    def fits(self, one: Option | Filler, event: Mapping[str, Any]) -> bool:
        """Whether a slot of an event is filled so."""
        stem = one.slot.removesuffix("Min").removesuffix("Max")
        slot = stem if stem in COUNTED else one.slot
        return agrees(slot, one.value.text, fills(event, slot, self.entities))


@dataclass(frozen=True, slots=True)
class Examples:
    """Answered questions of each kind."""

    event: list[Example] = field(default_factory=list)
    filler: list[Example] = field(default_factory=list)
    source: list[Example] = field(default_factory=list)


Lesson = tuple[Annotated, Examples]


def beside(article: Article, sentences: Sequence[Sentence], gold: Mapping[str, Any]) -> Annotated:
    """An article beside its annotation."""
    known = understand(article, sentences)
    return Annotated(
        known=known,
        read=tuple(m for clause in known.clauses for m in event_mentions(clause, known.sides)),
        events=tuple(gold["events"]),
        evidence={
            event["id"]: frozenset(
                i for quote in event["evidence"] for i in quoted(article, known, quote)
            )
            for event in gold["events"]
        },
        entities=same_entities(known, gold),
    )


def examples(article: Annotated) -> Examples:
    """The questions that an article's sentences ask, with the annotators' answers.

    A proposal is right if an event of its kind has evidence in the sentence; what fills slots is
    asked of right ones.
    """
    known = article.known
    whole = around(known.clauses, len(article.read))
    found = Examples()
    right: list[tuple[EventMention, set[str]]] = []
    for clause in known.clauses:
        mentions = [one for one in article.read if one.sentence == clause.sentence.index]
        for one in proposals(clause, mentions, known.sides):
            told = article.told_in(clause.sentence.index, one.event)
            found.event.append((of_event(one, whole), bool(told)))
            if told:
                given = options(one, known.sides)
                fit = [any(article.fits(each, event) for event in told) for each in given]
                found.filler.extend(
                    (of_filler(each, one, given), fits)
                    for each, fits in zip(given, fit, strict=True)
                )
                fillers = [filler(each, 1.0) for each, fits in zip(given, fit, strict=True) if fits]
                sources = set().union(*(fills(event, "source", article.entities) for event in told))
                right.append((mention_of(one, 1.0, fillers, known.sides), sources))
    found.source.extend(_sources(known, right))
    return found


def _sources(
    known: Understood, right: Sequence[tuple[EventMention, set[str]]]
) -> Iterator[Example]:
    wanted = {_place(mention): sources for mention, sources in right}
    for group in joined(known.clauses, [mention for mention, _ in right], known.sides):
        named = set().union(*(wanted[_place(one.mention)] for one in group))
        for entity in asked(group):
            yield of_source(entity, group, known.sides), entity in named


def _place(mention: EventMention) -> tuple[int, int, str]:
    return mention.sentence, mention.token, mention.frame


def groups(article: Annotated) -> Iterator[Example]:
    """The events that decided mentions make, and whether annotators have each.

    Of several that may be one of theirs, it is the one with most in common.
    """
    known = article.known
    mentions = decide(known.clauses, article.read, known.sides)
    whole = around(known.clauses, len(mentions))
    found = joined(known.clauses, mentions, known.sides)
    scores = [[_alike(group, event, article) for event in article.events] for group in found]
    right = {at for at, _ in pairs(scores)}
    for at, group in enumerate(found):
        yield of_group(group, complete=is_complete(group), article=whole), at in right


def _alike(group: Sequence[Told], event: Mapping[str, Any], article: Annotated) -> float:
    """How much events have in common; 0 where it is too little for one."""
    if all(named(one.mention) != event_name(event) for one in group):
        return 0.0
    given = {(f.slot, f.value.text): f for one in group for f in one.mention.fillers}
    shared = sum(article.fits(one, event) for one in given.values())
    if any(one.mention.sentence in article.evidence[event["id"]] for one in group):
        shared += ALIKE
    return float(shared) if shared >= ALIKE else 0.0


def decisions(given: Sequence[Lesson]) -> dict[str, Any]:
    """All decisions, as ontology/decisions.json has them."""
    found = [asked_of for _, asked_of in given]
    learnt = {
        "event": {"known": events(), **_learnt("event", (x for one in found for x in one.event))},
        "filler": _learnt("filler", (x for one in found for x in one.filler)),
        "source": _learnt("source", (x for one in found for x in one.source)),
    }
    with deciding_by({name: decision(one) for name, one in learnt.items()}):
        grouped = [example for article, _ in given for example in groups(article)]
    return learnt | {"group": _learnt("group", grouped)}


def _learnt(kind: str, found: Iterable[Example]) -> dict[str, Any]:
    return {"least": LEAST[kind], "ruled": RULED[kind], "weights": learn(found, STRENGTH)}


def lessons(folder: Path, parser: RecordedParser) -> dict[str, Lesson]:
    """What there is to learn from the annotated articles of a folder, by their ids."""
    found = {}
    for article in annotated_articles(folder, folder):
        gold = json.loads((folder / f"{article.id}{SUFFIX}").read_text(encoding="utf-8"))
        one = beside(article, parser.parse(article), gold)
        found[article.id] = one, examples(one)
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
    found = [one for folder in gold for one in lessons(folder, parser).values()]
    text = json.dumps(decisions(found), ensure_ascii=False, indent=1)
    output.write_text(f"{text}\n", encoding="utf-8")
    click.echo(f"learned from {len(found)} articles")


if __name__ == "__main__":
    main()
