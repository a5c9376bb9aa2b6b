"""Learns how sure claims are, from annotated articles: ``python -m training.confidence``.

Every claim about an event of every article is right or wrong by the annotation; a logistic
regression over its properties gives the weights that kg/claims/confidence.py adds up. Weights that
hardly matter are left out, so the file stays small enough to read.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

import kg
from kg.claims import read
from kg.claims.confidence import properties
from kg.evaluation.annotation import Annotation, read_annotations
from kg.evaluation.comparison import agreement, compare
from kg.evaluation.material import annotated_articles
from kg.evaluation.predicted import annotations
from kg.model import Claim, Event, Reading, Run
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.sentences.parsers.recorded import RecordedParser
from training.logistic import Example, learn

STRENGTH = 0.3  #: inverse of the regularisation; properties are many and articles few


def examples(gold: Annotation, reading: Reading) -> Iterator[Example]:
    """The claims of one article with their properties and whether they are right."""
    run = Run(version=kg.__version__, models="", settings="")
    graph = resolve([reading], Ledger(), run)
    id_ = reading.article.id
    one = compare(id_, gold, annotations(graph)[id_])
    right = {
        match.found.id: {
            (found.slot, found.value)
            for ours, found in match.fillers
            if agreement(ours, found, one.entities) == 1
        }
        for match in one.matches
    }
    for event in graph.events:
        for claim in event.claims:
            if claim.slot not in ("name", "force", "item"):
                named = properties(event.type, claim, event.claims)
                yield dict.fromkeys(named, 1), _is_right(event, claim, right)


def _is_right(event: Event, claim: Claim, right: dict[str, set[tuple[str, str]]]) -> bool:
    if event.id not in right or claim.slot == "type":
        return event.id in right
    values = {claim.value.text, claim.value.text.casefold()}
    slots = {claim.slot, claim.slot.removesuffix("Min").removesuffix("Max")}
    return any((slot, value) in right[event.id] for slot in slots for value in values)


@click.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--parses",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Their parses, recorded with kg record.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(gold: tuple[Path, ...], parses: Path, output: Path) -> None:
    """Learn from the annotated articles in all folders GOLD."""
    parser = RecordedParser(parses)
    found: list[Example] = []
    for folder in gold:
        annotated = read_annotations(folder)
        for article in annotated_articles(folder, folder):
            found += examples(annotated[article.id], read(article, parser.parse(article)))
    weights = learn(found, STRENGTH)
    output.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{len(found)} claims, {len(weights)} weights")


if __name__ == "__main__":
    main()
