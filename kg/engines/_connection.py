"""A connection to a cluster of Ray, and what its errors tell."""

import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is told to anybody
os.environ.setdefault("RAY_NUM_REDIS_GET_RETRIES", "3")  # of 40 s; it would else take 13 minutes

import ray
from ray.exceptions import (
    LocalRayletDiedError,
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
DEATHS = (
    RayActorError,
    WorkerCrashedError,
    OutOfMemoryError,
    NodeDiedError,
    LocalRayletDiedError,
    ObjectLostError,
)
#: What Ray raises where it cannot start or be reached, beside Exception itself.
_FAILURES = (RayError, OSError, RuntimeError, ValueError)

_MEMORY = 2**28  #: bytes of the store in which a local Ray keeps what is on its way
_PATIENCE = 5.0  #: seconds until a cluster must take a call
_WITHOUT = "RAY_gcs_rpc_server_reconnect_timeout_s"
#: Seconds without the head of its cluster after which Ray ends this process, whatever it does.
_END = int(os.environ.get(_WITHOUT, "60"))
_GONE = _END / 2  #: after these the head is given up here, since to say so takes some seconds too
_LOOK = _END / 12  #: between two looks at it


class Connection:
    """How many actors a cluster may run, and their answers while this process belongs to it."""

    def __init__(self, actors: int) -> None:
        here = ray.get_runtime_context()
        self.actors = actors
        self._head: str = here.gcs_address
        self._node = here.get_node_id()
        self._looked = time.monotonic()
        self._missed: float | None = None  #: when the head was not there for the first time

    def wait(self, answers: list[Any], seconds: float) -> list[Any]:
        """One of the answers that is there, or none after so many seconds.

        KgError where the cluster has lost its head, or the node of this machine.
        """
        until = time.monotonic() + seconds
        while True:
            left = min(_LOOK, max(0.0, until - time.monotonic()))
            done: list[Any] = ray.wait(answers, num_returns=1, timeout=left)[0]
            self._look()
            if done or time.monotonic() >= until:
                return done

    def get(self, answer: Any) -> Any:
        """An answer, once it is there; or what its worker died of, or KgError as above."""
        while not self.wait([answer], _LOOK):
            pass
        return ray.get(answer)

    def _look(self) -> None:
        """KgError where nothing can come any more; a head may be away for some time."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        try:
            _knock(self._head)
        except OSError as error:
            self._missed = self._missed or now
            if now - self._missed >= _GONE:
                raise self._over(f"the cluster has lost its head: {error}") from error
        else:
            self._missed = None
            nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
            if not any(node["Alive"] for node in nodes if node["NodeID"] == self._node):
                raise self._over("the cluster has lost the node of this machine")
        self._looked = time.monotonic()

    def _over(self, why: str) -> KgError:
        kept = "what was read is kept, and the same command goes on from there"
        return KgError(f"{self._head}: {why}; {kept}")


@contextlib.contextmanager
def connected(options: Options) -> Iterator[Connection]:
    """A connection to a cluster, or one of its own on this machine; KgError where none is."""
    try:
        with _as_before():
            _begin(options)
        cores = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        # A cluster may grow when it is asked to.
        yield Connection(max(1, min(options.jobs or cores, cores)))
    finally:
        ray.shutdown()


def _begin(options: Options) -> None:
    """Reach the cluster, or start one; KgError where that fails."""
    local: dict[str, Any] = {
        "address": "local",
        "num_cpus": options.jobs,
        "include_dashboard": False,
        "object_store_memory": _MEMORY,
    }
    place = {"address": options.address} if options.address else local
    with _Telling(options.address or "ray"):
        _knock(options.address or "")
        ray.init(**place, log_to_driver=False, logging_level=logging.ERROR)


class _Telling:
    """Makes a KgError of what Ray raises; mistakes of the program stay what they are."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        """KgError for failures; where a node does not come up, Ray raises Exception itself."""
        if kind is Exception or isinstance(error, _FAILURES):
            told = " ".join(str(error).partition("Traceback (most recent")[0].split())
            raise KgError(f"{self._place}: no cluster to work on: {told}") from error


@contextlib.contextmanager
def _as_before() -> Iterator[None]:
    """SIGTERM does what it did before, also in between: Ray has it end the process at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.getsignal(signal.SIGTERM)
    try:
        yield
    except SystemExit:
        signal.signal(signal.SIGTERM, heard)
        signal.raise_signal(signal.SIGTERM)
        raise
    finally:
        signal.signal(signal.SIGTERM, heard)


def _knock(address: str) -> None:
    """OSError where nobody listens at HOST:PORT, which Ray takes minutes to notice."""
    host, _, port = address.rpartition("/")[2].rpartition(":")
    if port.isdigit():
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()


def why(error: Exception) -> str:
    """What Ray says of a death, without the pages that follow it."""
    return next(iter(str(error).splitlines()), type(error).__name__)
