"""Triple stores as servers: each a process with a folder of its own, on free ports."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import requests

from kg.loading.client import Login

PATIENCE = 300.0  # seconds to start; a machine may be busy

VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = 10000
"""


class Server:
    """A store that can be killed and started again, with all that it had written down."""

    login: Login | None = None

    def __init__(self, command: Sequence[str], folder: Path, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self._command = command
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def addresses(self) -> dict[str, str]:
        """By protocol: where it takes updates (update) and whole graphs (gsp)."""
        raise NotImplementedError

    @property
    def query(self) -> str:
        """Where it answers queries."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, and wait until it listens."""
        log = self._folder / "server.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL
            )
        end = time.monotonic() + PATIENCE
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{self._command[0]} did not start:\n{log.read_text()[-1000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def ask(self, query: str) -> Any:
        """The answer to a query, as SPARQL 1.1 Query Results JSON."""
        accept = {"Accept": "application/sparql-results+json"}
        reply = requests.post(self.query, data={"query": query}, headers=accept, timeout=PATIENCE)
        assert reply.ok, reply.text
        return reply.json()

    def counts(self, prefix: str) -> dict[str, int]:
        """How many statements each graph has whose name begins with ``prefix``."""
        told = self.ask(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o }"
            f' FILTER(STRSTARTS(STR(?g), "{prefix}")) }} GROUP BY ?g'
        )
        rows = told["results"]["bindings"]
        return {row["g"]["value"]: int(row["n"]["value"]) for row in rows}

    def _listens(self) -> bool:
        with socket.socket() as one:
            one.settimeout(1)
            return one.connect_ex(("127.0.0.1", self._port)) == 0


class Oxigraph(Server):
    """Oxigraph's own server, whose queries see all graphs as one."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        beside = Path(sys.executable).parent / "oxigraph"
        program = str(beside) if beside.is_file() else shutil.which("oxigraph")
        if program is None:
            pytest.skip("no oxigraph: it comes with the extra 'test'")
        self.program = program
        options = ("--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}")
        super().__init__((program, "serve", "--union-default-graph", *options), folder, port)

    @property
    def addresses(self) -> dict[str, str]:
        """See Server."""
        return {"update": f"{self.root}/update", "gsp": f"{self.root}/store"}

    @property
    def query(self) -> str:
        """See Server."""
        return f"{self.root}/query"


class Virtuoso(Server):
    """OpenLink Virtuoso, which wants a digest login of those who write."""

    login = Login(user="dba", password="dba")

    def __init__(self, folder: Path) -> None:
        program = shutil.which("virtuoso-t")
        if program is None:
            pytest.skip("no virtuoso-t: Debian has it in virtuoso-opensource-7-bin")
        http, self.sql = free_port(), free_port()
        settings = self._settings = folder / "virtuoso.ini"
        settings.write_text(VIRTUOSO.format(folder=folder, http=http, sql=self.sql))
        super().__init__((program, "+foreground", "+configfile", str(settings)), folder, http)

    def allow(self, folder: Path) -> None:
        """Let its bulk loader read files of a folder; before it starts."""
        text = self._settings.read_text()
        allowed = f"[Parameters]\nDirsAllowed = {folder}\n"
        self._settings.write_text(text.replace("[Parameters]\n", allowed))

    @property
    def addresses(self) -> dict[str, str]:
        """See Server."""
        return {
            "update": f"{self.root}/sparql-auth",
            "gsp": f"{self.root}/sparql-graph-crud-auth",
        }

    @property
    def query(self) -> str:
        """See Server."""
        return f"{self.root}/sparql"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
