"""Limits for a process that answers a query which others wrote."""

from pathlib import Path

from kg.kept import CURRENT

_MEMORY = 4 * 2**30  # bytes that it may take, beside those of the graph itself
_GROWTH = 20  # at most: bytes in memory for one in the file
_OPEN = 64  # files that a process has open anyway


def confine(path: Path) -> None:
    """No endless memory from here on, nor new files, where the system can see to that.

    So there is no connection either; but a store on disk opens its files as it needs them.
    """
    try:
        import resource
    except ImportError:  # not on Windows; there SERVICE is refused by its name alone
        return
    memory, files = _MEMORY, 0
    if path.name == CURRENT:
        files = _OPEN + sum(1 for _ in path.parent.rglob("*"))
    else:
        memory += path.stat().st_size * _GROWTH
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
