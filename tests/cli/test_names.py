"""Names of a user's own from the command line to the graph, with real stages and no model."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.knowledge.gazetteers import own_names
from tests.fakes import LineParser
from tests.knowledge.own import BODIES, write_names, write_source

ROOT = Path(__file__).parents[2]
TEXT = (
    "Menteri Luar Negeri Rusia bertemu dengan Mbak Sari dan KDMP di Balong Wetan pada Rabu.\n"
    "Ketua Kopkar itu akan menemui Sari Wulandari pada bulan depan.\n"
)


@pytest.fixture(autouse=True)
def parser(line_parser: LineParser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LineParser:
    """A parser without models, and an article for it."""
    monkeypatch.setattr("kg.exports.ALWAYS", ("trig", "turtle"))
    (tmp_path / "satu.txt").write_text(TEXT, encoding="utf-8")
    return line_parser


@pytest.fixture
def names(tmp_path: Path) -> Path:
    return write_names(tmp_path / "names")


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def graph(folder: Path) -> str:
    return (folder / "graph.ttl").read_text(encoding="utf-8")


def test_own_names_become_entities_with_all_that_is_known_of_them(
    tmp_path: Path, names: Path
) -> None:
    ws = tmp_path / "ws"
    assert kg("build", tmp_path / "satu.txt", "-o", tmp_path / "usual").exit_code == 0
    assert kg("build", tmp_path / "satu.txt", "-o", ws, "--names", names).exit_code == 0
    assert "Q42" not in graph(tmp_path / "usual")
    assert "http://www.wikidata.org/entity/Q42" in graph(ws)
    assert "https://sws.geonames.org/12345/" in graph(ws)
    told = kg("explain", "person/sari-wulandari", "-d", ws)
    assert told.exit_code == 0
    assert "names: Mbak Sari, Sari Wulandari" in told.stdout
    assert '"Mbak Sari", by gazetteer orang (own)' in told.stdout
    assert kg("explain", "place/balong-wetan", "-d", ws).stdout.startswith("Place  ")


def test_a_changed_folder_renews_readings_without_parsing(
    tmp_path: Path, names: Path, parser: LineParser
) -> None:
    ws = tmp_path / "ws"
    kg("build", tmp_path / "satu.txt", "-o", ws, "--names", names)
    assert kg("build", "-o", ws, "-v").stderr.startswith("parsed 0; ")
    assert "names     " + str(names) in kg("status", ws).stdout
    table = names / "lembaga" / "rows.csv"
    table.write_text(BODIES.replace("KDMP", "KDMP|Kopkar"), encoding="utf-8")
    assert json.loads(kg("status", ws, "--json").stdout)["outdated"] == 1
    assert "person/kopkar" in graph(ws)
    assert kg("build", "-o", ws).exit_code == 0
    assert "person/kopkar" not in graph(ws)
    assert 'skos:altLabel "KDMP"@id, "Kopkar"@id' in " ".join(graph(ws).split())
    assert parser.parsed == ["satu"]
    assert json.loads(kg("status", ws, "--json").stdout)["outdated"] == 0


def test_the_graph_is_the_same_wherever_equal_names_lie_and_whenever_they_come(
    tmp_path: Path, names: Path
) -> None:
    kg("build", tmp_path / "satu.txt", "-o", tmp_path / "one", "--names", names)
    shutil.copytree(names, tmp_path / "elsewhere")
    kg("build", tmp_path / "satu.txt", "-o", tmp_path / "two")
    usual = graph(tmp_path / "two")
    kg("build", "-o", tmp_path / "two", "--names", tmp_path / "elsewhere")
    assert graph(tmp_path / "two") == graph(tmp_path / "one") != usual
    records = [json.loads((tmp_path / ws / "run.json").read_bytes()) for ws in ("one", "two")]
    assert records[0]["fingerprints"] == records[1]["fingerprints"]
    exported = kg("export", tmp_path / "two", "--format", "turtle").stdout_bytes
    assert exported == (tmp_path / "one" / "graph.ttl").read_bytes()
    kg("build", "-o", tmp_path / "two", "--names", "none")
    assert graph(tmp_path / "two") == usual


def test_broken_names_are_one_line_and_leave_the_workspace_as_it_is(
    tmp_path: Path, names: Path
) -> None:
    ws = tmp_path / "ws"
    kg("build", tmp_path / "satu.txt", "-o", ws)
    before = graph(ws)
    (names / "orang" / "rows.csv").write_text("key,label,names\na,b\n", encoding="utf-8")
    for folder, why in ((names, "rows.csv:2: wrong number of columns"), ("nowhere", "nowhere: no")):
        told = kg("build", tmp_path / "satu.txt", "-o", ws, "--names", folder)
        assert told.exit_code == 1
        assert why in told.stderr
        assert told.stderr.startswith("Error: ")
        assert told.stderr.count("\n") == 1
    assert kg("build", "-o", ws).exit_code == 0
    assert graph(ws) == before


def test_names_that_are_gone_are_named_until_they_are_forgotten(
    tmp_path: Path, names: Path
) -> None:
    ws = tmp_path / "ws"
    kg("build", tmp_path / "satu.txt", "-o", ws, "--names", names)
    shutil.rmtree(names)
    told = kg("build", "-o", ws)
    assert (told.exit_code, told.stderr) == (
        1,
        f"Error: {names}: no folder of names: No such file or directory\n",
    )
    assert kg("status", ws).exit_code == 0
    assert kg("build", "-o", ws, "--names", "none").exit_code == 0
    assert "names     " not in kg("status", ws).stdout


def test_the_names_of_the_readme_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme[readme.index("mkdir -p names/") :].partition("kg build")[0]
    monkeypatch.chdir(tmp_path)
    subprocess.run(["sh", "-e"], input=shown, text=True, check=True)
    (person,) = own_names(Path("names")).things
    assert (person.label, person.state) == ("Alexander Yunashev", "RUS")
    assert "A. Yunashev" in person.names


def test_explain_and_evaluate_know_own_names(tmp_path: Path, names: Path) -> None:
    sentence = ("explain", "--sentence", "Mbak Sari tiba di Balong Wetan.")
    assert "Place Balong Wetan" not in kg(*sentence).stdout
    told = kg(*sentence, "--names", names)
    assert told.exit_code == 0
    assert "Place Balong Wetan" in told.stdout
    measured = (
        *("evaluate", ROOT / "tests" / "gold", "--articles", ROOT / "examples"),
        *("--parses", ROOT / "tests" / "claims" / "parses", "--json"),
    )
    wrong = "key,label,kind\nputin,Vladimir Putin,company\n"
    write_source(tmp_path / "wrong" / "lembaga", "Organization", wrong)
    told = kg(*measured, "--names", tmp_path / "wrong")
    assert told.exit_code == 0
    assert told.stdout != kg(*measured).stdout
    assert "nowhere: no folder of names" in kg(*measured, "--names", "nowhere").stderr
