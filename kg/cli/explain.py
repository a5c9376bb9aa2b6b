"""``kg explain``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import FOLDER

if TYPE_CHECKING:
    from kg.model import Article, Sentence

_EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("thing", required=False, metavar="[IRI]")
@click.option(
    "-d",
    "--dir",
    "folder",
    type=FOLDER,
    default=Path("output/demo"),
    show_default=True,
    help="The workspace.",
)
@click.option("--slot", metavar="NAME", help="Only this slot of an event or office.")
@click.option("--sentence", metavar="TEXT", help="Explain how this text is read instead.")
@click.option("--published", metavar="YYYY-MM-DD", help="The day from which TEXT counts dates.")
@click.option("--parse", "parses", type=_EXISTING, help="Recorded parses (kg record) with TEXT.")
@click.option(
    "--models",
    envvar="SIMPUL_MODELS",
    metavar="DIR|stanford",
    help="Language models other than the bundled ones, for TEXT.",
)
@click.option(
    "--names", "own", metavar="DIR", help="Names of your own (kg build --names), for TEXT."
)
def explain(
    thing: str | None,
    folder: Path,
    slot: str | None,
    sentence: str | None,
    published: str | None,
    parses: Path | None,
    models: str | None,
    own: str | None,
) -> None:
    """Show why the graph says something, or what is seen in a sentence.

    IRI is that of an entity, event, office or claim, its end ("person/kim-jong-un"), or a part of
    an article ("seed-000/e2").

    \b
    Example:
      kg explain person/kim-jong-un
      kg explain --sentence "Kim Jong Un bertemu Putin di Moskow."
    """
    if (thing is None) == (sentence is None):
        raise click.UsageError("either the IRI of a thing or --sentence TEXT is expected")
    if sentence is not None:
        lines = _of_sentence(*_parsed(sentence, published, parses, models), own)
    else:
        lines = _of_thing(str(thing), folder, slot)
    click.echo("\n".join(lines))


def _of_thing(thing: str, folder: Path, slot: str | None) -> list[str]:
    from kg.explain.things import explain
    from kg.exports import stored_settings
    from kg.stages import real_stages
    from kg.workspace import Workspace

    with Workspace(folder) as workspace:
        readings = list(workspace.readings())
        stages = real_stages(stored_settings(workspace), folder)
    return explain(stages.resolve(readings), readings, thing, slot)


def _of_sentence(
    article: "Article", sentences: "tuple[Sentence, ...]", own: str | None
) -> list[str]:
    from kg.explain.sentences import explain_sentences
    from kg.knowledge.gazetteers import NO_NAMES, in_use, own_names

    with in_use(own_names(Path(own)) if own else NO_NAMES):
        return explain_sentences(article, sentences)


def _parsed(
    text: str, published: str | None, parses: Path | None, models: str | None
) -> "tuple[Article, tuple[Sentence, ...]]":
    from dataclasses import replace
    from datetime import date

    from kg.errors import InputError, ModelError
    from kg.model import Article
    from kg.sentences.models import models_folder
    from kg.sentences.parsers.recorded import RecordedParser

    try:
        day = date.fromisoformat(published).isoformat() if published else None
    except ValueError as error:
        raise InputError(f"--published {published}: YYYY-MM-DD is expected") from error
    article = Article(id="sentence", text=text, source="the command line", published=day)
    if not parses:
        where = models_folder(models)
        from kg.sentences.parsers.stanza import StanzaParser  # imports torch: seconds

        return article, StanzaParser(where).parse(article)
    recorded = RecordedParser(parses)
    id_ = recorded.same_text(text)
    if id_ is None:
        raise ModelError(f"{parses}: no recorded parse of this text; kg record makes one")
    article = replace(article, id=id_)
    return article, recorded.parse(article)
