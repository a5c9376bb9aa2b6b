"""This process, or several on this machine."""

import functools
from collections.abc import Iterable, Iterator

from kg.model import Article
from kg.reader import Engine, Options, Read, Reader
from kg.sentences.workers import parse_all
from kg.stages import Stages
from kg.watch import Watch


def engine(options: Options) -> Engine:
    """Reads in ``jobs`` processes; one is this process itself."""
    jobs = options.jobs or 1

    def read(stages: Stages, articles: Iterable[Article], watch: Watch) -> Iterator[Read]:
        reader = functools.partial(Reader, stages, watch if jobs == 1 else None)
        return parse_all(reader, articles, jobs)

    return Engine(read=read)
