"""What the readings of a workspace give as they are now, and no more of it than is asked for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.knowledge.gazetteers import in_use
from kg.model import Decided, Graph
from kg.remembering import Remembered, WorkspaceStock
from kg.resolve.memory import Spread, here
from kg.stages import Stages
from kg.workspace import Workspace

if TYPE_CHECKING:  # rdflib: half a second that an unchanged workspace saves
    from kg.rdf.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in a graph, counted."""

    articles: int
    entities: dict[str, int]  #: by type, sorted
    offices: int
    events: dict[str, int]  #: by type, sorted
    conflicts: int
    decided: tuple[Decided, ...] = ()  #: decisions of people, by line


class Latest:
    """The graph of a workspace.

    Who has locked the workspace may have results remembered, and the work spread.
    """

    def __init__(
        self, workspace: Workspace, stages: Stages, *, is_locked: bool, spread: Spread = here
    ) -> None:
        self._workspace, self._stages = workspace, stages
        memory = Remembered(workspace.folder, stages.joiner, writing=is_locked)
        stock = WorkspaceStock(workspace, memory, spread)
        self._joined = stages.join(stock) if stages.join else None
        self.made = None if stages.join else stages.resolve(workspace.readings())  #: if it is

    def graph(self) -> Graph:
        """The whole graph."""
        if self.made is None and self._joined:
            from kg.resolve.graphs import whole

            with in_use(self._stages.own):
                self.made = whole(self._joined)
        assert self.made
        return self.made

    def parts(self, base: str | None) -> "Parts | None":
        """The same in parts; None where it cannot be told which of them have changed."""
        from kg.rdf.parts import Parts

        if self._joined is None:
            return None
        return Parts(self._joined, base) if base else Parts(self._joined)

    def summary(self) -> Summary:
        """The counts, once the store is up to date."""
        if self.made is not None:
            return summed_up(self.made)
        from kg.keeping import conflicts

        joined = self._joined
        assert joined
        return Summary(
            articles=len(joined.told),
            entities=_counts(map(joined.found.type, range(len(joined.found)))),
            offices=len(joined.offices),
            events=_counts(map(joined.type_of, range(len(joined.events)))),
            conflicts=conflicts(self._workspace.folder),
            decided=joined.decided,
        )


def summed_up(graph: Graph) -> Summary:
    """The counts of a graph."""
    return Summary(
        articles=len(graph.articles),
        entities=_counts(entity.type for entity in graph.entities),
        offices=len(graph.offices),
        events=_counts(event.type for event in graph.events),
        conflicts=len(graph.conflicts),
        decided=graph.decided,
    )


def _counts(types: Iterable[str]) -> dict[str, int]:
    return {str(name): count for name, count in sorted(Counter(types).items())}
