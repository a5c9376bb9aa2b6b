"""The steps of a build as functions, each with a fingerprint of all that decides its result."""

import functools
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.fingerprint import fingerprint
from kg.knowledge.files import shipped
from kg.knowledge.gazetteers import NO_NAMES, OwnNames, in_use, own_names
from kg.model import Article, Graph, Reading, Run, Sentence
from kg.resolve.ledger import DECISIONS, Ledger
from kg.sentences.models import RESOURCES, STANFORD, models_folder
from kg.sentences.workers import Parser

if TYPE_CHECKING:  # half a second that an unchanged workspace saves
    from kg.resolve.joined import Joined
    from kg.resolve.memory import Stock

_CODE = Path(kg.__file__).parent
_LIBRARIES = ("stanza", "torch", "babel", "dateparser")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user chooses for a workspace; later commands on it use the same."""

    models: str | None = None  #: None is the bundle, else "stanford" or a folder
    names: str | None = None  #: a folder of the user's own names
    base: str | None = None  #: of the IRIs of things; None is Simpul's own
    formats: tuple[str, ...] = ()  #: modules of kg/views, beside the usual ones
    usual: bool = True  #: whether the formats are written that a workspace has by itself
    fast: bool = False  #: whether sentences are parsed in bfloat16, a few labels otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The steps; a test puts cheap ones here."""

    parser: str  #: fingerprint: an equal one means equal sentences
    make_parser: Callable[[], Parser]
    reader: str  #: fingerprint: an equal one means an equal reading
    read: Callable[[Article, Sequence[Sentence]], Reading]
    resolver: str  #: fingerprint: an equal one means an equal graph and equal exports
    resolve: Callable[[Iterable[Reading]], Graph]
    joiner: str = ""  #: fingerprint: an equal one means that what is remembered still holds
    join: Callable[["Stock"], "Joined"] | None = None  #: as ``resolve``, but for the words
    own: OwnNames = NO_NAMES  #: the user's names, which reading, resolving and exports know


def real_stages(settings: Settings, folder: Path) -> Stages:
    """The steps with real models and the decisions of the workspace in ``folder``.

    ModelError if the models are not there, KnowledgeError if the user's names are not or break
    their rules. Nothing heavy is imported until a step runs. Sentences are parsed without the
    user's names, so that a change of names costs no parsing.
    """
    models = models_folder(settings.models)
    listed = fingerprint(models / RESOURCES)
    name = settings.models if settings.models in (None, STANFORD) else "folder"
    own = own_names(Path(settings.names)) if settings.names else NO_NAMES
    told = f"base={settings.base or 'default'}"
    if own.digest:
        told += f" names={own.digest[:12]}"
    if settings.fast:
        told += " fast"
    run = Run(
        version=kg.__version__,
        models=f"{name or 'bundle'} {listed[:12]}",
        settings=told,
    )
    decisions = folder / DECISIONS
    decided = decisions.read_bytes() if decisions.is_file() else b""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    knowledge = shipped("ontology")
    code, fast = _CODE / "sentences", _CODE / "sentences" / "parsers" / "fast.py"
    parser = fingerprint(
        listed, *versions[:2], code, _CODE / "model.py", knowledge / "sentences", but=fast
    )
    if settings.fast:
        parser = fingerprint(parser, fast)
    reader = fingerprint(
        parser,
        *versions[2:],
        *(_CODE / part for part in ("knowledge", "mentions", "claims")),
        knowledge,
        own.digest,
    )
    return Stages(
        parser=parser,
        make_parser=functools.partial(_fast if settings.fast else _stanza, models),
        reader=reader,
        read=functools.partial(_read, own),
        resolver=fingerprint(reader, _CODE, decided, repr(run)),
        resolve=functools.partial(_resolve, own, decisions, run),
        joiner=fingerprint(reader, _CODE / "resolve", _CODE / "model.py"),
        join=functools.partial(_join, own, decisions, run),
        own=own,
    )


def _stanza(models: Path) -> Parser:
    from kg.sentences.parsers.stanza import StanzaParser  # imports torch: seconds

    return StanzaParser(models)


def _fast(models: Path) -> Parser:
    from kg.sentences.parsers.fast import FastParser  # imports torch, too

    return FastParser(models)


def _read(own: OwnNames, article: Article, sentences: Sequence[Sentence]) -> Reading:
    from kg.claims import read

    with in_use(own):
        return read(article, sentences)


def _resolve(own: OwnNames, decisions: Path, run: Run, readings: Iterable[Reading]) -> Graph:
    from kg.resolve import resolve

    with in_use(own):
        return resolve(readings, Ledger.read(decisions), run)


def _join(own: OwnNames, decisions: Path, run: Run, stock: "Stock") -> "Joined":
    from kg.resolve.joined import join

    with in_use(own):
        return join(stock, Ledger.read(decisions), run)
