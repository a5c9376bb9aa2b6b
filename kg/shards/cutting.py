"""Where a long sequence is cut, so that a change of one part leaves most pieces as they are."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def pieces(
    things: Iterable[T], key: Callable[[T], bytes], *, usual: int, most: int
) -> Iterator[list[T]]:
    """The same things in pieces of about ``usual`` and at most ``most``.

    Most cuts are made by what the things are, and not by their number: what is added or taken out
    changes the piece that it is in, and perhaps the next.
    """
    piece: list[T] = []
    for thing in things:
        is_edge = zlib.crc32(key(thing)) % usual == 0
        if piece and (is_edge or len(piece) == most):
            yield piece
            piece = []
        piece.append(thing)
    if piece:
        yield piece
