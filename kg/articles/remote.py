"""Files in object stores (s3://, gs://, abfs://) and wherever else fsspec reads from."""

import contextlib
import importlib.util
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.articles.packed import Readable
from kg.errors import InputError

_PAGES = ("http", "https")


def is_address(given: str) -> bool:
    """Whether an input is an address and no name of a file."""
    return "://" in given


def files(address: str) -> list[str]:
    """The addresses of the files below an address; the address itself, where it is a file's.

    InputError where they cannot be listed, or a library is missing.
    """
    with _errors(address):
        store, path = _store(address)
        if store.isfile(path):
            return [address]
        return [str(store.unstrip_protocol(found)) for found in store.find(path)]


@contextlib.contextmanager
def opened(address: str) -> Iterator[Readable]:
    """The file at an address, to be read from the front; InputError where that cannot be."""
    with _errors(address):
        store, path = _store(address)
        file = store.open(path, "rb", cache_type="readahead")
    with contextlib.closing(file):
        yield _File(file, address)


class _File:
    """A file whose errors are ours."""

    def __init__(self, file: Readable, address: str) -> None:
        self._file = file
        self._address = address

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        with _errors(self._address):
            return self._file.read(size)


def _store(address: str) -> Any:
    """The store of an address and the path in it."""
    if urlsplit(address).scheme in _PAGES:
        raise InputError(f"{address}: pages and feeds are read by kg watch; files, by their names")
    if importlib.util.find_spec("fsspec") is None:
        raise InputError(
            f"{address}: needs fsspec, which is not installed: pip install 'simpul[cluster]'"
        )
    from fsspec.core import url_to_fs

    return url_to_fs(address)


def failures() -> tuple[type[Exception], ...]:
    """The errors of stores: those of systems, and of the library that speaks with S3.

    The latter, where it is in use, have no ancestor in common with others.
    """
    module = sys.modules.get("botocore.exceptions")
    names = ("BotoCoreError", "ClientError")
    foreign = (getattr(module, name) for name in names) if module else ()
    return (OSError, ValueError, ImportError, *foreign)


def reason(error: Exception) -> str:
    """What one of them says, in one line."""
    told = " ".join(str(getattr(error, "strerror", None) or error).split())
    return told or type(error).__name__


@contextlib.contextmanager
def _errors(address: str) -> Iterator[None]:
    try:
        yield
    except failures() as error:
        raise InputError(f"{address}: {reason(error)}") from error
