"""The two ways to write into a triple store: SPARQL 1.1 Update and Graph Store HTTP Protocol."""

from collections.abc import Sequence
from typing import Protocol

from kg.errors import EndpointError
from kg.loading import GSP, UPDATE
from kg.loading.client import Client, Reply, refused

_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
_TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
_NOT_FOUND = 404
_LOCKED_OUT = (401, 403)
_BROKEN = 500  # and above: the server's own trouble, which Virtuoso has with strangers that update


class Writer(Protocol):
    """Something that writes graphs into one store. EndpointError where the store refuses."""

    def replace(self, graph: str, batches: Sequence[Sequence[str]]) -> None:
        """Make a graph exactly these triples, whatever it held; a request for each batch."""

    def drop(self, graph: str) -> None:
        """Take a graph out; nothing happens where it is not there."""


class UpdateWriter:
    """Writes by SPARQL 1.1 Update."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url

    def replace(self, graph: str, batches: Sequence[Sequence[str]]) -> None:
        """See Writer."""
        before = f"DROP SILENT GRAPH <{graph}> ;\n"
        for batch in batches:
            triples = "\n".join(batch)
            self._send(f"{before}INSERT DATA {{ GRAPH <{graph}> {{\n{triples}\n}} }}")
            before = ""

    def drop(self, graph: str) -> None:
        """See Writer."""
        self._send(f"DROP SILENT GRAPH <{graph}>")

    def _send(self, text: str) -> None:
        reply = self._client.ask("POST", self._url, body=text, headers=_UPDATE)
        if not reply.done:
            raise refused(self._url, reply)


class GraphStoreWriter:
    """Writes by SPARQL 1.1 Graph Store HTTP Protocol."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url

    def replace(self, graph: str, batches: Sequence[Sequence[str]]) -> None:
        """See Writer."""
        method = "PUT"
        for batch in batches:
            reply = self._send(method, graph, "\n".join(batch))
            if not reply.done:
                raise refused(self._url, reply)
            method = "POST"

    def drop(self, graph: str) -> None:
        """See Writer."""
        reply = self._send("DELETE", graph, "")
        if not reply.done and reply.status != _NOT_FOUND:
            raise refused(self._url, reply)

    def _send(self, method: str, graph: str, body: str) -> Reply:
        headers = _TURTLE if body else {}
        return self._client.ask(
            method, self._url, params={"graph": graph}, body=body, headers=headers
        )


def writer(client: Client, url: str, protocol: str, graph: str) -> Writer:
    """The way to write at ``url``: the one that is named or, for auto, the one it understands.

    To find out, the store is asked to insert nothing, and then for ``graph``, which may be
    missing. EndpointError where it lets nobody in or understands neither.
    """
    if protocol == GSP:
        return GraphStoreWriter(client, url)
    if protocol == UPDATE:
        return UpdateWriter(client, url)
    nothing = client.ask("POST", url, body="INSERT DATA {}", headers=_UPDATE)
    if nothing.done:
        return UpdateWriter(client, url)
    if nothing.status in _LOCKED_OUT or nothing.status >= _BROKEN:
        raise refused(url, nothing)
    found = client.ask("GET", url, params={"graph": graph}, headers={"Accept": "text/turtle"})
    if found.status in _LOCKED_OUT:
        raise refused(url, found)
    if found.status == _NOT_FOUND or (found.done and found.kind != "text/html"):
        return GraphStoreWriter(client, url)
    said = refused(url, nothing)
    raise EndpointError(f"{said}; this address takes neither SPARQL Update nor whole graphs")
