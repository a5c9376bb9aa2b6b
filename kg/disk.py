"""Files that take the place of others: all of the new or all of the old, even if power fails."""

import os
from collections.abc import Mapping
from pathlib import Path


def save(path: Path, content: bytes) -> None:
    """Make ``content`` the content of a file; OSError where it cannot be written."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    publish({partial: path})


def publish(written: Mapping[Path, Path]) -> None:
    """Put finished files in their places, on the same disk; OSError where that cannot be.

    Nothing is put anywhere before the bytes of all of them are on the disk.
    """
    for partial in written:
        sync(partial)
    for partial, path in written.items():
        partial.replace(path)
    if os.name == "posix":  # elsewhere a folder cannot be opened
        for folder in {path.parent for path in written.values()}:
            sync(folder)


def sync(path: Path) -> None:
    """Have the bytes of a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
