"""A build on two machines, as far as they can tell, is that of one, byte for byte.

Each is a network namespace with one node of Ray, and a wire is all that there is between them.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.crashing import state

if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed (simpul[cluster])", allow_module_level=True)

ROOT = Path(__file__).parent.parent.parent
PYTHON = [sys.executable, "-P", "-m"]
PATIENCE = 600  #: seconds for whatever a machine does
PORT = "6379"
ADDRESSES = ("10.203.17.1", "10.203.17.2")
NODE = ["--num-cpus=1", "--object-store-memory=134217728", "--disable-usage-stats", "--block"]

#: Waits until there is somebody at an address.
KNOCK = """
import socket, sys, time
while True:
    try: sys.exit(socket.create_connection(sys.argv[1:]).close())
    except OSError: time.sleep(0.2)
"""
#: Waits for both nodes; and tells on which ones actors were.
TOGETHER = """
import sys, time, ray
from ray._private.state import actors
ray.init(address=sys.argv[1], log_to_driver=False)
while ray.cluster_resources().get("CPU", 0) < 2:
    time.sleep(0.2)
print(*sorted(actor["Address"]["IPAddress"] for actor in actors().values()))
"""
#: ``kg``, for which a few articles are enough to have the cluster work on the pieces of resolving.
KG = """
import kg.spreading
kg.spreading._FEW, kg.spreading._TOGETHER = 0, 1
from kg.cli import main
main(prog_name="kg")
"""


class Machine:
    """A network namespace, and what runs in it."""

    def __init__(self, name: str, address: str) -> None:
        self.name = name
        self.address = address

    def command(self, *words: str) -> list[str]:
        return ["ip", "netns", "exec", self.name, *words]

    def run(self, *words: str) -> str:
        ran = subprocess.run(
            self.command(*words), capture_output=True, text=True, env=_variables(), timeout=PATIENCE
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    @contextlib.contextmanager
    def node(self, *options: str) -> Iterator[None]:
        """A node of Ray."""
        start = [*PYTHON, "ray.scripts.scripts", "start", f"--node-ip-address={self.address}"]
        with subprocess.Popen(
            self.command(*start, *NODE, *options), stdout=subprocess.DEVNULL, env=_variables()
        ) as process:
            try:
                yield
            finally:
                process.terminate()


def _variables() -> dict[str, str]:
    """Those of whatever runs on a machine; who has not the token is not let in."""
    ray = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "simpul" * 8, "RAY_worker_niceness": "0"}
    return {**os.environ, **ray, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def machines() -> Iterator[tuple[Machine, Machine]]:
    """Two of them with a wire between, where this system lets a test have such."""
    if shutil.which("ip") is None:
        pytest.skip("ip (iproute2) is not installed")
    name = f"simpul-{os.getpid()}"
    made = tuple(
        Machine(f"{name}-{number}", address) for number, address in enumerate(ADDRESSES, 1)
    )
    one, other = made
    with contextlib.ExitStack() as stack:
        for each in made:
            _ip("netns", "add", each.name)
            stack.callback(_ip, "netns", "del", each.name)
        _ip(
            "link",
            "add",
            "wire",
            "netns",
            one.name,
            "type",
            "veth",
            "peer",
            "wire",
            "netns",
            other.name,
        )
        for each in made:
            _ip("-n", each.name, "address", "add", f"{each.address}/30", "dev", "wire")
            for device in ("lo", "wire"):
                _ip("-n", each.name, "link", "set", device, "up")
        yield one, other


def _ip(*words: str) -> None:
    """What only root may do, and in a container only with rights that are seldom given."""
    ran = subprocess.run(["ip", *words], capture_output=True, text=True)
    if ran.returncode:
        pytest.skip(f"no network namespace can be made here: {ran.stderr.strip()}")


@pytest.mark.models
def test_two_machines_build_what_one_does(
    machines: tuple[Machine, Machine], examples_folder: Path, tmp_path: Path
) -> None:
    one, other = machines
    cluster = f"{one.address}:{PORT}"
    with contextlib.ExitStack() as stack:
        # Elsewhere the names of sockets would be too long.
        short = stack.enter_context(tempfile.TemporaryDirectory(prefix="ray-"))
        head = ["--head", f"--port={PORT}", "--include-dashboard=false", f"--temp-dir={short}"]
        stack.enter_context(one.node(*head))
        other.run(sys.executable, "-c", KNOCK, one.address, PORT)
        stack.enter_context(other.node(f"--address={cluster}"))
        one.run(sys.executable, "-c", TOGETHER, cluster)
        kg = [sys.executable, "-P", "-c", KG]
        build = [*kg, "build", *_inputs(), "-o", str(tmp_path / "ws"), *_models()]
        one.run(*build, "--engine", "ray", "--address", cluster, "--jobs", "2")
        assert one.run(sys.executable, "-c", TOGETHER, cluster).split() == list(ADDRESSES)
    assert state(tmp_path / "ws") == state(examples_folder)


def _inputs() -> Sequence[str]:
    return sorted(str(path) for path in EXAMPLES.glob("*.txt"))


def _models() -> Sequence[str]:
    """Those that all tests were told to use."""
    chosen = os.environ.get("SIMPUL_MODELS")
    return ["--models", chosen] if chosen else []
