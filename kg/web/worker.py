"""A process that keeps one graph open and answers query after query, until it is ended.

``python -m kg.web.worker GRAPH SECONDS CONTEXT`` says that it is ready, then answers each line.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.confined import confine
from kg.errors import KgError, QueryError
from kg.store import Asked, Store, Written
from kg.web import talk

NOTHING, QUERY = "nothing", "query"


def encoded(asked: Asked) -> bytes:
    """A query as the line that the process reads."""
    return json.dumps(asdict(asked)).encode() + b"\n"


def decoded(head: dict[str, Any], content: bytes) -> Written | None:
    """What ``Store.write`` gave in the process; its QueryError too."""
    match head["kind"]:
        case talk.ANSWER:
            return Written(
                content=content, media=head["media"], rows=head["rows"], is_cut=head["is_cut"]
            )
        case worker_says if worker_says == NOTHING:
            return None
    raise QueryError(content.decode())


def _main() -> None:
    path, seconds, context = Path(sys.argv[1]), float(sys.argv[2]), json.loads(sys.argv[3])
    try:
        store = Store(path)
        confine(path)
    except KgError as error:
        talk.say(talk.WORKSPACE, str(error).encode())
        return
    talk.say(talk.READY)
    for line in talk.lines(seconds):
        try:
            written = store.write(_asked(line), context)
        except QueryError as error:
            talk.say(QUERY, str(error).encode())
        else:
            _tell(written)


def _asked(line: bytes) -> Asked:
    told: dict[str, Any] = json.loads(line)
    return Asked(**told)


def _tell(written: Written | None) -> None:
    if written is None:
        talk.say(NOTHING)
    else:
        talk.say(
            talk.ANSWER,
            written.content,
            media=written.media,
            rows=written.rows,
            is_cut=written.is_cut,
        )


if __name__ == "__main__":
    _main()
