"""Entities, offices and events as ``neo4j-admin database import`` takes nodes."""

from pathlib import Path

from kg.model import Graph
from kg.rdf.dataset import Dataset
from kg.views._tables import Node, nodes, write_csv

SUFFIX = ".neo4j-nodes.csv"
HELP = "nodes for neo4j-admin database import"

_HEADING = ("id:ID", ":LABEL", "label", "names:string[]", "key", "articles:int")


def write(graph: Graph, dataset: Dataset, path: Path) -> None:
    """Write a row for each node; the dataset is not looked at."""
    rows = (
        (node.id, _labels(node), node.label, _array(node.names), node.key, node.articles)
        for node in nodes(graph)
    )
    write_csv(path, _HEADING, rows)


def _labels(node: Node) -> str:
    return node.kind if node.kind == node.type else f"{node.kind};{node.type}"


def _array(texts: tuple[str, ...]) -> str:
    """Neo4j parts an array at each semicolon and knows no escape, so a name's own gives way."""
    return ";".join(text.replace(";", ",") for text in texts)
