"""The pieces of resolving, worked on by a cluster of Ray."""

import contextlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import ray

from kg.engines._connection import DEATHS, Connection, connected
from kg.engines._version import code, refused
from kg.errors import KgError
from kg.reader import Options
from kg.resolve.memory import Spread
from kg.spreading import Batch, Function, Workers, make_all, over

_RETRIES = 3  #: of a batch, before it is worked on here


def spreading(options: Options) -> Spread:
    """Spreads work over ``jobs`` cores of a cluster, or all of them.

    A worker has one batch in memory, and the driver two more for each. KgError where there is no
    cluster, or a node has another version of Simpul.
    """
    return over(partial(_tasks, options))


@contextlib.contextmanager
def _tasks(options: Options) -> Iterator[Workers]:
    with connected(options) as connection:
        make = ray.remote(num_cpus=1, max_retries=_RETRIES)(_made)

        def give(function: Function, batch: Batch) -> Callable[[], list[bytes]]:
            return partial(_got, connection, make.remote(code(), function, batch))

        yield Workers(connection.actors, give, DEATHS)


def _made(drivers: str, function: Function, batch: Batch) -> list[bytes] | KgError:
    """What a function makes of a batch, on some machine."""
    os.environ["OMP_NUM_THREADS"] = "1"  # as many threads as cores
    return refused(drivers) or make_all(function, batch)


def _got(connection: Connection, answer: Any) -> list[bytes]:
    told = connection.get(answer)
    if isinstance(told, KgError):
        raise told
    made: list[bytes] = told
    return made
