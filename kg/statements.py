"""The statements of a written graph, one by one, in a form that any store takes."""

import contextlib
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph

from kg.errors import WorkspaceError

_ESCAPE = re.compile(r"\\(.)([uU]?)")


def statements(path: Path, blank: str) -> Iterator[tuple[str | None, list[str]]]:
    """Each graph of a .trig file: its name (None is the default graph) and its triples, sorted.

    A triple is a line that means the same in Turtle and in SPARQL. A blank node becomes the IRI of
    its label behind ``blank``, so it stays one node wherever its triples go.
    WorkspaceError for a file that is missing or broken.
    """
    if not path.is_file():
        raise WorkspaceError(f"{path}: no such file; kg build writes it")
    seen: set[str | None] = set()
    with reading(path):
        quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TRIG)
        for name, group in itertools.groupby(quads, key=lambda quad: quad.graph_name):
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
def reading(path: Path) -> Iterator[None]:
    """What goes wrong with a file as ours: WorkspaceError."""
    try:
        yield
    except SyntaxError as error:
        raise WorkspaceError(f"{path}: broken: {error.msg}; kg build writes it anew") from error
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read: {error}") from error
