"""The JSON API over real connections: beside queries, with limits, and new after a build."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.kept import pointer
from kg.pipeline import build
from tests.fakes import fake_stages
from tests.web.conftest import SECONDS, Server, Start
from tests.web.test_guards import endless


@pytest.fixture(scope="module")
def demo(start: Start, demo_folder: Path) -> Iterator[Server]:
    with start(demo_folder, "--timeout", str(SECONDS)) as server:
        yield server


def test_records_come_as_json(demo: Server) -> None:
    reply = demo.ask("/api/events?type=Meeting&limit=1")
    assert (reply.status, reply.media) == (200, "application/json")
    assert json.loads(reply.body)["items"][0]["type"] == "Meeting"
    assert reply.headers["x-content-type-options"] == "nosniff"
    event = json.loads(reply.body)["items"][0]["id"]
    assert json.loads(demo.ask(f"/api/events/{event}").body)["event"]["id"] == event
    assert json.loads(demo.ask("/api/events/" + event.replace("/", "%2F")).body)["event"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/api/overview", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/events/none", 404),
        ("GET", "/api/events?limit=many", 400),
        ("GET", "/api/events?type=Meeting&type=Visit", 400),
        ("POST", "/api/events", 405),
    ],
)
def test_every_way_of_asking_has_its_status(
    demo: Server, method: str, path: str, status: int
) -> None:
    reply = demo.ask(path, method=method)
    assert reply.status == status
    assert len(reply.text.splitlines()) == (0 if method == "HEAD" else 1)


def test_records_are_answered_while_a_query_hangs(demo: Server) -> None:
    with endless(demo):
        assert demo.ask("/api/overview").status == 200


def test_a_build_shows_in_the_records_when_it_is_done(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig",))
    folder = tmp_path / "ws"

    def add(name: str, text: str) -> None:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        build([str(tmp_path / f"{name}.txt")], folder, stages=fake_stages())

    add("satu", "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n")
    with start(folder) as server:
        assert json.loads(server.ask("/api/overview").body)["articles"] == 1
        add("dua", "Kim dan Lavrov akan bertemu lagi di kota itu pada bulan depan.\n")
        assert json.loads(server.ask("/api/overview").body)["articles"] == 2
        pointer(folder).unlink()
        reply = server.ask("/api/overview")
        assert (reply.status, "kg build writes it" in reply.text) == (503, True)
