"""kg.open on the examples: queries, records, the network and the page say one and the same."""

import html
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.api.opened import OpenWorkspace
from kg.errors import QueryError, WorkspaceError
from kg.exports import export_one
from kg.knowledge.frames import frames
from kg.questions import ask, question
from kg.rdf.slots import slots
from kg.store import graph_of

ROOT = Path(__file__).parents[2]
PREFIX = "PREFIX kg: <https://w3id.org/simpul/ns#>\n"


def test_importing_the_package_imports_nothing_of_it() -> None:
    """The command line has to be quick."""
    code = "import kg, sys; print([name for name in sys.modules if name.startswith('kg.')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(WorkspaceError, match="no workspace"):
            kg.open(folder)
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_the_folder_is_changed(demo_folder: Path) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted(demo_folder.rglob("*"))
            if path.is_file()
        }

    before = state()
    opened = kg.open(str(demo_folder))
    assert opened.query("articles")
    assert opened.events()
    assert opened.graph()
    assert opened.view().html
    assert state() == before


# asking


def test_a_question_is_answered_as_on_the_command_line(
    demo: OpenWorkspace, demo_folder: Path
) -> None:
    expected = ask(question("meetings"), graph_of(demo_folder), {"who": "putin"}, 30)
    found = demo.query("meetings", who="putin")
    assert found.columns == expected.columns
    assert [tuple(row) for row in found] == list(expected.rows)
    assert 0 < len(found) < len(demo.query("meetings"))
    assert "putin" in found[0].participants.lower()


def test_a_parameter_may_be_a_word_of_python_or_no_text(demo: OpenWorkspace) -> None:
    everything = demo.query("timeline")
    later = demo.query("timeline", from_=2025)
    assert 0 < len(later) < len(everything)
    assert [*later] == [*demo.query("timeline", **{"from": "2025"})]


def test_sparql_is_asked_as_it_is_or_from_a_file(demo: OpenWorkspace, tmp_path: Path) -> None:
    text = PREFIX + "SELECT (COUNT(?event) AS ?count) { ?event a kg:Meeting }"
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    assert demo.query(text)[0].count == len(demo.events(type="Meeting")) > 0
    assert list(demo.query(path)) == list(demo.query(text))
    filled = PREFIX + 'SELECT ?told {\nVALUES ?name { "" }\nBIND(?name AS ?told) }'
    assert demo.query(filled, name='a "b"')[0].told == 'a "b"'


@pytest.mark.parametrize(
    ("asked", "parameters", "why"),
    [
        ("meeting", {}, "did you mean meetings"),
        ("meetings", {"wo": "kim"}, "^meetings: no parameter 'wo'; there is: who"),
        ("SELECT * {\n ?s ?p }", {}, "^SPARQL: line 2, column"),
        ("DROP ALL", {}, "^SPARQL: DROP is refused"),
        (Path("nowhere.rq"), {}, "nowhere.rq: cannot be read"),
    ],
)
def test_a_query_that_is_none_is_told(
    demo: OpenWorkspace, asked: str | Path, parameters: dict[str, str], why: str
) -> None:
    with pytest.raises(QueryError, match=why):
        demo.query(asked, **parameters)


def test_a_query_may_take_the_seconds_given(demo_folder: Path) -> None:
    with pytest.raises(QueryError, match=r"meetings: stopped after 0\.001 s"):
        kg.open(demo_folder, seconds=0.001).query("meetings")


# records


def test_records_have_the_iris_of_answers(demo: OpenWorkspace) -> None:
    for kind in ("Meeting", "Deployment"):
        told = demo.query(f"{PREFIX}SELECT ?thing {{ ?thing a kg:{kind} }}")
        assert (
            {event.iri for event in demo.events(type=kind)} == {row.thing for row in told} != set()
        )
    told = demo.query(f"{PREFIX}SELECT DISTINCT ?thing {{ ?m kg:refersTo ?thing }}")
    assert {entity.iri for entity in demo.entities()} == {row.thing for row in told}


def test_every_quote_stands_in_its_article(demo: OpenWorkspace) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in (ROOT / "examples").glob("*.txt")}
    for event in demo.events():
        assert event.quotes
        assert {quote.article for quote in event.quotes} == set(event.articles)
        for quote in event.quotes:
            assert texts[quote.article][quote.start : quote.end] == quote.text


def test_events_are_chosen_by_type(demo: OpenWorkspace) -> None:
    parts = [demo.events(type=name) for name in frames()]
    assert sum(map(len, parts)) == len(demo.events()) > 0
    assert {event.type for event in demo.events(type="Meeting")} == {"Meeting"}
    with pytest.raises(QueryError, match=r"no type 'meeting'; there is: .*Meeting"):
        demo.events(type="meeting")


def test_events_are_chosen_by_who_is_in_them(demo: OpenWorkspace) -> None:
    (kim,) = demo.entities(type="Person", name="KIM JONG")
    by_name = demo.events(who=kim.label)
    assert list(by_name) == list(demo.events(who=kim.iri)) == list(demo.events(who=kim.id))
    assert [event for event in demo.events() if kim.id in event.entities] == list(by_name)
    assert 0 < len(by_name) < len(demo.events())
    assert not demo.events(who="tidak ada yang bernama begini")


def test_events_are_chosen_by_time(demo: OpenWorkspace) -> None:
    dated = [event for event in demo.events() if event.periods]
    first, last = dated[0].periods[0], max(event.periods[-1] for event in dated)
    assert list(demo.events(since="1000", until="9999")) == dated
    assert dated[0] in demo.events(until=first[0])
    assert demo.events(since=last[0])
    day = date.fromisoformat(first[0])
    assert [*demo.events(until=day)] == [*demo.events(until=first[0])]
    assert [*demo.events(until=datetime(day.year, day.month, day.day, 23))] == [
        *demo.events(until=day)
    ]
    assert not demo.events(until="1000")
    for event in demo.events(since="2025-07", until="2025-07"):
        assert any(a <= "2025-07-31" and b >= "2025-07-01" for a, b in event.periods)


@pytest.mark.parametrize("text", ["kemarin", "2025-7", "2025-13", "12-07-2025", "2025-07-12T00"])
def test_a_date_that_is_none_is_told(demo: OpenWorkspace, text: str) -> None:
    with pytest.raises(QueryError, match=f"since='{text}': not a date"):
        demo.events(since=text)


def test_entities_are_chosen_by_type_and_name(demo: OpenWorkspace) -> None:
    states = demo.entities(type="State")
    assert {entity.type for entity in states} == {"State"}
    assert 0 < len(states) < len(demo.entities())
    (russia,) = demo.entities(type="State", name="rusia")
    assert (russia.key, russia.label) == ("RUS", "Rusia")
    assert list(demo.entities(name=russia.iri)) == [russia]
    with pytest.raises(QueryError, match="no type 'Negara'; there is: Person, State"):
        demo.entities(type="Negara")


def test_a_frame_of_events_has_a_column_for_each_slot(demo: OpenWorkspace) -> None:
    meetings = demo.events(type="Meeting")
    frame = meetings.to_frame()
    assert set(slots()) < set(frame.columns)
    assert frame["participant"].tolist() == [event.slots["participant"] for event in meetings]
    assert "<td>" in meetings._repr_html_()


# drawing


def test_the_network_is_the_exported_one(
    demo: OpenWorkspace, demo_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "demo.graphml"
    export_one(demo_folder, "graphml", path)
    exported = nx.read_graphml(path, force_multigraph=True)
    made = demo.graph()
    assert isinstance(made, nx.MultiDiGraph)
    assert dict(made.nodes(data=True)) == dict(exported.nodes(data=True))
    assert list(made.edges(data=True)) == list(exported.edges(data=True))
    made.clear()
    assert len(demo.graph()) == len(exported)


def test_the_page_is_the_written_one(demo: OpenWorkspace, demo_folder: Path) -> None:
    shown = demo.view(height=300)
    assert shown.html == (demo_folder / "graph.html").read_text(encoding="utf-8")
    assert html.unescape(shown._repr_html_()).count(shown.html) == 1
    assert len(repr(shown)) < 100


def test_what_the_readme_shows_works(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "demo").symlink_to(demo_folder)
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    lines = [line for line in block.splitlines() if line]
    names: dict[str, object] = {}
    exec("\n".join(lines[:2]), names)
    shown = [eval(line, names) for line in lines[2:]]
    assert [type(one).__name__ for one in shown] == ["Rows", "Rows", "MultiDiGraph", "Page"]
    assert all(len(one) for one in shown[:3])


def test_a_workspace_without_its_files_is_told(demo_folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(demo_folder / "simpul.db", bare)
    opened = kg.open(bare)
    with pytest.raises(WorkspaceError, match=r"graph\.html: no page to read; kg build writes it"):
        opened.view()
    with pytest.raises(WorkspaceError, match=r"graph\.trig: no such file; kg build writes it"):
        opened.query("meetings")
    assert opened.events()
