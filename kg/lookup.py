"""What things are called, beside a store: a query about a name need not look at every thing.

Each generation of a store has a file for entities, one for events and offices, and one for
publishers, with a line for each of them: in lower case what it is called, and the term itself.
All in them is taken from the store, so they can be made of it anew.
"""

import contextlib
import heapq
import itertools
import mmap
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyoxigraph

from kg.model import EntityType
from kg.sparql import comments, first, prologue, value

LABELS, NAMES, PUBLISHERS = "labels", "names", "publishers"
FILES = (LABELS, NAMES, PUBLISHERS)  #: of a generation, sorted

_Line = tuple[str, str]
"""A file, and a line of it: in lower case what a thing is called, and its term in SPARQL."""

_TOGETHER = 100_000  # lines that are sorted at once

_MOST = 2000  # things; where more are called so, looking at all of them takes no longer
_ROWS = 10_000  # that a query begins with
_UNWRITTEN = (pyoxigraph.BlankNode, pyoxigraph.Triple)
# Terms are written out here: kg.rdf.terms brings rdflib, for which no question should wait.
_NODE = pyoxigraph.NamedNode
_DEFAULT = pyoxigraph.DefaultGraph()
_TYPE = _NODE("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = _NODE("http://www.w3.org/2000/01/rdf-schema#label")
_CALLED = (_LABEL, _NODE("http://www.w3.org/2004/02/skos/core#altLabel"))
ENTITIES = frozenset(_NODE(f"https://w3id.org/simpul/ns#{kind}") for kind in EntityType)
_PUBLISHER = _NODE("https://schema.org/publisher")
_HINT = re.compile(rf"#[ \t]*index: \?(\w+) ({'|'.join(FILES)}) \?(\w+)[ \t]*")
_BREAK = re.compile(r"\s*\n\s*")
_LONG = ('"""', "'''")  # quotation marks between which lines may break
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Lookup:
    """The files of a generation, open: they can be read when the generation has been cleared away.

    A generation that has none finds nothing out.
    """

    def __init__(self, place: Path) -> None:
        self._files = {name: _mapped(place / name) for name in FILES}

    def ordered(self, text: str, answer: Callable[[str], Any]) -> str:
        """The same query for a large store: it begins with what it names, and chooses first.

        Groups that it marks are answered before it, equal ones once, since the store takes some of
        them for large whatever their LIMIT is; their rows then stand in their place.
        """
        rows: dict[str, str | None] = {}  #: of groups that were answered

        def answered(query: str) -> str | None:
            is_plain = not any(marks in query for marks in _LONG)
            key = _BREAK.sub("\n", query) if is_plain else query
            if key not in rows:
                rows[key] = _values(answer(self._ordered(query, answered)))
            return rows[key]

        try:
            return self._ordered(text, answered)
        except SyntaxError:
            return text  # whose error then is told with its place

    def _ordered(self, text: str, answered: Callable[[str], str | None]) -> str:
        parts, end = [], 0
        for start, stop in first(text):
            values = answered(f"{prologue(text)} {text[start + 1 : stop - 1]}")
            if values is not None:
                parts += [text[end:start], values, "\n" * text.count("\n", start, stop)]
                end = stop
        return self.narrowed("".join((*parts, text[end:])))

    def narrowed(self, text: str) -> str:
        """A query that begins with what is called as it asks; its answers stay the same.

        The query tells where. The comment ``# index: ?thing names ?text`` says: where it stands,
        ?thing is an entity with a name that contains the value of ?text in any case. ``labels``
        says it of labels of other things, or their IRIs, and ``publishers`` of a publisher itself.
        """
        parts, end = [], 0
        for comment in comments(text):
            hint = _HINT.fullmatch(comment[0])
            wanted = value(text[: comment.start()], hint[3]) if hint else None
            things = self.find(hint[2], wanted) if hint and wanted else None
            if hint and things is not None:
                parts += [
                    text[end : comment.start()],
                    f"VALUES ?{hint[1]} {{ {' '.join(things)} }}",
                ]
                end = comment.end()
        return "".join((*parts, text[end:]))

    def find(self, name: str, text: str) -> list[str] | None:
        """The terms of what may be called so, in any case; None if that cannot be told, or is much.

        There may be others among them, but none is missing.
        """
        lines, wanted = self._files[name], text.lower().encode()
        if lines is None or _CONTROL.search(text):
            return None
        found: list[str] = []
        place = 0
        while (place := lines.find(wanted, place)) >= 0:
            if len(found) == _MOST:
                return None
            begin, end = lines.rfind(b"\n", 0, place) + 1, lines.find(b"\n", place)
            found.append(lines[begin:end].rpartition(b"\t")[2].decode())
            place = end
        return found


def write(store: pyoxigraph.Store, place: Path) -> None:
    """Write the files of a generation, from all that is in its store; OSError if that fails."""
    subjects = (quad.subject for quad in store.quads_for_pattern(None, _LABEL, None, _DEFAULT))
    names = (quad.object for quad in store.quads_for_pattern(None, _PUBLISHER, None, _DEFAULT))
    lines = chain(_lines(store, subjects), map(_publisher, names))
    with contextlib.ExitStack() as stack:
        sorted_ones = []
        while some := set(islice(lines, _TOGETHER)):
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(f"{name}\t{text}" for name, text in sorted(some))
            file.seek(0)
            sorted_ones.append(_split(file))
        _save(place, heapq.merge(*sorted_ones))


def renew(store: pyoxigraph.Store, before: Path, place: Path, changed: Iterable[str]) -> None:
    """Write the files of a generation, from those of the one before and what has changed."""
    if not all((before / name).is_file() for name in FILES):
        write(store, place)
        return
    subjects = [_NODE(name) for name in changed]
    publishers = (
        quad.object
        for subject in subjects
        for quad in store.quads_for_pattern(subject, _PUBLISHER, None, _DEFAULT)
    )
    new = sorted({*_lines(store, subjects), *map(_publisher, publishers)})
    _save(place, heapq.merge(_kept(store, before, set(map(str, subjects))), new))


def _kept(store: pyoxigraph.Store, before: Path, gone: Set[str]) -> Iterator[_Line]:
    """The lines of a generation that are not of things that are gone, or publishers."""
    for name in FILES:
        with (before / name).open(encoding="utf-8", newline="\n") as file:
            for text in file:
                term = text.removesuffix("\n").rpartition("\t")[2]
                if term not in gone and (name != PUBLISHERS or _is_left(store, term)):
                    yield name, text


def _split(lines: Iterable[str]) -> Iterator[_Line]:
    for line in lines:
        name, _, text = line.partition("\t")
        yield name, text


def _lines(store: pyoxigraph.Store, subjects: Iterable[Any]) -> Iterator[_Line]:
    """What those of some things are called that have a label."""
    for subject in subjects:
        quads = list(store.quads_for_pattern(subject, None, None, _DEFAULT))
        values: Iterator[Any] = (quad.object for quad in quads if quad.predicate in _CALLED)
        names = sorted({name.value for name in values})
        if names:
            types = {quad.object for quad in quads if quad.predicate == _TYPE}
            is_entity = not types.isdisjoint(ENTITIES)
            called = names if is_entity else [*names, subject.value]
            yield _line(NAMES if is_entity else LABELS, called, subject)


def _publisher(name: Any) -> _Line:
    return _line(PUBLISHERS, [name.value], name)


def _is_left(store: pyoxigraph.Store, publisher: str) -> bool:
    """Whether an article has the publisher that is written so."""
    triple = f"<urn:s> <urn:p> {publisher} ."
    (quad,) = pyoxigraph.parse(triple, format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = store.quads_for_pattern(None, _PUBLISHER, quad.object, _DEFAULT)
    return next(found, None) is not None


def _line(file: str, names: Iterable[str], term: Any) -> _Line:
    called = "\t".join(_CONTROL.sub(" ", name.lower()) for name in names)
    return file, f"{called}\t{term}\n"


def _save(place: Path, lines: Iterable[_Line]) -> None:
    """Write lines, which are sorted, each once."""
    with contextlib.ExitStack() as stack:
        files = {
            name: stack.enter_context((place / name).open("w", encoding="utf-8", newline="\n"))
            for name in FILES
        }
        for (name, text), _ in itertools.groupby(lines):
            files[name].write(text)


def _mapped(path: Path) -> "mmap.mmap | bytes | None":
    """A file that can be searched; None where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except OSError:
        return None


def _values(rows: Any) -> str | None:
    """Rows as SPARQL; None for what has no rows, or too many, or terms that cannot be written."""
    if not isinstance(rows, pyoxigraph.QuerySolutions):
        return None
    found = list(islice(rows, _ROWS + 1))
    terms = [term for row in found for term in row]
    if len(found) > _ROWS or any(isinstance(term, _UNWRITTEN) for term in terms):
        return None
    names = " ".join(f"?{variable.value}" for variable in rows.variables)
    lines = (" ".join("UNDEF" if term is None else str(term) for term in row) for row in found)
    return f"VALUES ({names}) {{ {' '.join(f'({line})' for line in lines)} }}"
