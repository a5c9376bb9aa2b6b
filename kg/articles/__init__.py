"""Reading news: files, folders and standard input become articles.

The text of an article is what its file holds, unchanged (of a web page: its main text), so that
offsets count characters of it. Beside it stands what could be read about it: title, day of
publication, outlet, and the stretches that are no prose of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from kg.articles.reading import article
from kg.articles.record import Record
from kg.articles.sources import records, sources
from kg.errors import InputError
from kg.model import Article

__all__ = ["read_articles"]


def read_articles(
    inputs: Sequence[str],
    stdin: BinaryIO | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | InputError]:
    """The articles of files, folders (with all below them) and ``-``, which is ``stdin``.

    What cannot be read comes as an InputError in its place, one line with file and line, and the
    rest goes on. Files are read in the order of their places, whatever the order of ``inputs``,
    and each once. Of two inputs with one identifier the first in that order is read and the other
    is an error that names both. ``note`` is called with a line for each file whose articles are
    in another encoding than plain UTF-8, behind the articles of that file.
    """
    seen: dict[str, str] = {}
    for source in sources(inputs):
        if isinstance(source, InputError):
            yield source
            continue
        places: dict[str, list[str]] = {}
        for record in records(source, stdin):
            if isinstance(record, InputError):
                yield record
                continue
            read = _checked(record, seen)
            if record.encoding and isinstance(read, Article):
                places.setdefault(record.encoding, []).append(record.where)
            yield read
        for encoding, found in places.items():
            note(_told(encoding, found))


def _told(encoding: str, places: Sequence[str]) -> str:
    more = f", and {len(places) - 1} more of its articles" if len(places) > 1 else ""
    return f"{places[0]}: read as {encoding}{more}"


def _checked(record: Record, seen: dict[str, str]) -> Article | InputError:
    if record.id in seen:
        return InputError(
            f"{record.where}: the identifier {record.id} is taken by {seen[record.id]};"
            " rename one of them"
        )
    try:
        read = article(record)
    except InputError as error:
        return error
    seen[record.id] = record.where
    return read
