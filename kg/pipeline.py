"""The stages in order: from inputs to a workspace and its exports. The one place they meet."""

import itertools
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

import kg
from kg.articles import read_articles
from kg.articles.spool import Spool
from kg.disk import save
from kg.engines import processes
from kg.errors import InputError, WorkspaceError
from kg.exports import check_format, export_all, stored_settings
from kg.intake import Inputs, new_ones, refuse_nothing, spooled, words_of
from kg.latest import Summary
from kg.model import Article, Sentence
from kg.reader import Engine, Made, Options, packed
from kg.sentences.view import cut_note
from kg.stages import Settings, Stages, real_stages
from kg.watch import Progress, Watch
from kg.workspace import Workspace

RECORD = "run.json"
_HERE = processes.engine(Options(jobs=1))
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build or a removal did, and what there is now."""

    summary: Summary
    files: tuple[Path, ...]  #: the exports, sorted by name
    parsed: int  #: articles that had to be parsed
    refused: tuple[InputError, ...]
    notes: tuple[str, ...]  #: on inputs that were read otherwise than usual, a line each
    seconds: dict[str, float]  #: by step


@dataclass(frozen=True, slots=True)
class _Job:
    """An open workspace, and what works on it."""

    workspace: Workspace
    settings: Settings
    stages: Stages
    watch: Watch
    progress: Progress


def build(
    inputs: Sequence[str],
    folder: Path,
    *,
    chosen: Mapping[str, Any] | None = None,
    stages: Stages | None = None,
    stdin: BinaryIO | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Built:
    """Add what is new or changed among ``inputs`` to a workspace, and bring its exports up to date.

    The exports are those of one build of all its articles at once, byte for byte, whatever the
    order and the batches they came in. Without inputs, what is there is brought up to date with
    models, knowledge and decisions. Without an ``engine`` all is done in this process. ``chosen``
    are fields of Settings that differ from those the workspace has. An input that cannot be read is
    refused and the rest goes on; InputError where none can be read at all.
    """
    watch = Watch()
    with Spool() as spool:
        with watch("articles"):
            notes: list[str] = []
            articles = read_articles(inputs, stdin, notes.append, (engine or _HERE).over)
            found = spooled(articles, notes, spool)
            refuse_nothing(inputs, found, len(spool))
        with Workspace(folder, create=bool(inputs)) as workspace:
            job = _job(workspace, chosen or {}, stages, watch, progress)
            with watch("articles"):
                new = new_ones(workspace, found, spool)
            return _finish(job, new, engine or _HERE)


def add(
    articles: Iterable[Article | InputError],
    folder: Path,
    *,
    notes: Sequence[str] = (),
    chosen: Mapping[str, Any] | None = None,
    stages: Stages | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Built:
    """As ``build``, for articles that were read elsewhere, with the ``notes`` on their reading.

    Where there is no workspace yet, one is made.
    """
    watch = Watch()
    with Spool() as spool:
        with watch("articles"):
            found = spooled(articles, notes, spool)
        with Workspace(folder, create=True) as workspace:
            job = _job(workspace, chosen or {}, stages, watch, progress)
            with watch("articles"):
                new = new_ones(workspace, found, spool)
            return _finish(job, new, engine or _HERE)


def remove(
    article_ids: Sequence[str],
    folder: Path,
    *,
    stages: Stages | None = None,
    progress: Progress | None = None,
) -> Built:
    """Take articles out of a workspace, with every fact that only they support.

    WorkspaceError if one of them is not in it; then nothing is removed.
    """
    with Workspace(folder) as workspace:
        job = _job(workspace, {}, stages, Watch(), progress)
        workspace.remove(article_ids)
        return _finish(job, Inputs(), _HERE)


def _job(
    workspace: Workspace,
    chosen: Mapping[str, Any],
    stages: Stages | None,
    watch: Watch,
    progress: Progress | None,
) -> _Job:
    """A workspace that others are kept out of from now on, with its settings, which are stored."""
    workspace.lock()
    settings = _chosen(workspace, chosen)
    steps = stages or real_stages(settings, workspace.folder)
    text = msgspec.json.encode(settings).decode()
    if workspace.setting("settings") != text:
        workspace.set_setting("settings", text)
    return _Job(workspace, settings, steps, watch, progress or Progress())


def _chosen(workspace: Workspace, chosen: Mapping[str, Any]) -> Settings:
    """The settings after a user's choice.

    A format once chosen is kept up to date until the usual ones are chosen or unchosen.
    """
    old = stored_settings(workspace)
    settings = replace(old, **chosen)
    if "base" in chosen:
        from kg.rdf.terms import Terms  # checks it, and takes half a second to import

        Terms(chosen["base"])
    for name in chosen.get("formats", ()):
        check_format(name)
    kept = () if "usual" in chosen else old.formats
    return replace(settings, formats=tuple(sorted({*kept, *chosen.get("formats", ())})))


def _finish(job: _Job, inputs: Inputs, engine: Engine) -> Built:
    """Parse, read, store and export whatever is new or out of date."""
    old, words = _reread(job, inputs.ids)
    pending = itertools.chain(inputs.articles, _stored(job.workspace, old))
    reads = job.watch.over("sentences", engine.read(job.stages, pending, job.watch))
    refused, notes = list(inputs.refused), list(inputs.notes)
    parsed = 0
    for article, made in job.progress.over(
        reads, inputs.words + words, "words", lambda pair: words_of(pair[0])
    ):
        if isinstance(made, InputError):
            refused.append(made)
            continue
        parsed += 1
        _LOG.info("%s: %d words in %d sentences", article.id, words_of(article), made.count)
        if note := cut_note(article):
            notes.append(note)
        _store(job, made)
    summary, files = export_all(job.workspace, job.settings, job.stages, job.watch, engine.spread)
    built = Built(
        summary=summary,
        files=files,
        parsed=parsed,
        refused=tuple(refused),
        notes=tuple(notes),
        seconds=job.watch.seconds,
    )
    _record(job, built)
    return built


def _reread(job: _Job, but: Set[str]) -> tuple[list[str], int]:
    """Bring readings by another version up to date.

    The identifiers of the articles that must be parsed first, and how many words they have.
    """
    unparsed, words = [], 0
    for article_id in job.workspace.outdated(job.stages.reader):
        stored = job.workspace.stored(article_id)
        if stored is None or article_id in but:
            continue
        if stored.parser == job.stages.parser:
            _read(job, stored.article, stored.sentences)
        else:
            unparsed.append(article_id)
            words += words_of(stored.article)
    return unparsed, words


def _stored(workspace: Workspace, article_ids: Iterable[str]) -> Iterator[Article]:
    for article_id in article_ids:
        stored = workspace.stored(article_id)
        if stored is not None:
            yield stored.article


def _read(job: _Job, article: Article, sentences: tuple[Sentence, ...]) -> None:
    """Read an article anew whose sentences are known."""
    with job.watch("claims"):
        reading = job.stages.read(article, sentences)
    _store(job, packed(sentences, reading))


def _store(job: _Job, made: Made) -> None:
    with job.watch("store"):
        job.workspace.put(
            made.article_id,
            (job.stages.parser, made.sentences),
            (job.stages.reader, made.reading),
        )


def _record(job: _Job, built: Built) -> None:
    """Leave a record of the run; the one export that has a clock in it."""
    run = {
        "version": kg.__version__,
        "fingerprints": {"parser": job.stages.parser, "reader": job.stages.reader},
        "settings": asdict(job.settings),
        "graph": asdict(built.summary),
        "parsed": built.parsed,
        "refused": [str(error) for error in built.refused],
        "notes": built.notes,
        "seconds": {step: round(spent, 3) for step, spent in built.seconds.items()},
        "files": [path.name for path in built.files],
    }
    text = json.dumps(run, ensure_ascii=False, indent=1) + "\n"
    path = job.workspace.folder / RECORD
    try:
        save(path, text.encode())
    except OSError as error:
        raise WorkspaceError(f"{path}: {error.strerror}") from error
