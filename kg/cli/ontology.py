"""``kg ontology``."""

from pathlib import Path

import click

from kg.cli._shared import FOLDER


@click.command()
@click.option("-o", "--output", "folder", type=FOLDER, help="Write here; else where they belong.")
def ontology(folder: Path | None) -> None:
    """Rewrite the vocabulary, shapes and context that follow from the frames and slots.

    For those who change ontology/frames/ or ontology/slots.yaml.

    \b
    Example:
      kg ontology
    """
    from kg.knowledge.files import shipped
    from kg.rdf.generate import write

    for path in write(folder or shipped("ontology")):
        click.echo(path)
