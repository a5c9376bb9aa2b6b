"""Entities, offices and events as nodes, slots as edges, as GraphML (Gephi, yEd, igraph)."""

import re
from pathlib import Path

import networkx as nx

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._network import network

SUFFIX = ".graphml"
HELP = "GraphML: entities, offices and events with who is in them, for Gephi and the like"

# XML 1.0 has no way to write these.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write a directed graph; several names are joined by " | ". The dataset is not looked at."""
    made = network(graph, _text)
    text = "\n".join(nx.generate_graphml(made, named_key_ids=True))
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    path.write_text(f"{head}{text}\n", encoding="utf-8", newline="\n")


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
