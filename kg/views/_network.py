"""The graph as a graph of networkx: entities, offices and events, and who is in them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeAlias

import networkx as nx

from kg.model import Graph
from kg.views._tables import edges, nodes

Network: TypeAlias = "nx.MultiDiGraph[str]"


def network(graph: Graph, text: Callable[[str], str] = str) -> Network:
    """A node for each Node of the tables and an edge for each Edge, with their fields.

    Several names are joined by " | ". Every text, ids included, is passed through ``text``.
    """

    def cleaned(about: dict[str, Any]) -> dict[str, Any]:
        return {
            key: text(str(value)) if isinstance(value, str) else value
            for key, value in about.items()
        }

    made: Network = nx.MultiDiGraph()
    for node in nodes(graph):
        about = cleaned(asdict(node) | {"names": " | ".join(node.names)})
        made.add_node(about.pop("id"), **about)
    for number, edge in enumerate(edges(graph), start=1):
        about = cleaned(asdict(edge))
        made.add_edge(about.pop("source"), about.pop("target"), key=f"edge-{number}", **about)
    return made
