"""A resolved graph in a file, some records at a time, so that nobody has to resolve it again.

The mentions may be there article by article, and the entities without them: so all records can be
made one by one.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, get_type_hints

import msgspec

from kg.model import Graph, Run
from kg.resolve.together import Named, with_mentions

Records = Mapping[str, Iterable[object]]
"""Those of each field of a Graph, one of the run; ``named`` are mentions that no entity has yet."""

_TOGETHER = 1000  # records in one piece
_LENGTH = 4  # bytes that tell how long a piece is
_KINDS = {
    "named": tuple[Named, ...],
    **{field.name: get_type_hints(Graph)[field.name] for field in fields(Graph)},
    "run": tuple[Run, ...],
}


def records(graph: Graph) -> Records:
    """The records of a graph."""
    return {
        **{field.name: getattr(graph, field.name) for field in fields(Graph)},
        "named": (),
        "run": (graph.run,),
    }


def save(those: Records, path: Path) -> None:
    """Write the records of a graph, which are made in this order; OSError where that cannot be."""
    with path.open("wb") as file:
        for name in _KINDS:
            found = iter(those[name])
            while some := tuple(islice(found, _TOGETHER)):
                content = zlib.compress(msgspec.msgpack.encode(some), 1)
                file.write(len(content).to_bytes(_LENGTH) + content)
            file.write(bytes(_LENGTH))


def load(path: Path) -> Graph | None:
    """The graph in a file; None where it is not there, or broken."""
    try:
        with path.open("rb") as file:
            found = {name: tuple(_records(file, kind)) for name, kind in _KINDS.items()}
    except (OSError, EOFError, zlib.error, msgspec.DecodeError):
        return None
    (run,), named = found.pop("run"), found.pop("named")
    if named:
        bare = {entity.id: entity for entity in found["entities"]}
        found["entities"] = tuple(with_mentions(bare.__getitem__, named))
    return Graph(run=run, **found)


def _records(file: BinaryIO, kind: Any) -> Iterator[Any]:
    return chain.from_iterable(_pieces(file, kind))


def _pieces(file: BinaryIO, kind: Any) -> Iterator[Any]:
    while True:
        length = file.read(_LENGTH)
        if len(length) < _LENGTH:
            raise EOFError
        if not any(length):
            return
        content = zlib.decompress(file.read(int.from_bytes(length)))
        yield msgspec.msgpack.decode(content, type=kind)
