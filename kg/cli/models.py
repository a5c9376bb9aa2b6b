"""``kg models``."""

from pathlib import Path

import click

from kg.cli._shared import FOLDER


@click.group()
def models() -> None:
    """Fetch language models other than the bundled ones."""


@models.command()
@click.argument("name", type=click.Choice(["stanford"]))
@click.option("--to", "folder", type=FOLDER, help="Keep them here, not in the user's cache.")
@click.option(
    "--url",
    envvar="STANZA_RESOURCES_URL",
    help="Where Stanza's lists of models are, if not at Stanford's address.",
)
def fetch(name: str, folder: Path | None, url: str | None) -> None:
    """Download models and check them: the one command that uses the network.

    Stanford has no Indonesian NER, so that part is the bundle's. Afterwards:
    kg build ... --models stanford

    \b
    Example:
      kg models fetch stanford
    """
    from kg.knowledge.files import shipped
    from kg.sentences import models as language_models

    folder = folder or language_models.stanford_folder()
    address = url or language_models.RESOURCES_URL
    language_models.fetch(folder, address, lambda part: click.echo(f"fetching {part}", err=True))
    language_models.add_ner(folder, shipped("models"))
    click.echo(folder)
