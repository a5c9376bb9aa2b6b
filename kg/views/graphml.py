"""Entities, offices and events as nodes, slots as edges, as GraphML (Gephi, yEd, igraph)."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Dataset

from kg.model import Graph
from kg.views._tables import edges, nodes

SUFFIX = ".graphml"
HELP = "GraphML: entities, offices and events with who is in them, for Gephi and the like"

# XML 1.0 has no way to write these.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write a directed graph; several names are joined by " | ". The dataset is not looked at."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes(graph):
        about = asdict(node) | {"names": " | ".join(node.names)}
        made.add_node(_text(about.pop("id")), **_clean(about))
    for number, edge in enumerate(edges(graph), start=1):
        about = asdict(edge)
        ends = (_text(about.pop(end)) for end in ("source", "target"))
        made.add_edge(*ends, key=f"edge-{number}", **_clean(about))
    text = "\n".join(nx.generate_graphml(made, named_key_ids=True))
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    path.write_text(f"{head}{text}\n", encoding="utf-8", newline="\n")


def _clean(about: dict[str, Any]) -> dict[str, Any]:
    return {key: _text(value) if isinstance(value, str) else value for key, value in about.items()}


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", str(text))
