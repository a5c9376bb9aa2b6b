"""A process that keeps the records of a workspace and answers requests of the JSON API.

``python -m kg.web.reader FOLDER SECONDS`` says that it is ready, then answers each line.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import KgError, RequestError
from kg.exports import stored_graph
from kg.model import Reading
from kg.rdf.terms import BASE, Terms
from kg.web import talk
from kg.web.api.index import Index
from kg.web.api.operations import answer
from kg.workspace import Workspace

REFUSED = "refused"


def encoded(path: str, given: Mapping[str, str]) -> bytes:
    """A request as the line that the process reads."""
    return json.dumps([path, dict(given)]).encode() + b"\n"


def decoded(head: Mapping[str, Any], content: bytes) -> bytes:
    """The answer as JSON; RequestError where the process refused."""
    if head["kind"] == REFUSED:
        raise RequestError(head["status"], content.decode())
    return content


def _main() -> None:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    try:
        stored = stored_graph(folder)
    except KgError as error:
        talk.say(talk.WORKSPACE, str(error).encode())
        return
    index = Index(stored.graph, Terms(stored.base or BASE), stored.own, partial(_readings, folder))
    talk.say(talk.READY)
    for line in talk.lines(seconds):
        path, given = json.loads(line)
        try:
            content = answer(index, path, given)
        except RequestError as error:
            talk.say(REFUSED, str(error).encode(), status=error.status)
        else:
            talk.say(talk.ANSWER, content)


def _readings(folder: Path, article_ids: Sequence[str]) -> Iterator[Reading]:
    """Those of the articles that are there as they are now."""
    with Workspace(folder) as workspace:
        for found in map(workspace.stored, article_ids):
            if found is not None:
                yield found.reading


if __name__ == "__main__":
    _main()
