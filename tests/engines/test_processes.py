"""A build without a cluster needs nothing that only clusters need."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parent.parent.parent
CLUSTER = ("ray", "fsspec", "pyarrow", "zstandard")

#: Builds a folder, as ``kg build`` does.
BUILD = f"""
import sys
from pathlib import Path
from kg.cli.build import _engine
from kg.pipeline import build
from kg.reader import Options
from tests.engines.picklable import stages
engine = _engine("processes", Options(jobs=int(sys.argv[3])))
print(build([sys.argv[1]], Path(sys.argv[2]), stages=stages(), engine=engine).parsed)
print(sorted(set({CLUSTER}) & sys.modules.keys()))
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_on_this_machine_imports_nothing_of_a_cluster(tmp_path: Path, jobs: int) -> None:
    news = tmp_path / "berita"
    news.mkdir()
    for number in range(3):
        (news / f"a{number}.txt").write_text("Kim bertemu Putin di kota itu pada hari Rabu.\n")
    ran = subprocess.run(
        [sys.executable, "-c", BUILD, news, tmp_path / "ws", str(jobs)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert (ran.stdout, ran.stderr) == ("3\n[]\n", "")


def test_an_engine_whose_library_is_missing_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "ray" else found(name)
    )
    (tmp_path / "a.txt").write_text("Kim bertemu Putin.\n")
    given = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "ws"), "--engine", "ray"]
    told = CliRunner().invoke(main, given)
    assert (told.exit_code, "pip install 'simpul[cluster]'" in told.stderr) == (1, True)
