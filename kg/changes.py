"""What has changed in a dataset since a generation of the store of a workspace was made.

Beside a store stands a file with a line for each part of its dataset: its kind, what it was made
of, and its name. It is read and written line by line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from kg.rdf.dataset import Part
from kg.rdf.parts import Parts
from kg.resolve.memory import digest
from kg.resolve.numbers import Digests

PARTS = "parts"  #: name of the file in a generation

_THING, _GRAPH = "thing", "graph"  # kinds: of the default graph, or a named one
_TOGETHER = 1000  # parts

Line = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A part that must be written anew, or taken out."""

    name: str
    is_graph: bool
    part: Part | None  #: None: it is no more


class Before:
    """The parts of a generation; of None, none.

    ValueError where its file of them is broken, OSError where that cannot be read.
    """

    def __init__(self, generation: Path | None) -> None:
        self._path = generation / PARTS if generation else None
        self._names, self._made_of = Digests(), Digests()
        for kind, made_of, name in self._lines():
            self._names.append(_known(kind, name))
            self._made_of.append(made_of)
        self._seen = bytearray(len(self._names))

    def __len__(self) -> int:
        return len(self._names)

    def changed(self, kind: str, parts: Iterable[Part]) -> Iterator[Change]:
        """Those of the parts there are now that were not there as they are."""
        stream = iter(parts)
        while some := list(islice(stream, _TOGETHER)):
            places = self._names.places([_known(kind, str(part.name)) for part in some])
            for part, place in zip(some, places, strict=True):
                if place is not None:
                    self._seen[place] = True
                if place is None or self._made_of[place] != part.digest:
                    yield Change(str(part.name), kind == _GRAPH, part)

    def gone(self) -> Iterator[Change]:
        """Those that are no more, once all have been asked for that are."""
        for is_seen, (kind, _, name) in zip(self._seen, self._lines(), strict=True):
            if not is_seen:
                yield Change(name, kind == _GRAPH, None)

    def _lines(self) -> Iterator[Line]:
        if self._path is None:
            return
        with self._path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                kind, made_of, name = line.removesuffix("\n").split(" ", 2)
                yield kind, bytes.fromhex(made_of), name


def renewed(place: Path, parts: Parts, before: Before, most: int) -> list[Change] | None:
    """What has changed since; None where that is more than ``most``.

    All parts that there are now are written down in the generation at ``place``; OSError where
    that cannot be.
    """
    changes: list[Change] = []
    with (place / PARTS).open("w", encoding="utf-8", newline="\n") as file:
        for kind, found in ((_THING, parts.things()), (_GRAPH, parts.articles())):
            for change in before.changed(kind, _written(file, kind, found)):
                if len(changes) <= most:
                    changes.append(change)
    changes += islice(before.gone(), most + 1)
    return changes if len(changes) <= most else None


def _written(file: TextIO, kind: str, parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        file.write(f"{kind} {part.digest.hex()} {part.name}\n")
        yield part


def _known(kind: str, name: str) -> bytes:
    return digest(f"{kind} {name}".encode("utf-8", "surrogatepass"))
