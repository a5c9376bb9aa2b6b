"""Limits for a process that answers a query which others wrote."""

import ctypes
import platform
import struct
import sys
from pathlib import Path

from kg.kept import CURRENT

_MEMORY = 4 * 2**30  # bytes that it may take, beside those of the graph itself
_GROWTH = 20  # at most: bytes in memory for one in the file
_OPEN = 64  # files that a process has open anyway

# Linux: what the kernel calls things (linux/seccomp.h, linux/filter.h, linux/audit.h), and by
# machine its architecture and the numbers of the calls seccomp, socket and io_uring_setup.
_MACHINES = {"x86_64": (0xC000003E, 317, 41, 425), "aarch64": (0xC00000B7, 277, 198, 425)}
_NO_NEW_PRIVILEGES = 38
_SET_FILTER, _ALL_THREADS = 1, 1
_LOAD, _IS_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL, _ARCHITECTURE = 0, 4  # where they stand in what a filter sees
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EACCES = 13


def confine(path: Path) -> None:
    """No connections from here on, no endless memory, nor new files beyond those of the graph.

    As far as the system can see to that: Linux does to all of it, other POSIX systems to all but
    the connections of a process with a store on disk, which opens its files as it needs them.
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
    _refuse_sockets()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


class _Program(ctypes.Structure):
    """The filter as the kernel takes it (struct sock_fprog)."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _refuse_sockets() -> None:
    """Have Linux refuse sockets to this process, all its threads and children, for good.

    A kernel that was built without such filters goes on as it is.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return
    architecture, seccomp, *refused = _MACHINES[platform.machine()]
    steps = b"".join(
        struct.pack("HBBI", code, equal, other, value)
        for code, equal, other, value in (
            (_LOAD, 0, 0, _ARCHITECTURE),
            (_IS_EQUAL, 1, 0, architecture),
            (_RETURN, 0, 0, _KILL),
            (_LOAD, 0, 0, _CALL),
            *((_IS_EQUAL, len(refused) - place, 0, call) for place, call in enumerate(refused)),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE | _EACCES),
        )
    )
    system = ctypes.CDLL(None)
    program = _Program(len(steps) // struct.calcsize("HBBI"), steps)
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    system.syscall(seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))
