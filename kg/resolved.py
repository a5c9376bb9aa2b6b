"""A resolved graph in a file, some records at a time, so that nobody has to resolve it again."""

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO, get_type_hints

import msgspec

from kg.model import Graph, Run

_TOGETHER = 1000  # records in one piece
_LENGTH = 4  # bytes that tell how long a piece is
_FIELDS = {field.name: get_type_hints(Graph)[field.name] for field in fields(Graph)}


def save(graph: Graph, path: Path) -> None:
    """Write a graph; OSError where that cannot be."""
    with path.open("wb") as file:
        for name in _FIELDS:
            value = getattr(graph, name)
            for piece in _pieces(value) if isinstance(value, tuple) else [value]:
                content = zlib.compress(msgspec.msgpack.encode(piece), 1)
                file.write(len(content).to_bytes(_LENGTH) + content)
            file.write(bytes(_LENGTH))


def load(path: Path) -> Graph | None:
    """The graph in a file; None where it is not there, or broken."""
    try:
        with path.open("rb") as file:
            return Graph(**{name: _value(file, kind) for name, kind in _FIELDS.items()})
    except (OSError, EOFError, zlib.error, msgspec.DecodeError):
        return None


def _pieces(records: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    return (records[start : start + _TOGETHER] for start in range(0, len(records), _TOGETHER))


def _value(file: BinaryIO, kind: Any) -> Any:
    read = list(_read(file, kind))
    return read[0] if kind is Run else tuple(itertools.chain.from_iterable(read))


def _read(file: BinaryIO, kind: Any) -> Iterator[Any]:
    while True:
        length = file.read(_LENGTH)
        if len(length) < _LENGTH:
            raise EOFError
        if not any(length):
            return
        content = zlib.decompress(file.read(int.from_bytes(length)))
        yield msgspec.msgpack.decode(content, type=kind)
