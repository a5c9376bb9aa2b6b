"""Writes requirements/: every package that an installation needs, its version and its SHA-256.

    pip install uv
    python docs/pins.py               # versions stay; what pyproject.toml newly needs is added
    python docs/pins.py --upgrade

``demo.txt`` is what ``make demo`` installs, and ``test.txt`` what ``make test`` needs beside it.
torch comes from ``torch-cpu.txt`` where a CPU build of it can be had, else from ``torch.txt``, with
what PyPI's wants on Linux in order to be imported.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "requirements"
#: What builds Simpul itself.
_TOOLS = "hatchling>=1.27,<2\n"
_TORCH = re.compile(r"nvidia-|cuda-|(?:triton|torch)$")
_OLDEST = "3.11"
_HEAD = """\
# {what}.
# Made by `python docs/pins.py`; nothing with another SHA-256 is installed:
#     pip install --no-deps --require-hashes -r requirements/{name}.txt
"""
#: The Linux wheels of torch 2.13.0+cpu for Python 3.11 to 3.13, x86_64 and aarch64: they are in
#: PyTorch's own index (download.pytorch.org/whl/cpu/torch), not in PyPI.
_CPU_TORCH = (
    "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b",
    "84453b69508ec79902f899c5ed9495acb9e2bbe9fda5f1d5d6f19e3c3842e1a7",
    "4ca4a9394b0c771238a4f73590fdbbc4debad85ed0fa63d026ae1b085da7d6e2",
    "6f307c2c32d764ffc6ff6893b801fad6d4752f3e67966cb8abf1843427c02604",
    "3fbf9c9d1f3c10c2d59d04aca426dee9ccc6ceb32d255c61e93acc3b4f75fae6",
    "0b8f7d0423027ae8b90c7977c627f3379f325363a08224dffad9b4b2d684a83d",
)


def pins(text: str) -> dict[str, str]:
    """The lines of each package in a file of pins, by its name."""
    found = re.findall(r"^([a-z0-9._-]+)(==.*(?:\n    .*)*\n)", text, re.MULTILINE)
    return {name: name + rest for name, rest in found}


def _resolved(extras: Iterable[str], old: str, *options: str) -> dict[str, str]:
    """What an installation with these extras needs, of the versions in ``old`` where they fit."""
    held = FOLDER / "held.txt"
    held.write_text(old, encoding="utf-8")
    chosen = [each for extra in extras for each in ("--extra", extra)]
    command = [
        "uv", "pip", "compile", str(ROOT / "pyproject.toml"), "-", *chosen, "--universal",
        "--python-version", _OLDEST, "--generate-hashes", "--no-annotate", "--no-header",
        "--no-config", "--default-index", "https://pypi.org/simple", "-o", str(held), *options,
    ]  # fmt: skip
    try:
        subprocess.run(
            command, input=_TOOLS, text=True, check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        return pins(held.read_text(encoding="utf-8"))
    finally:
        held.unlink()


def _cpu_torch(found: Mapping[str, str]) -> dict[str, str]:
    """torch as it is in PyTorch's own index."""
    if not found["torch"].startswith("torch==2.13.0 "):
        sys.exit("another torch: write down the SHA-256 of its CPU builds (_CPU_TORCH)")
    digests = "".join(f" \\\n    --hash=sha256:{digest}" for digest in _CPU_TORCH)
    return {"torch": f"torch==2.13.0+cpu{digests}\n"}


def _lines(what: str, name: str, found: Mapping[str, str]) -> Iterator[str]:
    yield _HEAD.format(what=what, name=name)
    yield from found.values()


def _write(name: str, what: str, found: Mapping[str, str]) -> None:
    path = FOLDER / f"{name}.txt"
    path.write_text("".join(_lines(what, name, found)), encoding="utf-8", newline="\n")


def main() -> None:
    """Ask uv for the versions, and write the four files."""
    FOLDER.mkdir(exist_ok=True)
    names = ("demo", "torch", "test")
    paths = [FOLDER / f"{name}.txt" for name in names]
    old = "".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())
    extras = ("web", "test", "parquet", "pandas")
    whole = _resolved(extras, old, *sys.argv[1:])
    demo = _resolved(extras[:1], "".join(whole.values()))
    torch = {name: lines for name, lines in whole.items() if _TORCH.match(name)}
    rest = {name: lines for name, lines in whole.items() if name not in torch}
    _write("torch-cpu", "torch for a processor alone", _cpu_torch(whole))
    _write("torch", "PyPI's torch, and what it needs on Linux in order to be imported", torch)
    _write(
        "demo", "What kg needs beside torch", {name: rest[name] for name in rest if name in demo}
    )
    _write("test", "What the tests need beside", {n: rest[n] for n in rest if n not in demo})


if __name__ == "__main__":
    main()
