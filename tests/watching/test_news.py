"""A question tells what is new since it was told last, and loses nothing on the way."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.errors import EndpointError, QueryError
from kg.model import Article
from kg.pipeline import add, remove
from kg.questions import Question, parsed
from kg.rdf.terms import PREFIXES
from kg.watching.news import Listener, Row, posting
from tests.fakes import fake_stages
from tests.watching.server import Reply, Site, site

NAMES = parsed(
    "names",
    "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("kg", "rdfs"))
    + "SELECT ?name { ?x a kg:Person ; rdfs:label ?name } ORDER BY ?name",
)


class Heard:
    """Notes what it is told; refuses it while ``closed``."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.closed = False

    def __call__(self, question: Question, rows: Sequence[Row]) -> None:
        if self.closed:
            raise EndpointError("http://127.0.0.1:1: no answer")
        self.names += [row["name"] for row in rows]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig",))


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    put(tmp_path / "ws", "satu", "Kim bertemu Putin")
    return tmp_path / "ws"


def put(folder: Path, id_: str, text: str) -> None:
    article = Article(id=id_, text=text, source=f"{id_}.txt")
    add([article], folder, stages=fake_stages())


def test_only_rows_that_the_answer_before_did_not_have_are_told(ws: Path) -> None:
    heard = Heard()
    listener = Listener(question=NAMES, tell=heard)
    listener.hear(ws)
    assert heard.names == []  # what there is already is no news
    put(ws, "dua", "Lavrov bertemu Kim")
    listener.hear(ws)
    listener.hear(ws)
    assert heard.names == ["Lavrov"]


def test_what_came_while_nobody_listened_is_told_later(ws: Path) -> None:
    Listener(question=NAMES, tell=Heard()).hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    heard = Heard()
    Listener(question=NAMES, tell=heard).hear(ws)
    assert heard.names == ["Lavrov"]


def test_two_questions_are_remembered_apart(ws: Path) -> None:
    Listener(question=NAMES, tell=Heard()).hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    other = Question(name="names", id="", en="", parameters=(), text=NAMES.text + " LIMIT 9")
    heard = Heard()
    Listener(question=other, tell=heard).hear(ws)
    assert heard.names == []


def test_a_row_that_went_and_comes_back_is_new(ws: Path) -> None:
    heard = Heard()
    listener = Listener(question=NAMES, tell=heard)
    put(ws, "dua", "Lavrov bertemu Kim")
    listener.hear(ws)
    remove(["dua"], ws, stages=fake_stages())
    listener.hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    listener.hear(ws)
    assert heard.names == ["Lavrov"]


def test_what_could_not_be_told_is_told_with_the_next(
    ws: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    listener = Listener(question=NAMES, tell=heard)
    listener.hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    heard.closed = True
    listener.hear(ws)
    assert "no answer; it is tried again after the next addition" in caplog.text
    heard.closed = False
    put(ws, "tiga", "Xi bertemu Modi")
    listener.hear(ws)
    assert heard.names == ["Lavrov", "Modi", "Xi"]


def test_a_question_that_cannot_be_answered_is_an_error(ws: Path) -> None:
    with pytest.raises(QueryError, match="bad: line 1"):
        Listener(question=parsed("bad", "SELECT nothing"), tell=Heard()).hear(ws)


@pytest.fixture
def hook() -> Iterator[Site]:
    with site() as opened:
        opened.replies["/hook"] = Reply(status=204)
        yield opened


def test_new_rows_are_posted_as_json(ws: Path, hook: Site) -> None:
    listener = Listener(question=NAMES, tell=posting(f"{hook.url}/hook", "rahasia"))
    listener.hear(ws)
    assert hook.requests == []
    put(ws, "dua", "Lavrov bertemu Séjourné")
    listener.hear(ws)
    (request,) = hook.requests
    assert request.method == "POST"
    assert request.headers["Authorization"] == "Bearer rahasia"
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(request.body) == {
        "question": "names",
        "rows": [{"name": "Lavrov"}, {"name": "Séjourné"}],
    }


def test_a_message_that_comes_twice_can_be_told(
    ws: Path, hook: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.loading.client.BACKOFF", 0)
    hook.replies["/hook"] = [Reply(status=503), Reply(status=204)]
    listener = Listener(question=NAMES, tell=posting(f"{hook.url}/hook"))
    listener.hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    listener.hear(ws)
    keys = {request.headers["Idempotency-Key"] for request in hook.requests}
    assert (len(hook.requests), len(keys)) == (2, 1)


def test_a_hook_that_refuses_has_a_line(
    ws: Path, hook: Site, caplog: pytest.LogCaptureFixture
) -> None:
    hook.replies["/hook"] = Reply(status=403)
    listener = Listener(question=NAMES, tell=posting(f"{hook.url}/hook"))
    listener.hear(ws)
    put(ws, "dua", "Lavrov bertemu Kim")
    listener.hear(ws)
    assert f"{hook.url}/hook: does not take what is new (403)" in caplog.text


def test_an_address_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(EndpointError, match="not an address"):
        posting("hook")
