"""Which of Simpul's graphs a triple store has, asked by SPARQL."""

import json
from typing import Any

from kg.loading.client import Client, Reply, refused
from kg.rdf.terms import KG, PREFIXES
from kg.sparql import literal

PAGE = 5000  #: names asked for at once; stores cut long answers short
_DERIVED = f"{PREFIXES['prov']}wasDerivedFrom"
_JSON = "application/sparql-results+json"


class Reader:
    """Asks at one address. EndpointError where the store refuses a query."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url

    def answers(self) -> bool:
        """Whether queries are answered here at all."""
        return _told(self._send("ASK {}")) is not None

    def graphs(self, prefix: str, *, page: int = PAGE) -> set[str]:
        """The names of all graphs that are not empty and begin with ``prefix``."""
        found: set[str] = set()
        last = prefix
        while True:
            told = self._ask(
                "SELECT DISTINCT ?graph WHERE {\n"
                "  GRAPH ?graph { ?subject ?predicate ?object }\n"
                f"  FILTER(STRSTARTS(STR(?graph), {literal(prefix)})\n"
                f"    && STR(?graph) > {literal(last)})\n"
                f"}} ORDER BY STR(?graph) LIMIT {page}"
            )
            names = [row["graph"]["value"] for row in told["results"]["bindings"]]
            found.update(names)
            if len(names) < page:
                return found
            last = names[-1]

    def is_an_articles(self, graph: str) -> bool:
        """Whether a graph holds what an article of its name says, as Simpul writes it."""
        told = self._ask(
            f"ASK {{ GRAPH <{graph}> {{ ?said <{_DERIVED}> <{graph}> ; a ?kind .\n"
            f"  FILTER(?kind IN (<{KG.Claim}>, <{KG.Mention}>)) }} }}"
        )
        return bool(told["boolean"])

    def _ask(self, query: str) -> Any:
        reply = self._send(query)
        told = _told(reply)
        if told is None:
            raise refused(self._url, reply)
        return told

    def _send(self, query: str) -> Reply:
        return self._client.ask("POST", self._url, body={"query": query}, headers={"Accept": _JSON})


def _told(reply: Reply) -> Any:
    """The answer to a query, None if it is none: other addresses reply with forms to fill in."""
    if not reply.done:
        return None
    try:
        told = json.loads(reply.text)
    except ValueError:
        return None
    return told if isinstance(told, dict) and {"results", "boolean"} & told.keys() else None
