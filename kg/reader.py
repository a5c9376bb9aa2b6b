"""The one worker that all engines run (``kg/engines``), and what they have in common."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.articles import Over, in_turn
from kg.database import encoded
from kg.errors import InputError
from kg.model import Article, Reading, Sentence
from kg.resolve.memory import Spread, here
from kg.stages import Stages
from kg.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a user chooses for an engine."""

    jobs: int | None = None  #: processes; None leaves it to the engine
    address: str | None = None  #: of a cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of one article alone, packed as a workspace keeps it: for a long way."""

    article_id: str
    count: int  #: of sentences
    sentences: bytes
    reading: bytes


def packed(sentences: Sequence[Sentence], reading: Reading) -> Made:
    """What was made, ready to be stored or sent."""
    return Made(
        article_id=reading.article.id,
        count=len(sentences),
        sentences=encoded(sentences),
        reading=encoded(reading),
    )


Read = tuple[Article, Made | InputError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where the work of a build is done."""

    read: Callable[[Stages, Iterable[Article], Watch], Iterator[Read]]
    over: Over = in_turn  #: finds the articles in what files hold
    spread: Spread = here  #: works on the pieces of resolving


class Reader:
    """Parses articles and reads their parses. Its models are loaded once, when it is made.

    ``watch`` hears how long the reading takes, in the process where it can.
    """

    def __init__(self, stages: Stages, watch: Watch | None = None) -> None:
        self._parser = stages.make_parser()
        self._read = stages.read
        self._watch = watch

    def parse(self, article: Article) -> Made:
        """Sentences and reading of an article; InputError where it is refused."""
        sentences = self._parser.parse(article)
        with self._watch("claims") if self._watch else contextlib.nullcontext():
            reading = self._read(article, sentences)
        return packed(sentences, reading)
