"""kg export: where what it writes goes, and when."""

import subprocess
import sys
from pathlib import Path

import pytest

#: As a user would run it, where no file can be written beside the one that was asked for.
ALONE = "import tempfile; tempfile.TemporaryDirectory = None; from kg.cli import main; main()"


def command(folder: Path, name: str, *more: str) -> list[str]:
    return [sys.executable, "-c", ALONE, "export", str(folder), "--format", name, *more]


@pytest.mark.parametrize("name", ["graphml", "nquads", "page", "parquet"])
def test_a_pipe_has_the_bytes_of_the_file(demo_folder: Path, name: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    asked = [sys.executable, "-m", "kg", "export", str(demo_folder), "--format", name]
    subprocess.run([*asked, "-o", str(file)], check=True)
    piped = subprocess.run(command(demo_folder, name), capture_output=True, check=True)
    assert piped.stdout == file.read_bytes() != b""


def test_who_has_read_enough_may_leave(demo_folder: Path) -> None:
    with subprocess.Popen(
        command(demo_folder, "nquads", "-o", "-"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as writing:
        assert writing.stdout is not None
        assert writing.stderr is not None
        assert writing.stdout.readline().endswith(b" .\n")
        assert writing.poll() is None
        writing.stdout.close()
        assert writing.wait(60) == 1
        assert writing.stderr.read() == b""


def test_a_file_as_standard_output_is_added_to(demo_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.nt"
    path.write_text("# mine\n", encoding="utf-8")
    with path.open("ab") as out:
        asked = [sys.executable, "-m", "kg", "export", str(demo_folder), "--format", "ntriples"]
        subprocess.run(asked, stdout=out, check=True)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# mine"
    assert len(lines) > 1000
