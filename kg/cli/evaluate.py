"""``kg evaluate``."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER

if TYPE_CHECKING:
    from kg.evaluation import Evaluation
    from kg.evaluation.figures import Figures
    from kg.evaluation.material import Material

_EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("gold", type=FOLDER, metavar="GOLD_DIR")
@click.option("--articles", type=FOLDER, help="Where the texts lie, if not in GOLD_DIR.")
@click.option("-d", "--dir", "folder", type=FOLDER, help="Measure what was built there.")
@click.option("--parses", type=_EXISTING, help="Recorded parses (kg record), not the models.")
@click.option(
    "--models",
    envvar="SIMPUL_MODELS",
    metavar="DIR|stanford",
    help="Language models other than the bundled ones.",
)
@click.option("--names", "own", metavar="DIR", help="Names of your own (kg build --names).")
@click.option("--json", "as_json", is_flag=True, help="The figures alone, as JSON.")
@click.option("--errors", "listed", is_flag=True, help="List every error after the tables.")
@click.option(
    "--raise-floors",
    "floors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Raise the floors in this file to just below the figures; none is lowered.",
)
def evaluate(
    gold: Path,
    articles: Path | None,
    folder: Path | None,
    parses: Path | None,
    models: str | None,
    own: str | None,
    as_json: bool,
    listed: bool,
    floors: Path | None,
) -> None:
    """Read annotated articles and compare what is found with what people found.

    GOLD_DIR has an annotation <id>.gold.json for each article <id>.txt. Prints precision, recall
    and F1 (events by their fillers, CEAF for template filling), then the errors by cause.

    \b
    Example:
      kg evaluate tests/gold --articles examples
    """
    from kg.evaluation import evaluate
    from kg.evaluation.annotation import read_annotations
    from kg.evaluation.floors import raised, read_floors, write_floors
    from kg.evaluation.material import workspace_material

    annotations = read_annotations(gold)
    if folder:
        material = workspace_material(folder)
    else:
        material = _material(gold, articles or gold, parses, models, own)
    found = evaluate(annotations, material)
    for absent in found.absent:
        click.echo(
            f"{absent}: annotated, but not in {folder}; all of it counts as missed", err=True
        )
    if as_json:
        click.echo(json.dumps(found.figures.as_json(), indent=1))
    else:
        _echo_figures(found.figures)
        _echo_calibration(found)
        _echo_errors(found, listed=listed)
    if floors:
        name = (articles or gold).resolve().name
        write_floors(floors, raised(read_floors(floors), name, found.figures))


def _material(
    gold: Path, texts: Path, parses: Path | None, models: str | None, own: str | None
) -> "Material":
    from kg.evaluation.material import annotated_articles, read_material
    from kg.knowledge.gazetteers import NO_NAMES, own_names
    from kg.sentences.models import models_folder
    from kg.sentences.parsers.recorded import RecordedParser

    names = own_names(Path(own)) if own else NO_NAMES
    articles = annotated_articles(gold, texts)
    if parses:
        return read_material(articles, RecordedParser(parses), names)
    where = models_folder(models)
    from kg.sentences.parsers.stanza import StanzaParser  # imports torch: seconds

    return read_material(articles, StanzaParser(where), names)


def _echo_figures(figures: "Figures") -> None:
    for name, row in figures.rows.items():
        rates = f"P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}"
        click.echo(f"{name:24} {rates}  (gold {row.gold:g}, predicted {row.found:g})")
    click.echo(f"{'factuality accuracy':24} {figures.factuality:.4f}")
    click.echo(f"articles {figures.articles}")


def _echo_calibration(found: "Evaluation") -> None:
    click.echo("\nconfidence    claims  right")
    for one in found.calibration:
        if one.claims:
            share = one.right / one.claims
            click.echo(f"{one.low:.1f} to {min(one.high, 1):.1f} {one.claims:>9}  {share:.3f}")


def _echo_errors(found: "Evaluation", *, listed: bool) -> None:
    from kg.evaluation.causes import table

    click.echo("\nerrors by cause")
    for cause, about, count in table(found.errors):
        click.echo(f"{count:>5}  {cause:44} {about}")
    for error in found.errors if listed else ():
        click.echo("  ".join(str(part) for part in asdict(error).values()))
