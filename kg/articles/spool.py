"""Articles on disk, between the reading of their files and their parse."""

import contextlib
import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

import msgspec

from kg.errors import WorkspaceError
from kg.model import Article

_SIZE = 8  #: bytes that tell how long a record is


class Spool:
    """A file without a name, so that memory does not grow with the articles; use it in ``with``.

    WorkspaceError where there is no room for it.
    """

    def __init__(self) -> None:
        with _errors():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._places = array("Q")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):  # what could not be written is not wanted any more
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Article]:
        return self.some(range(len(self)))

    def add(self, article: Article) -> None:
        """Keep an article."""
        record = msgspec.msgpack.encode(article)
        with _errors():
            self._places.append(self._file.seek(0, os.SEEK_END))
            self._file.write(len(record).to_bytes(_SIZE, "big") + record)

    def some(self, numbers: Iterable[int]) -> Iterator[Article]:
        """The articles of these numbers, which count from 0 in the order they came in."""
        for number in numbers:
            with _errors():
                self._file.seek(self._places[number])
                size = int.from_bytes(self._file.read(_SIZE), "big")
                article = msgspec.msgpack.decode(self._file.read(size), type=Article)
            yield article


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"{tempfile.gettempdir()}: no room to keep the articles until they are parsed"
            f" ({error.strerror}); set TMPDIR to another folder"
        ) from error
