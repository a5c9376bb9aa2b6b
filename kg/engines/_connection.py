"""A connection to a cluster of Ray, and what its errors tell."""

import contextlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is told to anybody

import ray
from ray.exceptions import (
    NodeDiedError,
    ObjectLostError,
    OutOfMemoryError,
    RayActorError,
    RayError,
    WorkerCrashedError,
)

from kg.errors import KgError
from kg.reader import Options

#: What a death looks like: of a process, of its node, of the one place where an answer lay.
DEATHS = (RayActorError, WorkerCrashedError, OutOfMemoryError, NodeDiedError, ObjectLostError)

_MEMORY = 2**28  #: bytes of the store in which a local Ray keeps what is on its way
_PATIENCE = 5.0  #: seconds until a cluster must take a call


@contextlib.contextmanager
def connected(options: Options) -> Iterator[int]:
    """A connection to a cluster, or one of its own on this machine; how many actors it may run."""
    heard = signal.getsignal(signal.SIGTERM)
    local: dict[str, Any] = {
        "address": "local",
        "num_cpus": options.jobs,
        "include_dashboard": False,
        "object_store_memory": _MEMORY,
    }
    place = {"address": options.address} if options.address else local
    try:
        _knock(options.address or "")
        ray.init(**place, log_to_driver=False, logging_level=logging.ERROR)
    except (RayError, OSError, RuntimeError, ValueError) as error:
        told = " ".join(str(error).split())
        raise KgError(f"{options.address or 'ray'}: no cluster to work on: {told}") from error
    try:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, heard)  # Ray ends the process at once
        cores = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        yield max(1, min(options.jobs or cores, cores))  # a cluster may grow when it is asked to
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """OSError where nobody listens at HOST:PORT, which Ray takes minutes to notice."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), _PATIENCE).close()


def why(error: Exception) -> str:
    """What Ray says of a death, without the pages that follow it."""
    return next(iter(str(error).splitlines()), type(error).__name__)
