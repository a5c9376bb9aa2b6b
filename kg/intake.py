"""What a build is given: the articles that could be read, and which of them are new."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.articles.spool import Spool
from kg.errors import InputError
from kg.model import Article
from kg.workspace import Workspace

_TOLD = 20  #: reasons, where not one input can be read
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What came of the inputs."""

    articles: Iterable[Article] = ()
    ids: frozenset[str] = frozenset()  #: of the articles
    words: int = 0  #: of the articles
    refused: tuple[InputError, ...] = ()
    notes: tuple[str, ...] = ()


def spooled(articles: Iterable[Article | InputError], notes: Sequence[str], spool: Spool) -> Inputs:
    """The articles, put into the spool, and beside it what could not be read."""
    refused: list[InputError] = []
    for found in articles:
        if isinstance(found, Article):
            spool.add(found)
        else:
            refused.append(InputError(str(found)))  # without the frames that it came through
    if spool or refused:
        _LOG.info("%d articles read, %d inputs refused", len(spool), len(refused))
    return Inputs(articles=spool, refused=tuple(refused), notes=tuple(notes))


def refuse_nothing(inputs: Sequence[str], found: Inputs, count: int) -> None:
    """InputError where there are inputs and no article in them."""
    if count or not inputs:
        return
    if len(found.refused) == 1:
        raise found.refused[0]
    reasons = "".join(f"\n  {error}" for error in found.refused[:_TOLD])
    more = len(found.refused) - _TOLD
    rest = f"\n  and {more:,} more" if more > 0 else ""
    raise InputError(f"no article could be read from {', '.join(inputs)}{reasons}{rest}")


def new_ones(workspace: Workspace, inputs: Inputs, spool: Spool) -> Inputs:
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
            words += words_of(article)
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


def words_of(article: Article) -> int:
    """How many words an article has, for telling how far a run is."""
    return len(article.text.split())
