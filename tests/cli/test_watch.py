"""kg watch as a user calls it, with stages that cost nothing and a news site on this machine."""

import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import REFUSED, main
from kg.cli.watch import _question
from kg.database import locked
from kg.model import Article
from kg.pipeline import Built, add
from kg.questions import ask
from kg.watching.folder import WatchedFolder
from kg.watching.loop import Watcher
from kg.workspace import Workspace
from tests.fakes import LineParser, fake_stages
from tests.watching.feeds import BODY, item, page, rss
from tests.watching.server import Reply, Site, TestClock, site

ROOT = Path(__file__).parent.parent.parent
TEXT = "Presiden Kim bertemu Putin di istana pada hari Rabu yang lalu.\n"
PEOPLE = "SELECT ?name { ?x a kg:Person ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline", "exports", "watching.loop"):
        monkeypatch.setattr(f"kg.{module}.real_stages", lambda *_: fake_stages())
    monkeypatch.setattr("kg.exports.ALWAYS", ("turtle", "trig"))
    monkeypatch.setattr("kg.watching.fetch.REST", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "berita").mkdir()
    write(tmp_path / "berita" / "satu.txt")
    return tmp_path / "berita"


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as opened:
        yield opened


def write(path: Path, text: str = TEXT) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1e9, 1e9))


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_folder_is_added_and_news_is_printed(folder: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    told = kg("watch", folder, "-o", ws, "--once", "--on", "new-event", PEOPLE)
    assert (told.exit_code, told.stderr) == (0, "")
    assert [json.loads(line) for line in told.stdout.splitlines()] == [
        {"name": "Kim"},
        {"name": "Presiden"},
        {"name": "Putin"},
        {"name": "Rabu"},
    ]
    write(folder / "dua.txt", "Lavrov bertemu Kim di Pyongyang pada hari Kamis yang lalu.\n")
    told = kg("watch", folder, "-o", ws, "--once", "--on", "new-event", PEOPLE)
    assert "Lavrov" in told.stdout
    assert "Putin" not in told.stdout


def test_a_question_may_be_a_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "people.rq").write_text(f"# en: Who is there?\n{PEOPLE}")
    asked = ("--on", "new-event", tmp_path / "people.rq")
    told = kg("watch", folder, "-o", tmp_path / "ws", "--once", *asked)
    assert len(told.stdout.splitlines()) == 4


def test_the_question_that_the_docs_ask_finds_the_meetings_of_two_states() -> None:
    page = (ROOT / "docs" / "watch.md").read_text(encoding="utf-8")
    asked = _question(page.split("```sparql\n")[1].partition("```")[0])
    answer = ask(asked, ROOT / "output" / "example" / "graph.ttl", {}, 30)
    assert sorted(answer.rows) == [
        ("2025-07-12", "Wonsan"),
        ("2025-09-03", "Beijing"),
        ("2025-09-03", "Moskow"),
    ]


def test_a_watched_folder_gives_the_graph_of_a_build(folder: Path, tmp_path: Path) -> None:
    for number in range(3):
        write(folder / f"lagi-{number}.txt", TEXT.replace("Kim", f"Kim-{number}"))
        assert kg("watch", folder, "-o", tmp_path / "ws", "--once").exit_code == 0
    assert kg("build", folder, "-o", tmp_path / "built").exit_code == 0
    for name in ("graph.ttl", "graph.trig"):
        assert (tmp_path / "ws" / name).read_bytes() == (tmp_path / "built" / name).read_bytes()


def test_a_feed_is_added_once_however_often_it_is_watched(news: Site, tmp_path: Path) -> None:
    news.replies["/rss"] = rss(
        item(f"{news.url}/satu", "Kabar Satu", text=BODY), item(f"{news.url}/dua", "Kabar Dua")
    )
    news.replies["/dua"] = page("Kabar Dua")
    arguments = ("watch", f"{news.url}/rss", "-o", tmp_path / "ws", "--once", "-v")
    told = kg(*arguments, "--pages")
    assert told.exit_code == 0
    assert "2 articles added; now 2, with " in told.stderr
    assert news.asked() == ["/rss", "/robots.txt", "/dua"]
    assert "articles added" not in kg(*arguments, "--pages").stderr
    assert news.asked() == []  # it is not due yet


def test_rows_are_posted(folder: Path, news: Site, tmp_path: Path) -> None:
    news.replies["/hook"] = Reply(status=200)
    told = kg(
        "watch", folder, "-o", tmp_path / "ws", "--once", "--on", "new-event", PEOPLE,
        "--post", f"{news.url}/hook",
    )  # fmt: skip
    assert (told.exit_code, told.stdout) == (0, "")
    (request,) = news.requests
    assert len(json.loads(request.body)["rows"]) == 4


def test_what_is_refused_has_its_line_and_the_rest_is_added(folder: Path, tmp_path: Path) -> None:
    write(folder / "kosong.txt", "")
    told = kg("watch", folder, "-o", tmp_path / "ws", "--once")
    assert told.exit_code == REFUSED
    assert told.stderr == f"refused: {folder}/kosong.txt: the file is empty\n"
    with Workspace(tmp_path / "ws") as workspace:
        assert workspace.article_ids() == ["satu"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "nowhere: neither a folder nor an address with http:// or https://"),
        ((".", "--on", "new-event", "SELECT {"), "SPARQL: line 1"),
        ((".", "--on", "new-event", "meetngs"), "did you mean meetings?"),
        ((".", "--post", "hook"), "hook: not an address"),
    ],
)
def test_a_mistake_has_one_line(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    result = kg("watch", *arguments, "-o", tmp_path / "ws", "--once")
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_feed_without_its_library_says_what_to_install(
    news: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    told = kg("watch", f"{news.url}/rss", "-o", tmp_path / "ws", "--once")
    assert (told.exit_code, "pip install 'simpul[watch]'" in told.stderr) == (1, True)


def test_one_parser_serves_all_additions(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[LineParser] = []

    def make() -> LineParser:
        made.append(LineParser())
        return made[-1]

    stages = replace(fake_stages(), make_parser=make)
    monkeypatch.setattr("kg.watching.loop.real_stages", lambda *_: stages)
    watcher = Watcher(folder=tmp_path / "ws", clock=TestClock())
    watcher.start({})
    source = WatchedFolder(str(folder), watcher.clock)
    watcher.go_on([source], once=True)
    write(folder / "dua.txt", TEXT)
    watcher.clock.wait(source.due())
    watcher.go_on([source], once=True)
    assert [parser.parsed for parser in made] == [["satu", "dua"]]


def test_articles_that_come_during_an_addition_are_the_next_one(
    folder: Path, tmp_path: Path
) -> None:
    sizes: list[int] = []

    def added(built: Built) -> None:
        sizes.append(built.parsed)
        if len(sizes) == 1:
            for number in range(5):
                write(folder / f"lagi-{number}.txt", TEXT)
        else:
            raise KeyboardInterrupt

    watcher = Watcher(folder=tmp_path / "ws", clock=TestClock(), added=added)
    watcher.start({})
    with pytest.raises(KeyboardInterrupt):
        watcher.go_on([WatchedFolder(str(folder), watcher.clock)])
    assert sizes == [1, 5]


def test_watching_waits_for_another_command_that_writes(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Patient(TestClock):
        def wait(self, seconds: float) -> None:
            super().wait(seconds)
            other.set()
            thread.join()

    watcher = Watcher(folder=tmp_path / "ws", clock=Patient())
    watcher.start({})
    taken, other = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(tmp_path / "ws"):
            taken.set()
            other.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    watcher.go_on([WatchedFolder(str(folder), watcher.clock)], once=True)
    assert "watching goes on when it is free" in caplog.text
    with Workspace(tmp_path / "ws") as workspace:
        assert workspace.article_ids() == ["satu"]


def test_one_identifier_from_two_sources_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "lain"
    shutil.copytree(folder, other)
    write(folder / "dua.txt")
    write(other / "dua.txt", "Lavrov bertemu Kim di Pyongyang pada hari Kamis.\n")
    built: list[Built] = []
    watcher = Watcher(folder=tmp_path / "ws", clock=TestClock(), added=built.append)
    watcher.start({})
    sources = [WatchedFolder(str(place), watcher.clock) for place in (folder, other)]
    watcher.go_on(sources, once=True)
    assert built[0].parsed == 2
    assert [str(error) for error in built[0].refused] == [
        f"{other}: the identifier dua is taken by an article from {folder}; rename one"
    ]


def test_a_build_keeps_what_a_feed_brought(news: Site, folder: Path, tmp_path: Path) -> None:
    ws = tmp_path / "ws"
    news.replies["/rss"] = rss(item(f"{news.url}/satu", "Kabar Satu", text=BODY))
    assert kg("watch", f"{news.url}/rss", "-o", ws, "--once").exit_code == 0
    assert kg("build", folder, "-o", ws).exit_code == 0
    with Workspace(ws) as workspace:
        assert len(workspace.article_ids()) == 2


def test_what_was_being_added_when_it_was_killed_comes_again(
    news: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed is remembered after the addition, so an entry is never lost in between."""
    news.replies["/rss"] = rss(item(f"{news.url}/satu", "Kabar Satu", text=BODY), ETag='"a"')
    calls: list[int] = []

    def dying(found: Iterable[Article], *given: object, **named: object) -> Built:
        articles = list(found)
        calls.append(len(articles))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return add(articles, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.watching.loop.add", dying)
    arguments = ("watch", f"{news.url}/rss", "-o", tmp_path / "ws", "--once")
    told = kg(*arguments)
    assert (told.exit_code, "interrupted; what was finished is kept" in told.stderr) == (130, True)
    assert kg(*arguments).exit_code == 0
    with Workspace(tmp_path / "ws") as workspace:
        assert len(workspace.article_ids()) == 1
