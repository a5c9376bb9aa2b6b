"""Corrections over HTTP: the page can make them, a page of another site cannot, and kg decide's
file is what is written."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.workspace import Workspace
from tests.web.conftest import SECONDS, Reply, Server, Start

JSON = "application/json"
WANTED = {"verb": "same", "things": ["person/kim-jong-un", "person/vladimir-putin"], "why": "coba"}


@pytest.fixture(scope="module")
def folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("edited") / "ws"))


@pytest.fixture(scope="module")
def server(start: Start, folder: Path) -> Iterator[Server]:
    with start(folder, "--edit", "--timeout", str(SECONDS)) as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh(folder: Path) -> Iterator[None]:
    yield
    (folder / "decisions.txt").unlink(missing_ok=True)


def token(server: Server) -> str:
    found = re.search(r'<meta name="edit" content="([\w-]{40,})">', server.ask("/").text)
    assert found
    return found[1]


def send(
    server: Server,
    said: object = WANTED,
    method: str = "POST",
    path: str = "decisions",
    **more: str,
) -> Reply:
    headers = {"Content-Type": JSON, "Simpul-Token": token(server)}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return server.ask(f"/api/{path}", method=method, headers=headers, body=body)


def told(reply: Reply) -> Mapping[str, Any]:
    assert reply.status == 200, reply.text
    found: Mapping[str, Any] = json.loads(reply.body)
    return found


def test_a_decision_is_the_line_that_kg_decide_writes_and_can_be_undone(
    server: Server, folder: Path
) -> None:
    now = told(send(server, Origin=server.url))
    (item,) = now["items"]
    assert (now["changes"], item["state"], item["why"]) == (1, "new", "coba")
    path = folder / "decisions.txt"
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "same person/kim-jong-un person/vladimir-putin # coba"
    ]
    again = told(send(server, {"text": item["text"]}, "DELETE"))
    assert (again["items"], again["changes"]) == ([], 0)
    reply = send(server, {"text": item["text"]}, "DELETE")
    assert (reply.status, len(reply.text.splitlines())) == (400, 1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Simpul_Token": ""}, 403),
        ({"Simpul_Token": "é" * 43}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Host": "evil.example"}, 421),
    ],
)
def test_what_another_site_can_send_is_refused(
    server: Server, folder: Path, headers: dict[str, str], status: int
) -> None:
    for method, path in (("POST", "decisions"), ("DELETE", "decisions"), ("POST", "build")):
        reply = send(server, WANTED, method, path, **headers)
        assert (reply.status, len(reply.text.splitlines())) == (status, 1)
    assert not (folder / "decisions.txt").exists()


def test_another_site_may_not_even_ask(server: Server) -> None:
    asked = {
        "Origin": "https://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,simpul-token",
    }
    reply = server.ask("/api/decisions", method="OPTIONS", headers=asked)
    assert reply.status == 405
    assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"{", "the body does not fit"),
        (b'{"verb": "same"}', "things"),
        ({**WANTED, "verb": "delete"}, "Invalid enum value"),
        ({**WANTED, "why": " \n"}, "needs a reason"),
        ({**WANTED, "things": []}, "same takes two things"),
        ({**WANTED, "things": ["person/a", "person/a"]}, "named twice"),
        ({**WANTED, "verb": "wrong", "things": ["person/a"]}, "begins with claim/"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_a_line(
    server: Server, folder: Path, said: object, why: str
) -> None:
    reply = send(server, said)
    assert (reply.status, len(reply.text.splitlines())) == (400, 1)
    assert why in reply.text
    assert not (folder / "decisions.txt").exists()


def test_hostile_words_stay_one_line_of_the_file(server: Server, folder: Path) -> None:
    why = "satu\nwrong claim/x # <script>\u2028same a b"
    (item,) = told(send(server, {**WANTED, "why": why, "things": ["a\nb/e1", "<x> #/e1"]}))["items"]
    assert item["things"] == ["a\nb/e1", "<x> #/e1"]
    assert item["why"] == "satu wrong claim/x # <script> same a b"
    assert len((folder / "decisions.txt").read_text(encoding="utf-8").split("\n")) == 3


def test_who_writes_at_the_same_time_is_told_to_wait(server: Server, folder: Path) -> None:
    with Workspace(folder) as workspace:
        workspace.lock()
        reply = send(server)
    assert (reply.status, len(reply.text.splitlines())) == (503, 1)
    assert "in use by another kg" in reply.text
    assert told(send(server))["changes"] == 1


def test_parts_are_named_as_decisions_name_them(server: Server) -> None:
    parts = json.loads(server.ask("/api/parts/person/vladimir-putin").body)["items"]
    assert len(parts) > 1
    assert all(part["name"].startswith(f"{part['article']}/") for part in parts)
    assert server.ask("/api/parts/person/nobody").status == 404


def test_nothing_can_be_corrected_unless_it_is_asked_for(start: Start, folder: Path) -> None:
    with start(folder) as plain:
        assert '<meta name="edit" content="">' in plain.ask("/").text
        assert plain.ask("/api/decisions").status == 404
        for method in ("POST", "DELETE"):
            headers = {"Content-Type": JSON}
            reply = plain.ask("/api/decisions", method=method, headers=headers, body=b"{}")
            assert reply.status == 405


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--host", "0.0.0.0"), "all who reach it could write"),
        (("--cors", "*"), "exclude each other"),
    ],
)
def test_whom_strangers_reach_edits_nothing(
    folder: Path, options: tuple[str, ...], why: str
) -> None:
    result = CliRunner().invoke(main, ["serve", str(folder), "--edit", *options])
    assert result.exit_code == 2
    assert why in result.output
