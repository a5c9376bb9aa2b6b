"""This process, or several on this machine."""

import functools
from collections.abc import Iterable, Iterator

from kg.model import Article
from kg.reader import Engine, Options, Read, Reader
from kg.sentences.workers import cores, parse_all
from kg.spreading import spreading
from kg.stages import Stages
from kg.watch import Watch


def engine(options: Options) -> Engine:
    """Reads in ``jobs`` processes, one of which is this process itself; see ``parse_all``."""

    def read(stages: Stages, articles: Iterable[Article], watch: Watch) -> Iterator[Read]:
        elsewhere = functools.partial(Reader, stages)
        here = functools.partial(Reader, stages, watch)
        return parse_all(elsewhere, articles, options.jobs, here)

    return Engine(read=read, spread=spreading(options.jobs or cores()))
