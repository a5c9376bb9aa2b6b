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
from kg.errors import InputError, WorkspaceError
from kg.exports import Summary, check_format, export_all, stored_settings
from kg.model import Article, Sentence
from kg.sentences.view import cut_note
from kg.sentences.workers import parse_all
from kg.stages import Settings, Stages, real_stages
from kg.watch import Progress, Watch
from kg.workspace import Stored, Workspace

RECORD = "run.json"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inputs:
    """What came of the inputs."""

    articles: Iterable[Article] = ()
    ids: frozenset[str] = frozenset()  #: of the articles
    words: int = 0  #: of the articles
    refused: tuple[InputError, ...] = ()
    notes: tuple[str, ...] = ()


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
    jobs: int = 1,
    progress: Progress | None = None,
) -> Built:
    """Add what is new or changed among ``inputs`` to a workspace, and bring its exports up to date.

    The exports are those of one build of all its articles at once, byte for byte, whatever the
    order and the batches they came in. Without inputs, what is there is brought up to date with
    models, knowledge and decisions. ``chosen`` are fields of Settings that differ from those the
    workspace has. An input that cannot be read is refused and the rest goes on; InputError where
    none can be read at all.
    """
    watch = Watch()
    with Spool() as spool:
        with watch("articles"):
            found = _articles(inputs, stdin, spool)
        with Workspace(folder, create=bool(inputs)) as workspace:
            workspace.lock()
            settings = _chosen(workspace, chosen or {})
            with watch("articles"):
                new = _new(workspace, found, spool)
            stages = stages or real_stages(settings, folder)
            text = msgspec.json.encode(settings).decode()
            if workspace.setting("settings") != text:
                workspace.set_setting("settings", text)
            job = _Job(workspace, settings, stages, watch, progress or Progress())
            return _finish(job, new, jobs)


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
        workspace.lock()
        settings = stored_settings(workspace)
        stages = stages or real_stages(settings, folder)
        workspace.remove(article_ids)
        job = _Job(workspace, settings, stages, Watch(), progress or Progress())
        return _finish(job, _Inputs(), 1)


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


def _articles(inputs: Sequence[str], stdin: BinaryIO | None, spool: Spool) -> _Inputs:
    """The articles of the inputs, put into the spool."""
    refused: list[InputError] = []
    notes: list[str] = []
    for found in read_articles(inputs, stdin, notes.append):
        if isinstance(found, Article):
            spool.add(found)
        else:
            refused.append(found)
    if not spool and len(refused) == 1:
        raise refused[0]
    if not spool and inputs:
        reasons = "".join(f"\n  {error}" for error in refused)
        raise InputError(f"no article could be read from {', '.join(inputs)}{reasons}")
    if inputs:
        _LOG.info("%d articles read, %d inputs refused", len(spool), len(refused))
    return _Inputs(articles=spool, refused=tuple(refused), notes=tuple(notes))


def _new(workspace: Workspace, inputs: _Inputs, spool: Spool) -> _Inputs:
    """Those of the inputs that the workspace does not have as they are."""
    new: list[int] = []
    ids: set[str] = set()
    words = 0
    clashes: list[InputError] = []
    for number, article in enumerate(spool):
        stored = workspace.stored(article.id)
        if stored is None or _is_change(stored.article, article):
            new.append(number)
            ids.add(article.id)
            words += _words(article)
        elif stored.article != article:
            clashes.append(
                InputError(
                    f"{article.source}: {article.id} is in the workspace already, with another"
                    f" text from {stored.article.source}; rename one, or kg remove {article.id}"
                )
            )
    return replace(
        inputs,
        articles=spool.some(new),
        ids=frozenset(ids),
        words=words,
        refused=(*inputs.refused, *clashes),
    )


def _is_change(old: Article, new: Article) -> bool:
    """Whether ``new`` takes the place of ``old``: one text read anew, or one source rewritten."""
    return old != new and (old.source == new.source or old.text == new.text)


def _finish(job: _Job, inputs: _Inputs, jobs: int) -> Built:
    """Parse, read, store and export whatever is new or out of date."""
    old, words = _reread(job, inputs.ids)
    pending = itertools.chain(inputs.articles, _stored(job.workspace, old))
    parses = job.watch.over("sentences", parse_all(job.stages.make_parser, pending, jobs))
    refused, notes = list(inputs.refused), list(inputs.notes)
    parsed = 0
    for article, sentences in job.progress.over(
        parses, inputs.words + words, "words", lambda pair: _words(pair[0])
    ):
        if isinstance(sentences, InputError):
            refused.append(sentences)
            continue
        parsed += 1
        _LOG.info("%s: %d words in %d sentences", article.id, _words(article), len(sentences))
        if note := cut_note(article):
            notes.append(note)
        _read(job, article, sentences)
    summary, files = export_all(job.workspace, job.settings, job.stages, job.watch)
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


def _words(article: Article) -> int:
    return len(article.text.split())


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
            words += _words(stored.article)
    return unparsed, words


def _stored(workspace: Workspace, article_ids: Iterable[str]) -> Iterator[Article]:
    for article_id in article_ids:
        stored = workspace.stored(article_id)
        if stored is not None:
            yield stored.article


def _read(job: _Job, article: Article, sentences: tuple[Sentence, ...]) -> None:
    with job.watch("claims"):
        reading = job.stages.read(article, sentences)
    stored = Stored(
        parser=job.stages.parser, sentences=sentences, reader=job.stages.reader, reading=reading
    )
    with job.watch("store"):
        job.workspace.store(stored)


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
