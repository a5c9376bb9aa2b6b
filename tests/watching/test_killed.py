"""A watcher that is killed anywhere loses and doubles nothing: the next one goes on."""

import importlib.util
import json
import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crashing import Ended, Stop, kg, state
from tests.watching.feeds import BODY, item, rss
from tests.watching.server import Reply, Site, site

if importlib.util.find_spec("feedparser") is None:
    pytest.skip("feedparser is not installed (simpul[watch])", allow_module_level=True)

KILLS = int(os.environ.get("SIMPUL_KILLS", "10"))  #: more of them find more
PEOPLE = "SELECT ?name { ?x a kg:Person ; rdfs:label ?name }"
NAMES = ["Kim", "Putin", "Lavrov", "Shoigu", "Wang", "Trump", "Subianto", "Macron"]


@pytest.fixture(scope="module")
def news() -> Iterator[Site]:
    """A feed with two whole articles, and somebody who wants to hear of new persons."""
    with site() as opened:
        opened.replies["/hook"] = Reply()
        opened.replies["/rss"] = rss(
            *(item(f"{opened.url}/{word}", word, text=BODY) for word in ("satu", "dua")),
            ETag='"a"',
        )
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("berita")


@pytest.fixture(scope="module")
def before(news: Site, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a watched folder, to which a feed and more files come."""
    made = tmp_path_factory.mktemp("before")
    write(folder, 0)
    assert watch(made / "ws", made, folder, news).code == 0
    for number in range(1, 6):
        write(folder, number)
    return made / "ws"


@pytest.fixture(scope="module")
def whole(
    news: Site, folder: Path, before: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Ended, Path, list[str]]:
    """What a watcher makes of it that nothing disturbs, and what it tells."""
    made = tmp_path_factory.mktemp("whole")
    shutil.copytree(before, made / "ws")
    news.requests.clear()
    ended = watch(made / "ws", made, folder, news, feed=True)
    assert (ended.code, ended.told) == (0, "")
    return ended, made / "ws", told(news)


def write(folder: Path, number: int) -> None:
    one, other = random.Random(number).sample(NAMES, 2)
    path = folder / f"a{number}.txt"
    path.write_text(f"{one} bertemu {other} di kota itu lagi.\n" * 3, encoding="utf-8")
    os.utime(path, (1e9, 1e9))  # it stands still


def watch(
    ws: Path,
    scratch: Path,
    folder: Path,
    news: Site,
    stop: Stop | None = None,
    *,
    feed: bool = False,
) -> Ended:
    """Look once."""
    feeds = [f"{news.url}/rss"] if feed else []
    asked = ["--on", "new-event", PEOPLE, "--post", f"{news.url}/hook"]
    return kg(["watch", folder, *feeds, "-o", ws, "--once", *asked], scratch, stop)


def told(news: Site) -> list[str]:
    """The names that were told; those of a message that came twice, with the same key, once."""
    posted = [request for request in news.requests if request.method == "POST"]
    messages = {request.headers["Idempotency-Key"]: request.body for request in posted}
    return sorted(row["name"] for body in messages.values() for row in json.loads(body)["rows"])


def kept(ws: Path) -> dict[str, object]:
    """All of a workspace but when a feed is to be asked again."""
    found = state(ws)
    del found["settings"]
    return found


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_watcher_is_made_good_by_the_next(
    seed: int,
    news: Site,
    folder: Path,
    before: Path,
    whole: tuple[Ended, Path, list[str]],
    tmp_path: Path,
) -> None:
    """While it fetches, adds, tells and remembers; up to three times each."""
    undisturbed, expected, names = whole
    chosen, ws = random.Random(seed), tmp_path / "ws"
    shutil.copytree(before, ws)
    news.requests.clear()
    for _ in range(chosen.randint(1, 3)):
        stop = Stop(step=chosen.randrange(1, undisturbed.steps))
        killed = watch(ws, tmp_path, folder, news, stop, feed=True)
        assert killed.code in (0, -signal.SIGKILL)
        assert killed.told == ""
    last = watch(ws, tmp_path, folder, news, feed=True)
    assert (last.code, last.told) == (0, "")
    assert kept(ws) == kept(expected)
    assert told(news) == names
