"""Programs of others, in Node, that read what Simpul writes and serves.

``npm ci --prefix tests/clients --ignore-scripts`` installs them; where they are not, the tests that
need them are skipped, or fail if SIMPUL_REQUIRE_CLIENTS=1.
"""

import os
import shutil
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent


def node(script: str) -> list[str]:
    """How to run one of the scripts."""
    program = shutil.which("node")
    if program and (_FOLDER / "node_modules").is_dir():
        return [program, str(_FOLDER / script)]
    lack = "no packages in tests/clients" if program else "no node on the path"
    if os.environ.get("SIMPUL_REQUIRE_CLIENTS") == "1":
        pytest.fail(f"SIMPUL_REQUIRE_CLIENTS=1, but {lack}")
    pytest.skip(f"{lack}: npm ci --prefix tests/clients --ignore-scripts")
