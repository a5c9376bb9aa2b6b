"""Brings the graphs of a triple store in line with those of a workspace.

The workspace remembers, for each address, a digest of every graph that it sent there whole. A
graph whose digest is still the same is not sent again, unless the store says that it has no such
graph; so a load that was interrupted goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.exports import export_file, stored_settings
from kg.fingerprint import fingerprint
from kg.loading import AUTO, BATCH
from kg.loading.client import Client, Login, checked
from kg.loading.protocols import Writer, writer
from kg.loading.reader import Reader
from kg.rdf.terms import BASE
from kg.statements import statements
from kg.watch import Progress
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A triple store, and how to talk to it."""

    url: str  #: where it takes updates or whole graphs
    query: str | None = None  #: where it answers queries, if not there
    protocol: str = AUTO
    login: Login | None = None
    batch: int = BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did."""

    graphs: int  #: that were sent
    quads: int  #: in those
    unchanged: int  #: graphs that were there already
    dropped: int  #: graphs that were taken out of the store
    listed: bool  #: whether the store could tell which graphs it has


def load(
    folder: Path, target: Target, *, replace: bool = False, progress: Progress | None = None
) -> Loaded:
    """Put the graph of the workspace in ``folder`` into a store, one named graph per article.

    The merged facts become the graph ``<base>all``. With ``replace``, graphs of Simpul's under the
    workspace's base that it no longer has are dropped; graphs of others never are.
    EndpointError where the store cannot be reached or refuses, WorkspaceError where there is no
    graph; what was sent whole until then is remembered.
    """
    url, query = checked(target.url), checked(target.query or target.url)
    with Workspace(folder) as workspace, Client(target.login) as client:
        workspace.lock()
        base = stored_settings(workspace).base or BASE
        merged = f"{base}all"
        reader = Reader(client, query)
        job = _Job(
            workspace=workspace,
            writer=writer(client, url, target.protocol, merged),
            memory=f"loaded {url} ",
            present=reader.graphs(base) if target.query or reader.answers() else None,
            batch=target.batch,
        )
        total = len(workspace.article_ids()) + 1
        with export_file(workspace, "trig") as path:
            graphs = (
                (graph or merged, triples) for graph, triples in statements(path, f"{base}blank/")
            )
            results = {
                graph: job.bring(graph, triples)
                for graph, triples in (progress or Progress()).over(graphs, total, "graphs")
            }
        dropped = list(_drop(job, reader, f"{base}article/", set(results))) if replace else []
    sent = [count for count in results.values() if count]
    return Loaded(
        graphs=len(sent),
        quads=sum(sent),
        unchanged=len(results) - len(sent),
        dropped=len(dropped),
        listed=job.present is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An open workspace, and the store that it is loaded into."""

    workspace: Workspace
    writer: Writer
    memory: str  #: names of settings for this store begin with it
    present: set[str] | None  #: graphs that the store has; None if it cannot tell
    batch: int

    def bring(self, graph: str, triples: Sequence[str]) -> int:
        """Send a graph unless it is there; how many triples were sent."""
        name, digest = self.memory + graph, fingerprint("\n".join(triples))
        there = self.present is None or graph in self.present
        if there and self.workspace.setting(name) == digest:
            return 0
        # Forgotten first: what is broken off in the middle must be sent again whole.
        self.workspace.drop_setting(name)
        starts = range(0, len(triples), self.batch)
        self.writer.replace(graph, [triples[at : at + self.batch] for at in starts])
        self.workspace.set_setting(name, digest)
        return len(triples)


def _drop(job: _Job, reader: Reader, articles: str, kept: set[str]) -> Iterator[str]:
    """Take out what this workspace sent and no longer has, and articles that others sent."""
    sent = set(job.workspace.settings(job.memory))
    others = {graph for graph in (job.present or set()) - sent if graph.startswith(articles)}
    for graph in sorted((sent | others) - kept):
        if graph in sent or reader.is_an_articles(graph):
            job.writer.drop(graph)
            job.workspace.drop_setting(job.memory + graph)
            yield graph
