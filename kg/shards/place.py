"""Where shards lie: a folder, or a place in an object store."""

import contextlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from kg.articles.remote import failures, is_address, reason
from kg.disk import save
from kg.errors import WorkspaceError


class Place(Protocol):
    """Files by their names below a place. WorkspaceError where they cannot be reached."""

    def read(self, name: str) -> bytes | None:
        """What a file holds; None where there is none."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Put a file there, all of it or nothing."""
        ...

    def names(self, folder: str) -> set[str]:
        """The names of the files in a folder there, each behind that of the folder."""
        ...

    def remove(self, name: str) -> None:
        """Take a file away; nothing happens where there is none."""
        ...


def place(given: str) -> Place:
    """The place that a user names: a folder, or an address that fsspec knows."""
    if not is_address(given):
        return _Folder(Path(given))
    if importlib.util.find_spec("fsspec") is None:
        raise WorkspaceError(
            f"{given}: needs fsspec, which is not installed: pip install 'simpul[cluster]'"
        )
    return _Store(given)


@contextlib.contextmanager
def _errors(where: object) -> Iterator[None]:
    try:
        yield
    except failures() as error:
        raise WorkspaceError(f"{where}: {reason(error)}") from error


class _Folder:
    """A folder on a disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        path = self._folder / name
        with _errors(path):
            return path.read_bytes() if path.is_file() else None

    def write(self, name: str, content: bytes) -> None:
        path = self._folder / name
        with _errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            save(path, content)

    def names(self, folder: str) -> set[str]:
        with _errors(self._folder / folder):
            found = (self._folder / folder).glob("*")
            return {path.relative_to(self._folder).as_posix() for path in found}

    def remove(self, name: str) -> None:
        path = self._folder / name
        with _errors(path):
            path.unlink(missing_ok=True)


class _Store:
    """A place in an object store; such a store shows a file when it is whole."""

    def __init__(self, address: str) -> None:
        from fsspec.core import url_to_fs

        self._address = address
        with _errors(address):
            self._files: Any
            self._files, self._root = url_to_fs(address)

    def read(self, name: str) -> bytes | None:
        with _errors(f"{self._address}/{name}"):
            try:
                return bytes(self._files.cat_file(f"{self._root}/{name}"))
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        with _errors(f"{self._address}/{name}"):
            self._files.makedirs(f"{self._root}/{name}".rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", content)

    def names(self, folder: str) -> set[str]:
        with _errors(f"{self._address}/{folder}"):
            try:
                found = self._files.ls(f"{self._root}/{folder}", detail=False)
            except FileNotFoundError:
                return set()
            return {f"{folder}/{path.rpartition('/')[2]}" for path in found}

    def remove(self, name: str) -> None:
        with _errors(f"{self._address}/{name}"), contextlib.suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")
