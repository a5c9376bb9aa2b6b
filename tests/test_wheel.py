"""The wheel alone is enough: installed into an empty environment, far from any checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "-q", "-w", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if "hatchling" in built.stderr and "No matching distribution" in built.stderr:
        pytest.skip("no package index, and so no hatchling to build the wheel with")
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def kg(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has the dependencies, but not this checkout."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    command = [sys.executable, "-m", "pip", "-q", "--python", str(home), "install", "--no-deps"]
    subprocess.run([*command, "--no-index", str(wheel)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    # Its .pth files, one of which leads to this checkout, are not read from there.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home / "bin" / "kg"


def run(kg: Path, *arguments: str, cwd: Path) -> str:
    """Standard output of a command that succeeds, without a network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [kg, *arguments], cwd=cwd, env=kept | nowhere, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_installed_wheel_builds_answers_and_checks(kg: Path, tmp_path: Path) -> None:
    (tmp_path / "berita").mkdir()
    shutil.copy(ROOT / "examples" / "seed-004.txt", tmp_path / "berita")
    where = "import kg; print(kg.__file__)"
    python = kg.with_name("python")
    assert str(ROOT) not in run(python, "-c", where, cwd=tmp_path)
    assert "articles      1\n" in run(kg, "build", "berita", "-o", "ws", cwd=tmp_path)
    assert (tmp_path / "ws" / "graph.html").is_file()
    assert run(kg, "query", "meetings", "-d", "ws", "--format", "csv", cwd=tmp_path)
    run(kg, "check", "ws", cwd=tmp_path)


def test_a_wheel_holds_what_is_read_at_run_time_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    shipped = {name.split("/")[2] for name in names if name.startswith("kg/_shipped/")}
    assert shipped == {"ontology", "queries", "models", "examples"}
    assert "kg/_shipped/models/id/SHA256SUMS" in names
    page = {path.name for path in (ROOT / "kg" / "web" / "static").iterdir()}
    assert {name.split("/")[3] for name in names if name.startswith("kg/web/static/")} == page
    assert {name.split("/")[0] for name in names} == {
        "kg",
        wheel.name.split("-py3")[0] + ".dist-info",
    }
