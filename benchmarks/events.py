"""Events of annotated articles, each read by models and decisions that have not seen it.

    python -m benchmarks.events OUT/events/folds --data $SIMPUL_DATA [--floors tests/floors.json]

OUT/events/folds is what ``python -m training event-folds`` wrote. Prints one JSON object: for every
folder of articles the figures of the frames alone and of frames and models weighed, the number of
false events, and how many claims are sure and of these how many right, by a confidence learned in
the same way. With --floors, fails where the weighed figures have fallen below.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

import kg
from kg.claims.events import join
from kg.claims.learned import decide
from kg.claims.learned.weights import Decision, deciding_by, decision
from kg.claims.weighing import chance
from kg.evaluation.annotation import SUFFIX, Annotation, read_annotations
from kg.evaluation.comparison import Comparison, compare
from kg.evaluation.figures import Figures, figures
from kg.evaluation.floors import fallen, read_floors
from kg.evaluation.material import annotated_articles
from kg.evaluation.predicted import annotations
from kg.model import Article, Reading, Run
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser
from training.confidence import STRENGTH, examples
from training.decisions import Annotated, Lesson, decisions, lessons
from training.folders import Folders
from training.folds import dated_folds
from training.logistic import Example, learn

Table = dict[str, Decision]

SURE = 0.9  # confidence of the claims that are looked at


def tables(folders: Sequence[Path], given: Mapping[str, Lesson]) -> dict[str, Table]:
    """For each article the decisions learnt from the articles of other folds."""
    learnt: dict[str, Table] = {}
    for paths in dated_folds(folders):
        ids = {path.name.removesuffix(SUFFIX) for path in paths}
        found = decisions([one for id_, one in given.items() if id_ not in ids])
        table = {name: decision(one) for name, one in found.items()}
        learnt |= dict.fromkeys(ids, table)
    return learnt


def reading(article: Article, beside: Annotated, table: Table | None) -> Reading:
    """An article read by these decisions, or by the frames alone."""
    known, mentions = beside.known, beside.read
    if table is None:
        events = join(article, known.clauses, mentions, known.sides)
    else:
        with deciding_by(table):
            mentions = decide(known.clauses, mentions, known.sides)
            events = join(article, known.clauses, mentions, known.sides)
    return Reading(article=article, entities=known.entities, offices=known.offices, events=events)


def _claims(
    folders: Sequence[Path], given: Mapping[str, Lesson], learnt: Mapping[str, Table]
) -> Iterator[tuple[str, list[Example]]]:
    """What the claims of each article are like, and whether they are right."""
    for folder in folders:
        gold = read_annotations(folder)
        for article in annotated_articles(folder, folder):
            read = reading(article, given[article.id][0], learnt[article.id])
            yield article.id, list(examples(gold[article.id], read))


def compared(
    folder: Path, given: Mapping[str, Lesson], learnt: Mapping[str, Table], *, alone: bool
) -> Iterator[Comparison]:
    """Each article of a folder beside its annotation."""
    gold: dict[str, Annotation] = read_annotations(folder)
    for article in annotated_articles(folder, folder):
        table = None if alone else learnt[article.id]
        read = reading(article, given[article.id][0], table)
        graph = resolve([read], Ledger(), Run(version=kg.__version__, models="", settings=""))
        yield compare(article.id, gold[article.id], annotations(graph)[article.id])


def sure(
    folder: Path, folders: Sequence[Path], claims: Mapping[str, Sequence[Example]]
) -> dict[str, float]:
    """How many of a folder's claims are sure and right, by what those of other folds tell."""
    own = {path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}")}
    every, right = 0, []
    for paths in dated_folds(folders):
        ids = {path.name.removesuffix(SUFFIX) for path in paths}
        others = (each for id_, each in claims.items() if id_ not in ids)
        weights = learn(chain.from_iterable(others), STRENGTH)
        judged = [one for id_ in ids & own for one in claims[id_]]
        every += len(judged)
        right += [is_right for named, is_right in judged if chance(weights, named) >= SURE]
    return {
        "claims": every,
        "sure": round(len(right) / max(1, every), 3),
        "right": round(sum(right) / max(1, len(right)), 3),
    }


def told(found: Figures) -> dict[str, Any]:
    """The figures of events."""
    rows = found.as_json()
    names = ("events", "events core", "detection", "attribution", "factuality accuracy")
    detected = found.rows["detection"]
    return {name: rows[name] for name in names} | {"false": detected.found - detected.correct}


@click.command()
@click.argument("parses", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), default=os.environ.get("SIMPUL_DATA"))
@click.option("--floors", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(parses: Path, data: Path | None, floors: Path | None) -> None:
    """Read the articles of all folds and print the figures as JSON."""
    if data is None:
        raise click.UsageError("give --data or set SIMPUL_DATA")
    places = Folders(data=data, out=parses)
    folders = (places.gold, *places.folded)
    parser = RecordedParser(parses)
    given = {id_: one for folder in folders for id_, one in lessons(folder, parser).items()}
    learnt = tables(folders, given)
    claims = dict(_claims(folders, given, learnt))
    table, below = {}, []
    for folder in folders:
        alone, weighed = (
            figures(list(compared(folder, given, learnt, alone=each))) for each in (True, False)
        )
        table[folder.name] = {
            "frames": told(alone),
            "weighed": told(weighed),
            "confidence": sure(folder, folders, claims),
        }
        if floors:
            wanted = read_floors(floors).get(f"folds {folder.name}", {})
            below += [f"{folder.name}: {line}" for line in fallen(wanted, weighed)]
    json.dump(table, sys.stdout, indent=1)
    sys.stdout.write("\n")
    if below:
        raise click.ClickException("; ".join(below))


if __name__ == "__main__":
    main()
