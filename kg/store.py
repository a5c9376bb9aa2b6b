"""Answers SPARQL queries over a written graph; nothing is changed and nothing leaves the machine.

The store cannot be told to stop, so a query that others wrote runs in a process of its own
(``python -m kg.store``) that can be ended: see ``answer``.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph

from kg.errors import KgError, QueryError, WorkspaceError

SECONDS = 30.0  #: that a query may take
_MEMORY = 4 * 2**30  # bytes that it may take, beside those of the graph itself
_GROWTH = 20  # at most: bytes in memory for one in the file

_FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
}
_STRING = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#string")
_TRIPLE = ("subject", "predicate", "object")
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}

# Whatever could hold a keyword without being one comes first.
_TOKEN = re.compile(
    r"""
      \#[^\n\r]*                                                # comment
    | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | "(?:[^"\\\n\r]|\\.)*"  # strings
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | '(?:[^'\\\n\r]|\\.)*'
    | <[^<>"{}|^`\\\x00-\x20]*>                                 # IRI
    | [?$@]\w+                                                  # variable, language
    | [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*                   # name with a prefix
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)([uU]?)")
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r"(?:^|, )((?:The )?[A-Za-z]+(?: [A-Za-z]+)* [a-z][A-Za-z ]*)(?=,|$)")
_SHOWN = 60  # characters of the line that does not parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The solutions of a query, in its order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]  #: IRIs and literals as they are; None if unbound
    document: str  #: the same with types and languages, as SPARQL 1.1 Query Results JSON


class Store:
    """A graph in memory, read from a .ttl, .trig, .nt or .nq file.

    All named graphs together are the default graph, so a query says the same of each format; one
    that chooses its graphs itself (FROM) has those.
    WorkspaceError for a file that is missing or broken.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix not in _FORMATS:
            raise WorkspaceError(f"{path}: not one of {', '.join(_FORMATS)}")
        if not path.is_file():
            raise WorkspaceError(f"{path}: no such file; kg build writes it")
        self._store = pyoxigraph.Store()
        with _reading(path):
            self._store.load(path=path, format=_FORMATS[path.suffix])

    def query(self, text: str) -> str:
        """The solutions as SPARQL 1.1 Query Results JSON; sorted triples for a graph.

        QueryError, with line and column where the query does not parse, for whatever is no query
        or would call another machine (SERVICE). It may take any time.
        """
        _refuse(text)
        whole = "FROM" not in _words(text)
        try:
            results = self._store.query(text, use_default_graph_as_union=whole)
            if isinstance(results, pyoxigraph.QueryTriples):
                return _triples(results)
            written = results.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise QueryError(_where(text, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error
        return (written or b"").decode()


def statements(path: Path, blank: str) -> Iterator[tuple[str | None, list[str]]]:
    """Each graph of a .trig file: its name (None is the default graph) and its triples, sorted.

    A triple is a line that means the same in Turtle and in SPARQL. A blank node becomes the IRI of
    its label behind ``blank``, so it stays one node wherever its triples go.
    WorkspaceError for a file that is missing or broken.
    """
    if not path.is_file():
        raise WorkspaceError(f"{path}: no such file; kg build writes it")
    seen: set[str | None] = set()
    with _reading(path):
        quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG)
        for name, group in groupby(quads, key=lambda quad: quad.graph_name):
            graph = name.value if isinstance(name, pyoxigraph.NamedNode) else None
            if graph in seen:
                raise WorkspaceError(f"{path}: {graph} is in two places; kg build writes it anew")
            seen.add(graph)
            yield graph, sorted({_line(quad.triple, blank) for quad in group})


def _line(triple: Iterable[Any], blank: str) -> str:
    return " ".join(_written(term, blank) for term in triple) + " ."


def _written(term: Any, blank: str) -> str:
    if isinstance(term, pyoxigraph.BlankNode):
        return f"<{blank}{term.value}>"
    return _ESCAPE.sub(_unambiguous, str(term))


def _unambiguous(escape: re.Match[str]) -> str:
    """Many stores look for \\u before they look for strings: no u may follow a backslash."""
    letter = escape[2]
    return f"\\\\\\U{ord(letter):08X}" if escape[1] == "\\" and letter else escape[0]


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What goes wrong with a file as ours."""
    try:
        yield
    except SyntaxError as error:
        raise WorkspaceError(f"{path}: broken: {error.msg}; kg build writes it anew") from error
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read: {error}") from error


def answer(path: Path, text: str, *, seconds: float = SECONDS) -> Answer:
    """The answer of the graph in ``path`` to a query that anyone may have written.

    It is worked out in a process of its own, which is ended after ``seconds`` and may not open
    connections. The errors are those of Store, and QueryError for one that takes too long or
    too much memory.
    """
    request = json.dumps({"path": str(path), "query": text})
    try:
        # -P and the path: this very package is what runs, whatever lies in the current folder.
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=request.encode(),
            env={**os.environ, "PYTHONPATH": _python_path()},
            capture_output=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(f"stopped after {seconds:g} s; allow more time or ask for less") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = lines[-1] if lines else f"exit code {done.returncode}"
        raise QueryError(f"the query broke the store, perhaps for want of memory: {why}")
    return _answer(done.stdout.decode())


def _python_path() -> str:
    inherited = os.environ.get("PYTHONPATH")
    own = str(Path(__file__).resolve().parent.parent)
    return os.pathsep.join([own, inherited] if inherited else [own])


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


def _words(text: str) -> Iterator[str]:
    """The bare words of a query in upper case: keywords, and what no grammar would let stand."""
    return (found["word"].upper() for found in _TOKEN.finditer(text) if found["word"])


def _refuse(text: str) -> None:
    """QueryError for updates and calls; the store would follow SERVICE without asking."""
    words = list(_words(text))
    if any("SERVICE" in word for word in words):  # 5SERVICE is the number and the keyword
        raise QueryError("SERVICE is refused: a query may not call other machines")
    first = next((word for word in words if word not in {"BASE", "PREFIX", "VERSION"}), None)
    if first in _UPDATES:
        raise QueryError(f"{first} is refused: the graph can be read, not changed")
    if first is None:
        raise QueryError("there is no query in it")


def _where(text: str, message: str) -> str:
    """The place of an error in one line; the parser's own words where they help."""
    found = _PLACE.match(message)
    if not found:
        return " ".join(message.split())
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    near = lines[line - 1].strip() if line <= len(lines) else ""
    shown = f"{near[:_SHOWN]} …" if len(near) > _SHOWN else near
    reason = _REASON.search(found[3])
    why = reason[1] if reason else "not SPARQL"
    return f"line {line}, column {column}: {why}" + (f": {shown}" if shown else "")


def _triples(results: "pyoxigraph.QueryTriples") -> str:
    """A graph as solutions of three variables, sorted."""
    bindings = [
        dict(zip(_TRIPLE, map(_term, triple), strict=True)) for triple in sorted(results, key=str)
    ]
    document = {"head": {"vars": _TRIPLE}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False)


def _term(term: Any) -> dict[str, str]:
    match term:
        case pyoxigraph.NamedNode(value=value):
            return {"type": "uri", "value": value}
        case pyoxigraph.Literal(value=value, language=str(language)):
            return {"type": "literal", "value": value, "xml:lang": language}
        case pyoxigraph.Literal(value=value, datatype=datatype):
            typed = {} if datatype == _STRING else {"datatype": datatype.value}
            return {"type": "literal", "value": value, **typed}
    return {"type": "bnode", "value": term.value}


def _confine(path: Path) -> None:
    """No new file, connection or endless memory from here on, where the system can see to that."""
    try:
        import resource
    except ImportError:  # not on Windows; there SERVICE is refused by its name alone
        return
    graph = path.stat().st_size * _GROWTH
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY + graph, _MEMORY + graph))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _main() -> None:
    """Answer one request from standard input on standard output."""
    request = json.load(sys.stdin)
    try:
        path = Path(request["path"])
        store = Store(path)
        _confine(path)
        reply = store.query(request["query"])
    except KgError as error:
        kind = "query" if isinstance(error, QueryError) else "workspace"
        reply = json.dumps({kind: str(error)})
    sys.stdout.buffer.write(reply.encode())


if __name__ == "__main__":
    _main()
