"""What lies between Simpul and a store: logins, servers in trouble, addresses that are none."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import EndpointError
from kg.loading import client
from kg.loading.client import TRIES, Login
from kg.loading.load import Target, load
from kg.rdf.terms import BASE
from tests.loading.gate import Gate, gate
from tests.loading.servers import Server, free_port

BUSY = (503, {"Retry-After": "0"})


@pytest.fixture
def closed(oxigraph: Server) -> Iterator[Gate]:
    """A gate before a store, which its test may close."""
    with gate(oxigraph.root) as opened:
        yield opened


def at(closed: Gate, login: Login | None = None) -> Target:
    return Target(url=f"{closed.url}/update", query=f"{closed.url}/query", login=login)


def kg(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    named = {"SIMPUL_PASSWORD": None, "SIMPUL_TOKEN": None, **environment}
    result = CliRunner().invoke(main, [str(each) for each in arguments], env=named)
    return result.exit_code, result.stdout, result.stderr


def test_a_server_in_trouble_is_asked_again(closed: Gate, folder: Path, oxigraph: Server) -> None:
    closed.refusals = [BUSY, (500, {}), (502, {}), (429, {"Retry-After": "0"})]
    assert load(folder, at(closed)).graphs == 6
    assert closed.refused == 4
    assert set(oxigraph.counts(BASE)) >= {f"{BASE}all"}


def test_it_is_not_asked_for_ever(closed: Gate, folder: Path) -> None:
    closed.refusals = [BUSY] * 100
    with pytest.raises(EndpointError, match=r"/update: refused \(503\): Pintu tertutup$"):
        load(folder, at(closed))
    assert closed.refused == TRIES
    assert closed.passed == 0


def test_a_refusal_is_not_asked_again(closed: Gate, folder: Path) -> None:
    closed.refusals = [(403, {})]
    with pytest.raises(EndpointError, match=r"not allowed; log in .* \(403\)"):
        load(folder, at(closed))
    assert (closed.refused, closed.passed) == (1, 0)


def test_a_name_and_a_password_open_a_basic_login(closed: Gate, folder: Path) -> None:
    login = Login(user="editor", password="rahasia é")
    closed.wanted = f"Basic {base64.b64encode('editor:rahasia é'.encode()).decode()}"
    assert load(folder, at(closed, login)).graphs == 6
    assert closed.refused == 1
    with pytest.raises(EndpointError, match=r"log in with --user NAME .* \(401\)"):
        load(folder, at(closed, Login(user="editor", password="salah")))


def test_a_token_opens_too(closed: Gate, folder: Path) -> None:
    closed.wanted = "Bearer abc"
    url, query = f"{closed.url}/update", f"{closed.url}/query"
    code, told, _ = kg("load", folder, url, "--query", query, SIMPUL_TOKEN="abc")
    assert code == 0
    assert told.startswith(f"{url}: 6 graphs sent (")
    assert closed.refused == 0


def test_passwords_of_netrc_are_not_sent_unasked(
    closed: Gate, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    closed.wanted = f"Basic {base64.b64encode(b'a:b').decode()}"
    with pytest.raises(EndpointError, match=r"\(401\)"):
        load(folder, at(closed))


def test_a_redirect_is_told_and_not_followed(closed: Gate, folder: Path) -> None:
    closed.refusals = [(307, {"Location": "http://example.org/"})] * 2
    with pytest.raises(EndpointError, match=r"\(307\): moved to http://example.org/"):
        load(folder, at(closed))
    assert closed.passed == 0


def test_the_command_says_in_one_line_what_it_did(oxigraph: Server, folder: Path) -> None:
    url = oxigraph.addresses["gsp"]
    code, told, _ = kg("load", folder, url, "--query", oxigraph.query)
    assert code == 0
    assert re.fullmatch(
        rf"{re.escape(url)}: 6 graphs sent \(\d+ quads\), 0 unchanged, 0 dropped\n", told
    )
    code, told, _ = kg("load", folder, url, "--replace")
    assert told == (
        f"{url}: 0 graphs sent (0 quads), 6 unchanged, 0 dropped;"
        " others' could not be listed, see --query\n"
    )
    assert kg("load", folder, url, "-q") == (0, "", "")


def test_a_password_is_never_guessed(oxigraph: Server, folder: Path) -> None:
    code, _, told = kg("load", folder, oxigraph.addresses["update"], "--user", "dba")
    assert code == 2
    assert "no password for dba: set SIMPUL_PASSWORD" in told


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("localhost:3030/demo", "not an address that begins with http:// or https://"),
        ("http:///demo", "not an address that begins with http:// or https://"),
        ("http://[::1/demo", "not an address that begins with http:// or https://"),
        ("http://localhost:99999/", "not an address that begins with http:// or https://"),
        ("http://a:b@localhost/demo", "no name or password in an address; use --user NAME"),
    ],
)
def test_an_address_that_is_none_is_told(folder: Path, address: str, why: str) -> None:
    code, shown, told = kg("load", folder, address)
    assert (code, shown) == (1, "")
    assert told == f"Error: {address.replace('a:b@', '')}: {why}\n"


def test_an_address_where_nobody_listens_is_told(folder: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/update"
    code, shown, told = kg("load", folder, url)
    assert (code, shown) == (1, "")
    assert told.startswith(f"Error: {url}: no answer: ")
    assert "Connection refused" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("path", ["/query", "/typo", "/"])
def test_a_wrong_address_of_a_store_is_told(oxigraph: Server, folder: Path, path: str) -> None:
    code, shown, told = kg("load", folder, oxigraph.root + path)
    assert (code, shown) == (1, "")
    assert told.startswith(f"Error: {oxigraph.root}{path}: refused (4")
    assert len(told.splitlines()) == 1


def test_a_wrong_address_for_queries_is_told(oxigraph: Server, folder: Path) -> None:
    wrong = oxigraph.addresses["update"]
    code, _, told = kg("load", folder, wrong, "--query", wrong)
    assert code == 1
    assert told.startswith(f"Error: {wrong}: refused (4")


def test_a_folder_without_a_graph_is_told(oxigraph: Server, folder: Path, tmp_path: Path) -> None:
    url = oxigraph.addresses["update"]
    assert kg("load", tmp_path / "kosong", url) == (
        1,
        "",
        f"Error: {tmp_path}/kosong: no workspace (simpul.db is missing); kg build makes one\n",
    )
    graph = folder / "graph.trig"
    graph.write_text("<urn:a> <urn:b> .\n")
    code, _, told = kg("load", folder, url)
    assert code == 1
    assert told.startswith(f"Error: {graph}: broken: ")
    graph.unlink()
    assert kg("load", folder, url)[2] == f"Error: {graph}: no such file; kg build writes it\n"


def test_pauses_between_tries_are_bounded() -> None:
    """A server that asks for an hour does not get it."""
    assert client.LONGEST_WAIT <= 60
