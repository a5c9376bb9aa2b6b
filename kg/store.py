"""Answers SPARQL queries over a written graph; nothing is changed and nothing leaves the machine.

The store cannot be told to stop, so a query that others wrote runs in a process of its own
(``python -m kg.store``) that can be ended: see ``answer``.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph

from kg.compact import Names, compact, prefixes
from kg.confined import confine
from kg.errors import KgError, QueryError, StoppedError, WorkspaceError
from kg.kept import CURRENT, opened_with, pointer
from kg.lookup import Lookup
from kg.sparql import refuse, where, words
from kg.statements import reading

SECONDS = 30.0  #: that a query may take

_FILE = "graph.trig"  # it has what graph.ttl has, and the articles' graphs
_FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
}
_STRING = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#string")
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The solutions of a query, in its order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]  #: IRIs and literals as they are; None if unbound
    document: str  #: the same with types and languages, as SPARQL 1.1 Query Results JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with what SPARQL's protocol lets a client say beside it."""

    text: str
    solutions: str | None  #: media type for rows or a truth value; None: the client wants none
    triples: str | None  #: the same for a graph
    rows: int  #: at most, or triples
    default_graphs: tuple[str, ...] = ()  #: IRIs; with either of these two, FROM does not count
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer in one of the media types that were asked for."""

    content: bytes
    media: str
    rows: int  #: or triples
    is_cut: bool  #: there were more


class Store:
    """The store of a workspace on disk, given by its pointer, or in memory what is in a file.

    The file is a .ttl, .trig, .nt or .nq.

    All named graphs together are the default graph, so a query says the same of each format; one
    that chooses its graphs itself (FROM) has those.
    WorkspaceError for a file that is missing or broken.
    """

    _lookup: Lookup | None

    def __init__(self, path: Path) -> None:
        if path.name == CURRENT:
            self._store, self._lookup = opened_with(path, Lookup)
            return
        self._lookup = None
        if path.suffix not in _FORMATS:
            raise WorkspaceError(f"{path}: not one of {', '.join(_FORMATS)}")
        if not path.is_file():
            raise WorkspaceError(f"{path}: no such file; kg build writes it")
        self._store = pyoxigraph.Store()
        with reading(path):
            self._store.load(path=path, format=_FORMATS[path.suffix])

    def query(self, text: str) -> str:
        """The solutions as SPARQL 1.1 Query Results JSON; sorted triples for a graph.

        QueryError, with line and column where the query does not parse, for whatever is no query
        or would call another machine (SERVICE). It may take any time.
        """
        with _errors(text):
            results = self._results(text)
            if isinstance(results, pyoxigraph.QueryTriples):
                return _triples(results)
            written = results.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return (written or b"").decode()

    def write(self, asked: Asked, context: Mapping[str, Any]) -> Written | None:
        """The answer in the media type for its kind; None where the client wants no such kind.

        The short names are those of a JSON-LD context. Errors as for ``query``, and for IRIs of
        graphs that are none.
        """
        with _errors(asked.text):
            graphs = {
                "default_graph": [*map(pyoxigraph.NamedNode, asked.default_graphs)],
                "named_graphs": [*map(pyoxigraph.NamedNode, asked.named_graphs)],
            }
            results = self._results(asked.text, graphs if any(graphs.values()) else None)
            if isinstance(results, pyoxigraph.QueryTriples):
                return _graph(results, asked, context)
            return _solutions(results, asked)

    def _results(self, text: str, graphs: Mapping[str, Any] | None = None) -> Any:
        refuse(text)
        whole = {"use_default_graph_as_union": "FROM" not in words(text)}
        options = whole if graphs is None else graphs
        if self._lookup and "FROM" not in words(text):
            text = self._lookup.ordered(text, lambda inner: self._store.query(inner, **options))
        return self._store.query(text, **options)


def graph_of(folder: Path) -> Path:
    """What to ask of a workspace: its store, or where it has none yet the file with all of it."""
    kept = pointer(folder)
    return kept if kept.is_file() else folder / _FILE


@contextlib.contextmanager
def _errors(text: str) -> Iterator[None]:
    """The library's errors as ours; they may come with any row."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(where(text, str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def answer(path: Path, text: str, *, seconds: float = SECONDS) -> Answer:
    """The answer of the graph in ``path`` to a query that anyone may have written.

    It is worked out in a process of its own, which is ended after ``seconds`` and may not open
    connections. The errors are those of Store, and QueryError for one that takes too long or
    too much memory.
    """
    request = json.dumps({"path": str(path), "query": text})
    try:
        done = subprocess.run(
            command(__name__),
            input=request.encode(),
            env=environment(),
            capture_output=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise StoppedError.late(seconds) from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = lines[-1] if lines else f"exit code {done.returncode}"
        raise StoppedError.broken(why)
    return _answer(done.stdout.decode())


def command(module: str, *arguments: str) -> list[str]:
    """How to run a module of this very package, whatever lies in the current folder."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The variables that go with ``command``."""
    inherited = os.environ.get("PYTHONPATH")
    own = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join([own, inherited] if inherited else [own])}


def _answer(reply: str) -> Answer:
    told = json.loads(reply)
    match told:
        case {"workspace": str(why)}:
            raise WorkspaceError(why)
        case {"query": str(why)}:
            raise QueryError(why)
        case {"boolean": bool(holds)}:
            return Answer(columns=("answer",), rows=((str(holds).lower(),),), document=reply)
    columns = tuple(told["head"]["vars"])
    rows = tuple(
        tuple(row[name]["value"] if name in row else None for name in columns)
        for row in told["results"]["bindings"]
    )
    return Answer(columns=columns, rows=rows, document=reply)


def _triples(results: "pyoxigraph.QueryTriples") -> str:
    """A graph as solutions of three variables, sorted."""
    bindings = [
        dict(zip(_TRIPLE, map(_term, triple), strict=True)) for triple in sorted(results, key=str)
    ]
    document = {"head": {"vars": _TRIPLE}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False)


def _solutions(results: Any, asked: Asked) -> Written | None:
    """Rows or a truth value, by way of JSON: the library cannot stop writing after some rows."""
    if asked.solutions is None:
        return None
    shape = pyoxigraph.QueryResultsFormat.from_media_type(asked.solutions)
    if shape is None:
        raise ValueError(f"rows cannot be written as {asked.solutions}")
    if isinstance(results, pyoxigraph.QueryBoolean):
        content = results.serialize(format=shape) or b""
        return Written(content=content, media=asked.solutions, rows=1, is_cut=False)
    names = [variable.value for variable in results.variables]
    rows = list(itertools.islice(results, asked.rows + 1))
    bindings = [
        {name: _term(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in rows[: asked.rows]
    ]
    document = json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}})
    read = pyoxigraph.parse_query_results(document, format=pyoxigraph.QueryResultsFormat.JSON)
    return Written(
        content=read.serialize(format=shape) or b"",
        media=asked.solutions,
        rows=len(bindings),
        is_cut=len(rows) > asked.rows,
    )


def _graph(
    results: "pyoxigraph.QueryTriples", asked: Asked, context: Mapping[str, Any]
) -> Written | None:
    """Triples, each once, sorted."""
    if asked.triples is None:
        return None
    shape = pyoxigraph.RdfFormat.from_media_type(asked.triples)
    if shape is None:
        raise ValueError(f"triples cannot be written as {asked.triples}")
    found: dict[pyoxigraph.Triple, None] = {}
    for triple in results:
        if len(found) == asked.rows and triple not in found:
            is_cut = True
            break
        found[triple] = None
    else:
        is_cut = False
    ordered = sorted(found, key=str)
    if shape == pyoxigraph.RdfFormat.JSON_LD:
        content = compact(ordered, Names(context))
    else:
        text = "\n".join(map(str, ordered))
        used = {name: iri for name, iri in prefixes(context).items() if f"<{iri}" in text}
        content = pyoxigraph.serialize(ordered, format=shape, prefixes=used) or b""
    return Written(content=content, media=asked.triples, rows=len(found), is_cut=is_cut)


def _term(term: Any) -> dict[str, Any]:
    match term:
        case pyoxigraph.NamedNode(value=value):
            return {"type": "uri", "value": value}
        case pyoxigraph.Literal(value=value, language=str(language)):
            direction = {"its:dir": term.direction.value} if term.direction else {}
            return {"type": "literal", "value": value, "xml:lang": language, **direction}
        case pyoxigraph.Literal(value=value, datatype=datatype):
            typed = {} if datatype == _STRING else {"datatype": datatype.value}
            return {"type": "literal", "value": value, **typed}
        case pyoxigraph.Triple():
            parts = {name: _term(getattr(term, name)) for name in _TRIPLE}
            return {"type": "triple", "value": parts}
    return {"type": "bnode", "value": term.value}


def _main() -> None:
    """Answer one request from standard input on standard output."""
    request = json.load(sys.stdin)
    try:
        path = Path(request["path"])
        store = Store(path)
        confine(path)
        reply = store.query(request["query"])
    except KgError as error:
        kind = "query" if isinstance(error, QueryError) else "workspace"
        reply = json.dumps({kind: str(error)})
    sys.stdout.buffer.write(reply.encode())


if __name__ == "__main__":
    _main()
