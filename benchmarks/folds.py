"""Names and entities of annotated articles, each read by models that have not seen it.

    python -m benchmarks.folds OUT/folds --data $SIMPUL_DATA --parses DIR

OUT/folds is what ``python -m training folds`` wrote. Prints one JSON object, with the figures of
every folder of articles, and leaves the parses in DIR, of which ``kg evaluate GOLD --parses DIR``
tells more.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.models import Place, f1, located
from kg.evaluation import evaluate
from kg.evaluation.annotation import SUFFIX, read_annotations
from kg.evaluation.material import annotated_articles, read_material
from kg.model import Sentence
from kg.sentences.parsers.recorded import RecordedParser, write
from kg.sentences.parsers.stanza import StanzaParser
from training.folders import Folders
from training.folds import dated_folds
from training.tagged import gold_article, project, token_spans


def record(bundles: Path, folders: Sequence[Path], parses: Path) -> None:
    """Write the parse of every article by the models of its fold."""
    articles = {one.id: one for folder in folders for one in annotated_articles(folder, folder)}
    for number, paths in enumerate(dated_folds(folders)):
        parser = StanzaParser(bundles / str(number))
        chosen = [articles[path.name.removesuffix(SUFFIX)] for path in paths]
        write(parses / f"fold-{number}.conllu", ((each.id, parser.parse(each)) for each in chosen))


def names(folder: Path, parser: RecordedParser) -> dict[str, float]:
    """Span F1 against every occurrence of a listed surface form."""
    found: list[Place] = []
    wanted: list[Place] = []
    for number, article in enumerate(annotated_articles(folder, folder)):
        spans = name_spans(parser.parse(article))
        found += [(number, first, end, located(kind)) for first, end, kind in spans]
        _, forms = gold_article(folder / f"{article.id}{SUFFIX}")
        spans = ((span.start, span.end, span.kind) for span in project(article.text, forms))
        wanted += [(number, first, end, located(kind)) for first, end, kind in spans]
    return f1(found, wanted)


def name_spans(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, str]]:
    """Characters and kinds of the names that the tagger found."""
    for sentence in sentences:
        tokens = sentence.tokens
        for first, end, kind in token_spans([token.ner for token in tokens]):
            yield tokens[first].start, tokens[end - 1].end, kind


def entities(folder: Path, parser: RecordedParser) -> dict[str, Any]:
    """Figures of the graph that is made of the parses."""
    material = read_material(annotated_articles(folder, folder), parser)
    return evaluate(read_annotations(folder), material).figures.as_json()


@click.command()
@click.argument("bundles", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), default=os.environ.get("SIMPUL_DATA"))
@click.option("--parses", type=click.Path(file_okay=False, path_type=Path), required=True)
def main(bundles: Path, data: Path | None, parses: Path) -> None:
    """Parse the articles and print the figures as JSON."""
    if data is None:
        raise click.UsageError("give --data or set SIMPUL_DATA")
    folders = Folders(data=data, out=bundles.parent).folded
    record(bundles, folders, parses)
    parser = RecordedParser(parses)
    figures = {
        folder.name: {"names": names(folder, parser), "graph": entities(folder, parser)}
        for folder in folders
    }
    json.dump(figures, sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
