"""A process that keeps one graph open and answers query after query, until it is ended.

``python -m kg.web.worker GRAPH SECONDS PREFIXES`` says on standard output that it is ready, then
answers each line of standard input. What it says is a line of JSON, and the bytes that it counts.
"""

import json
import math
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError
from kg.store import Asked, Store, Written, confine

READY, ANSWER, NOTHING, QUERY, WORKSPACE = "ready", "answer", "nothing", "query", "workspace"
_GRACE = 2  # seconds after which it ends itself, should whoever started it be gone


def encoded(asked: Asked) -> bytes:
    """A query as the line that the process reads."""
    return json.dumps(asdict(asked)).encode() + b"\n"


def _main() -> None:
    path, seconds, prefixes = Path(sys.argv[1]), float(sys.argv[2]), json.loads(sys.argv[3])
    try:
        store = Store(path)
        confine(path)
    except KgError as error:
        _say(WORKSPACE, str(error).encode())
        return
    _say(READY)
    for line in sys.stdin.buffer:
        _limit(math.ceil(seconds) + _GRACE)
        try:
            written = store.write(_asked(line), prefixes)
        except QueryError as error:
            _say(QUERY, str(error).encode())
        else:
            _tell(written)
        _limit(0)


def _asked(line: bytes) -> Asked:
    told: dict[str, Any] = json.loads(line)
    return Asked(**told)


def _tell(written: Written | None) -> None:
    if written is None:
        _say(NOTHING)
    else:
        _say(
            ANSWER,
            written.content,
            media=written.media,
            rows=written.rows,
            is_cut=written.is_cut,
        )


def _say(kind: str, content: bytes = b"", **more: Any) -> None:
    head = json.dumps({"kind": kind, "size": len(content), **more})
    sys.stdout.buffer.write(head.encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def _limit(seconds: int) -> None:
    """End this process after so many seconds, or (0) do not."""
    if sys.platform != "win32":
        signal.alarm(seconds)


if __name__ == "__main__":
    _main()
