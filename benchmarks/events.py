"""Events of annotated articles, each read by models and decisions that have not seen it.

    python -m benchmarks.events OUT/events/folds --data $SIMPUL_DATA [--floors tests/floors.json]

OUT/events/folds is what ``python -m training event-folds`` wrote. Prints one JSON object: for every
folder of articles the figures of the frames alone and of frames and models weighed, and the number
of false events. With --floors, fails where the weighed figures have fallen below.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

import kg
from kg.claims import understand
from kg.claims.events import join
from kg.claims.extract import event_mentions
from kg.claims.learned import decide
from kg.claims.learned.weights import Decision, decision
from kg.evaluation.annotation import SUFFIX, Annotation, read_annotations
from kg.evaluation.comparison import Comparison, compare
from kg.evaluation.figures import Figures, figures
from kg.evaluation.floors import fallen, read_floors
from kg.evaluation.material import annotated_articles
from kg.evaluation.predicted import annotations
from kg.model import Article, Reading, Run, Sentence
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser
from training.decisions import Examples, decisions, folder_examples
from training.folders import Folders
from training.folds import dated_folds

PLACES = ("kg.claims.learned.decisions", "kg.claims.learned.sources.decisions")
Table = dict[str, Decision]


def tables(folders: Sequence[Path], parser: RecordedParser) -> dict[str, Table]:
    """For each article the decisions learnt from the articles of other folds."""
    found: dict[str, Examples] = {}
    for folder in folders:
        found |= folder_examples(folder, parser)
    learnt: dict[str, Table] = {}
    for paths in dated_folds(folders):
        ids = {path.name.removesuffix(SUFFIX) for path in paths}
        given = decisions([one for id_, one in found.items() if id_ not in ids])
        table = {name: decision(one) for name, one in given.items()}
        learnt |= dict.fromkeys(ids, table)
    return learnt


def reading(article: Article, sentences: Sequence[Sentence], table: Table | None) -> Reading:
    """An article read by these decisions, or by the frames alone."""
    known = understand(article, sentences)
    mentions = [m for clause in known.clauses for m in event_mentions(clause, known.sides)]
    with patch(PLACES[0], lambda: table), patch(PLACES[1], lambda: table):
        if table:
            mentions = list(decide(known.clauses, mentions, known.sides))
        events = join(article, known.clauses, mentions, known.sides)
    return Reading(article=article, entities=known.entities, offices=known.offices, events=events)


def compared(
    folder: Path, parser: RecordedParser, learnt: dict[str, Table], *, alone: bool
) -> Iterator[Comparison]:
    """Each article of a folder beside its annotation."""
    gold: dict[str, Annotation] = read_annotations(folder)
    for article in annotated_articles(folder, folder):
        table = None if alone else learnt[article.id]
        read = reading(article, parser.parse(article), table)
        graph = resolve([read], Ledger(), Run(version=kg.__version__, models="", settings=""))
        yield compare(article.id, gold[article.id], annotations(graph)[article.id])


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
    learnt = tables(folders, parser)
    table, below = {}, []
    for folder in folders:
        alone, weighed = (
            figures(list(compared(folder, parser, learnt, alone=each))) for each in (True, False)
        )
        table[folder.name] = {"frames": told(alone), "weighed": told(weighed)}
        if floors:
            wanted = read_floors(floors).get(f"folds {folder.name}", {})
            below += [f"{folder.name}: {line}" for line in fallen(wanted, weighed)]
    json.dump(table, sys.stdout, indent=1)
    sys.stdout.write("\n")
    if below:
        raise click.ClickException("; ".join(below))


if __name__ == "__main__":
    main()
