"""How a process of the pool talks: lines come in, and for each a head of JSON and bytes go out."""

import json
import math
import signal
import sys
from collections.abc import Iterator
from typing import Any

READY, ANSWER, WORKSPACE = "ready", "answer", "workspace"
_GRACE = 2  # seconds after which it ends itself, should whoever started it be gone


def say(kind: str, content: bytes = b"", **more: Any) -> None:
    """Say something of a kind on standard output."""
    head = json.dumps({"kind": kind, "size": len(content), **more})
    sys.stdout.buffer.write(head.encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def lines(seconds: float) -> Iterator[bytes]:
    """The lines of standard input; the process ends if one takes much longer than ``seconds``."""
    for line in sys.stdin.buffer:
        _limit(math.ceil(seconds) + _GRACE)
        yield line
        _limit(0)


def _limit(seconds: int) -> None:
    """End this process after so many seconds, or (0) do not."""
    if sys.platform != "win32":
        signal.alarm(seconds)
