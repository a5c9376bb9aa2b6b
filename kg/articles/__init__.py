"""Reading news: files, folders and standard input become articles.

The text of an article is what its file holds, unchanged (of a web page: its main text), so that
offsets count characters of it. Beside it stands what could be read about it: title, day of
publication, outlet, and the stretches that are no prose of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO

from kg.articles.kinds import html
from kg.articles.reading import article
from kg.articles.record import Page, Record
from kg.articles.sources import records, sources
from kg.errors import InputError
from kg.model import Article

__all__ = ["Found", "Item", "Over", "found", "in_turn", "read_articles"]

Item = tuple[str, Record | Page | InputError]  #: what a file holds, behind the file's name
Found = tuple[Article, str | None] | InputError  #: an article, and its encoding if it is unusual
Over = Callable[[Iterable[Item]], Iterator[tuple[Item, Found]]]


def read_articles(
    inputs: Sequence[str],
    stdin: BinaryIO | None = None,
    note: Callable[[str], None] = lambda _: None,
    over: Over | None = None,
) -> Iterator[Article | InputError]:
    """The articles of files, folders (with all below them) and ``-``, which is ``stdin``.

    What cannot be read comes as an InputError in its place, one line with file and line, and the
    rest goes on. Files are read in the order of their places, whatever the order of ``inputs``,
    and each once. Of two inputs with one identifier the first in that order is read and the other
    is an error that names both. ``note`` is called with a line for each file whose articles are
    in another encoding than plain UTF-8, behind the articles of that file. ``over`` finds what
    the items are, in their order: ``in_turn``, if it is not somebody else's work.
    """
    seen: dict[str, str] = {}
    places: dict[str, list[str]] = {}
    current = ""
    for (name, record), read in (over or in_turn)(_items(inputs, stdin)):
        if name != current:
            _tell(places, note)
            current, places = name, {}
        yield _checked(record, read, seen, places)
    _tell(places, note)


def in_turn(items: Iterable[Item]) -> Iterator[tuple[Item, Found]]:
    """What each item is, found here and now."""
    for item in items:
        yield item, found(item)


def found(item: Item) -> Found:
    """What an item is."""
    _, record = item
    if isinstance(record, InputError):
        return record
    try:
        plain = html.record(record) if isinstance(record, Page) else record
        return article(plain), plain.encoding
    except InputError as error:
        return error


def _items(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[Item]:
    for source in sources(inputs):
        if isinstance(source, InputError):
            yield "", source
        else:
            yield from ((source.name, record) for record in records(source, stdin))


def _tell(places: dict[str, list[str]], note: Callable[[str], None]) -> None:
    for encoding, where in places.items():
        more = f", and {len(where) - 1} more of its articles" if len(where) > 1 else ""
        note(f"{where[0]}: read as {encoding}{more}")


def _checked(
    record: Record | Page | InputError,
    read: Found,
    seen: dict[str, str],
    places: dict[str, list[str]],
) -> Article | InputError:
    if isinstance(record, InputError):
        return record
    if record.id in seen:
        return InputError(
            f"{record.where}: the identifier {record.id} is taken by {seen[record.id]};"
            " rename one of them"
        )
    if isinstance(read, InputError):
        return read
    made, encoding = read
    seen[record.id] = record.where
    if encoding:
        places.setdefault(encoding, []).append(record.where)
    return made
