"""Rows as a table for people: columns that fit the terminal, nothing left out.

Cells are wrapped where the terminal is too narrow; where it is much too narrow, each row becomes
a block with a line for each column. What a terminal could take for a command is not passed on.
"""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_GAP = "  "
_NARROWEST = 12  # a column that is wrapped to less is hard to read


def lines(
    columns: Sequence[str], rows: Sequence[Sequence[str | None]], width: int
) -> Iterator[str]:
    """The lines of a table, or of blocks, no wider than ``width`` where words allow it."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    natural = [max(_width(text) for text in texts) for texts in zip(columns, *cells, strict=True)]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(min(each, _NARROWEST) for each in natural) > room:
        yield from _blocks(columns, cells, width)
    else:
        yield from _aligned(columns, cells, _fitted(natural, room))


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Widths of columns: narrow ones keep theirs, the others share what is left."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        wide = [index for index, each in enumerate(widths) if each == widest]
        next_widest = max((each for each in widths if each < widest), default=0)
        spare = sum(widths) - room
        fair = widest - -(-spare // len(wide))
        for index in wide:
            widths[index] = max(fair, next_widest, 1)
    return widths


def _aligned(
    columns: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]
) -> Iterator[str]:
    """A heading, a rule and the rows, with empty lines between them if any row is wrapped."""
    heading = _row(columns, widths)
    yield from heading
    yield _GAP.join("─" * each for each in widths)
    wrapped = [_row(row, widths) for row in cells]
    apart = any(len(row) > 1 for row in wrapped)
    for number, row in enumerate(wrapped):
        if apart and number:
            yield ""
        yield from row


def _row(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrapped(text, each) for text, each in zip(texts, widths, strict=True)]
    return [
        _GAP.join(_padded(part, each) for part, each in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*wrapped, fillvalue="")
    ]


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as lines of a column's name and its value."""
    names = max(map(_width, columns))
    room = max(width - names - len(_GAP), _NARROWEST)
    for number, row in enumerate(cells):
        if number:
            yield ""
        for column, text in zip(columns, row, strict=True):
            yield from _row((column, text), (names, room))


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width``; only text of wide characters may need narrower counting."""
    wide = _width(text) > len(text)
    room = max(width // 2 if wide else width, 1)
    return textwrap.wrap(text, room, break_on_hyphens=False) or [""]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(text: str | None) -> str:
    """A cell on one line; control and direction characters become �."""
    words = " ".join((text or "").split())
    return "".join(letter if letter.isprintable() else "�" for letter in words)
