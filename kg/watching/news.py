"""Questions that are asked after each addition, and what of their answers is new."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import kg.questions
from kg.errors import EndpointError, StoppedError
from kg.loading.client import Client, Login, checked
from kg.questions import Question
from kg.resolve.ids import digest
from kg.store import SECONDS, Answer, graph_of
from kg.workspace import Workspace

Row = dict[str, str]  #: values by column; what is unbound is left out
Tell = Callable[[Question, Sequence[Row]], None]

_SETTING = "watch question "
_LENGTH = 16  #: digits of a row's digest
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A question, and who is told the rows that its answer did not have before.

    The workspace remembers which rows were told, so none is lost while nobody watches. Rows are
    remembered after they are told: one is told twice where the program ends in between.
    """

    question: Question
    tell: Tell
    seconds: float = SECONDS  #: that an answer may take

    def hear(self, folder: Path) -> None:
        """Ask, and tell what is new; the first answer of all only says what there is already.

        QueryError for a question that cannot be answered. One that takes too long, and news that
        cannot be told, are left for the next time, with a note.
        """
        name = f"{_SETTING}{digest(self.question.text, _LENGTH)}"
        try:
            whole = kg.questions.parsed(self.question.name, self.question.unlimited())
            answer = kg.questions.ask(whole, graph_of(folder), {}, self.seconds)
            rows = dict(_by_digest(answer))
            with Workspace(folder) as workspace:
                known = workspace.setting(name)
            new = [row for mark, row in rows.items() if mark not in _marks(known or "")]
            if new and known is not None:
                self.tell(self.question, new)
        except (StoppedError, EndpointError) as error:
            _LOG.warning("%s; it is tried again after the next addition", error)
            return
        told = " ".join(sorted(rows))
        if told != known:
            with Workspace(folder) as workspace:
                workspace.set_setting(name, told)


def _marks(known: str) -> frozenset[str]:
    return frozenset(known.split())


def _by_digest(answer: Answer) -> Iterator[tuple[str, Row]]:
    """The rows, each once, in the order of the answer."""
    for values in answer.rows:
        row = {
            name: value
            for name, value in zip(answer.columns, values, strict=True)
            if value is not None
        }
        text = json.dumps(row, ensure_ascii=False, sort_keys=True)
        yield hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH], row


def posting(url: str, token: str = "") -> Tell:
    """Whoever listens at an address: gets a POST with the question and its new rows as JSON.

    Failures of the server are tried again. One message may come twice; its ``Idempotency-Key`` is
    then the same. EndpointError for what is no address, and where nobody takes the rows.
    """
    checked(url)

    def post(question: Question, rows: Sequence[Row]) -> None:
        body = json.dumps({"question": question.name, "rows": rows}, ensure_ascii=False)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": digest(body, _LENGTH),
        }
        with Client(Login(token=token)) as client:
            reply = client.ask("POST", url, body=body, headers=headers)
        if not reply.done:
            raise EndpointError(f"{url}: does not take what is new ({reply.status})")

    return post
