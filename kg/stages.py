"""The steps of a build as functions, each with a fingerprint of all that decides its result."""

import functools
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import kg
from kg.fingerprint import fingerprint
from kg.knowledge.files import shipped
from kg.model import Article, Graph, Reading, Run, Sentence
from kg.resolve.ledger import DECISIONS, Ledger
from kg.sentences.models import RESOURCES, STANFORD, models_folder
from kg.sentences.workers import Parser

_CODE = Path(kg.__file__).parent
_LIBRARIES = ("stanza", "torch", "babel", "dateparser")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user chooses for a workspace; later commands on it use the same."""

    models: str | None = None  #: None is the bundle, else "stanford" or a folder
    base: str | None = None  #: of the IRIs of things; None is Simpul's own
    formats: tuple[str, ...] = ()  #: modules of kg/views, beside those that are always written


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The steps; a test puts cheap ones here."""

    parser: str  #: fingerprint: an equal one means equal sentences
    make_parser: Callable[[], Parser]
    reader: str  #: fingerprint: an equal one means an equal reading
    read: Callable[[Article, Sequence[Sentence]], Reading]
    resolver: str  #: fingerprint: an equal one means an equal graph and equal exports
    resolve: Callable[[Iterable[Reading]], Graph]


def real_stages(settings: Settings, folder: Path) -> Stages:
    """The steps with real models and the decisions of the workspace in ``folder``.

    ModelError if the models are not there. Nothing heavy is imported until a step runs.
    """
    models = models_folder(settings.models)
    listed = fingerprint(models / RESOURCES)
    name = settings.models if settings.models in (None, STANFORD) else "folder"
    run = Run(
        version=kg.__version__,
        models=f"{name or 'bundle'} {listed[:12]}",
        settings=f"base={settings.base or 'default'}",
    )
    decisions = folder / DECISIONS
    decided = decisions.read_bytes() if decisions.is_file() else b""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    knowledge = shipped("ontology")
    parser = fingerprint(
        listed, *versions[:2], _CODE / "sentences", _CODE / "model.py", knowledge / "sentences"
    )
    reader = fingerprint(
        parser,
        *versions[2:],
        *(_CODE / part for part in ("knowledge", "mentions", "claims")),
        knowledge,
    )
    return Stages(
        parser=parser,
        make_parser=functools.partial(_stanza, models),
        reader=reader,
        read=_read,
        resolver=fingerprint(reader, _CODE, decided, repr(run)),
        resolve=functools.partial(_resolve, decisions, run),
    )


def _stanza(models: Path) -> Parser:
    from kg.sentences.parsers.stanza import StanzaParser  # imports torch: seconds

    return StanzaParser(models)


def _read(article: Article, sentences: Sequence[Sentence]) -> Reading:
    from kg.claims import read

    return read(article, sentences)


def _resolve(decisions: Path, run: Run, readings: Iterable[Reading]) -> Graph:
    from kg.resolve import resolve

    return resolve(readings, Ledger.read(decisions), run)
