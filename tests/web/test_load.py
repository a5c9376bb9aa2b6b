"""What keeps a busy server answering: answers kept, room made, and no patience with the slow."""

import asyncio
import contextlib
import time
from pathlib import Path

import pytest
from starlette.types import Message

from kg.store import Asked, Written
from kg.web import sending
from kg.web.cache import Cache
from tests.web.conftest import COUNT, HOLDS, SECONDS, Start
from tests.web.test_guards import endless, is_open

ASKED = Asked(text="SELECT * {}", solutions="text/csv", triples=None, rows=9)


def written(content: bytes = b"s\n1\n") -> Written:
    return Written(content=content, media="text/csv", rows=1, is_cut=False)


def test_what_was_answered_before_needs_no_free_worker(start: Start, ws: Path) -> None:
    with start(ws, "--workers", "1", "--timeout", str(SECONDS)) as server:
        first = server.query(COUNT)
        with endless(server) as hanging:
            began = time.monotonic()
            while is_open(hanging) and time.monotonic() - began < 1:
                assert server.query(COUNT).body == first.body
            assert is_open(hanging)


def test_a_query_that_takes_long_makes_room_for_others(start: Start, ws: Path) -> None:
    with (
        start(ws, "--workers", "1", "--timeout", str(SECONDS)) as server,
        contextlib.ExitStack() as stack,
    ):
        hanging = stack.enter_context(endless(server))
        assert server.query(HOLDS).status == 200
        reply = hanging.getresponse()
        assert reply.status == 503
        assert reply.read().decode().endswith("since others waited; try again later\n")


def test_answers_are_kept_for_one_graph_and_one_way_of_asking() -> None:
    cache = Cache()
    cache.put(1, ASKED, written())
    assert cache.get(1, ASKED) == written()
    other = Asked(text=ASKED.text, solutions="text/csv", triples=None, rows=8)
    assert cache.get(1, other) is None
    assert cache.get(2, ASKED) is None
    cache.put(2, other, written())
    assert cache.get(2, ASKED) is None


@pytest.mark.parametrize("text", ["SELECT (now() AS ?n) {}", "SELECT (RAND () AS ?n) {}"])
def test_what_changes_by_itself_is_asked_again(text: str) -> None:
    cache = Cache()
    asked = Asked(text=text, solutions="text/csv", triples=None, rows=9)
    cache.put(1, asked, written())
    assert cache.get(1, asked) is None


def test_the_memory_for_answers_has_a_bound() -> None:
    cache = Cache()
    asked = [
        Asked(text=f"SELECT ?known {{}} #{n}", solutions="text/csv", triples=None, rows=9)
        for n in range(40)
    ]
    for one in asked:
        cache.put(1, one, written(b"x" * 3_000_000))
    kept = [one for one in asked if cache.get(1, one)]
    assert kept == asked[-len(kept) :]
    assert 10 < len(kept) < 22
    huge = Asked(text="SELECT ?s {}", solutions="text/csv", triples=None, rows=9)
    cache.put(1, huge, written(b"x" * 5_000_000))
    assert cache.get(1, huge) is None


def test_who_does_not_take_an_answer_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_PATIENCE", 0.1)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)
        if len(sent) > 2:
            await asyncio.Event().wait()

    async def receive() -> Message:
        raise AssertionError("nothing is to be heard")

    content = bytes(range(256)) * 1000
    asyncio.run(sending.Answer(content)({"type": "http"}, receive, send))
    assert [message["type"] for message in sent] == [
        "http.response.start",
        *(["http.response.body"] * 2),
    ]
    assert all(message["more_body"] for message in sent[1:])


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 300_000])
def test_a_piecewise_answer_is_whole(size: int) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("nothing is to be heard")

    content = bytes(n % 251 for n in range(size))
    asyncio.run(sending.Answer(content)({"type": "http"}, receive, send))
    assert b"".join(message["body"] for message in sent[1:]) == content
    assert [message["more_body"] for message in sent[1:]][-1] is False
