"""What a feed has is read once, asked for politely, and never leads where it should not."""

import gzip
import logging
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import msgspec
import pytest

from kg.articles import read_articles
from kg.errors import InputError
from kg.model import Article
from kg.watching.feed import Memory, WatchedFeed
from kg.watching.fetch import LARGEST, Fetcher
from kg.watching.pages import Pages
from tests.watching.feeds import BODY, atom, item, page, rss
from tests.watching.server import Reply, Site, TestClock, site

EVERY = 900.0
OTHER = "a page of another site than its feed's; --pages-from localhost allows it"


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as opened:
        yield opened


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


def watched(
    news: Site, clock: TestClock, *, pages: bool = False, memory: str = "", path: str = "/rss"
) -> WatchedFeed:
    fetcher = Fetcher(clock)
    url = news.url + path
    return WatchedFeed(
        name=url,
        memory=msgspec.json.decode(memory, type=Memory) if memory else Memory(),
        fetcher=fetcher,
        every=EVERY,
        pages=Pages(fetcher, url, ()) if pages else None,
    )


def taken(feed: WatchedFeed) -> list[Article | InputError]:
    found = list(feed.take())
    feed.kept()
    return found


def titles(feed: WatchedFeed) -> list[str | None]:
    return [found.title if isinstance(found, Article) else str(found) for found in taken(feed)]


def told_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name.startswith("kg.")]


def whole(news: Site, number: int, **given: str) -> str:
    return item(f"{news.url}/berita/{number}", f"Kabar ke-{number}", text=BODY, **given)


def teaser(news: Site, number: int) -> str:
    return item(f"{news.url}/berita/{number}", f"Kabar ke-{number}")


def test_an_entry_with_its_whole_text_is_an_article(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(
        item(
            f"{news.url}/2025/09/04/kim-bertemu-putin?utm_source=rss&hal=2#atas",
            "Kim &amp; Putin Bertemu",
            text=BODY,
            date="Thu, 04 Sep 2025 23:15:00 +0700",
        )
    )
    (article,) = taken(watched(news, clock))
    assert isinstance(article, Article)
    assert article.source == f"{news.url}/2025/09/04/kim-bertemu-putin?hal=2"
    assert article.id.startswith("127-0-0-1-2025-09-04-kim-bertemu-putin-")
    assert (article.title, article.published) == ("Kim & Putin Bertemu", "2025-09-04")
    assert [line for line in article.text.splitlines() if "ke-5." in line]
    assert "<" not in article.text
    assert news.asked() == ["/rss"]  # no page was fetched


def test_atom_is_read_too(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = atom(
        f"{news.url}/kim", "Kim Bertemu Putin", BODY, "2025-09-04T23:15:00+07:00"
    )
    (article,) = taken(watched(news, clock))
    assert isinstance(article, Article)
    assert (article.title, article.published) == ("Kim Bertemu Putin", "2025-09-04")


def test_teasers_are_passed_over_with_one_note(
    news: Site, clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    news.replies["/rss"] = rss(teaser(news, 1), teaser(news, 2), whole(news, 3), ETag='"a"')
    feed = watched(news, clock)
    assert titles(feed) == ["Kabar ke-3"]
    assert titles(feed) == []
    assert told_in(caplog) == [
        f"{news.url}/rss: 2 entries are no whole articles; --pages fetches their pages"
    ]
    # Once their pages are wanted they are read, though the feed has not changed.
    news.replies |= {f"/berita/{number}": page(f"Kabar ke-{number}") for number in (1, 2)}
    again = watched(news, clock, pages=True, memory=feed.kept())
    assert titles(again) == ["Kabar ke-1", "Kabar ke-2"]


def test_a_page_is_read_as_a_saved_page_is(news: Site, clock: TestClock, tmp_path: Path) -> None:
    news.replies["/rss"] = rss(teaser(news, 1))
    news.replies["/berita/1"] = page("Kabar ke-1")
    (article,) = taken(watched(news, clock, pages=True))
    reply = page("Kabar ke-1")
    (tmp_path / "satu.html").write_bytes(reply.content)
    (saved,) = read_articles([str(tmp_path / "satu.html")])
    assert isinstance(article, Article)
    assert isinstance(saved, Article)
    assert article.text == saved.text
    assert article.source == f"{news.url}/berita/1"


def test_what_was_read_is_not_read_again(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(whole(news, 1), teaser(news, 2))
    news.replies["/berita/2"] = page("Kabar ke-2")
    feed = watched(news, clock, pages=True)
    assert titles(feed) == ["Kabar ke-1", "Kabar ke-2"]
    assert news.asked() == ["/rss", "/robots.txt", "/berita/2"]
    news.replies["/rss"] = rss(whole(news, 3), whole(news, 1), teaser(news, 2))
    assert titles(feed) == ["Kabar ke-3"]
    assert news.asked() == ["/rss"]


def test_what_is_remembered_outlives_the_program_and_what_left_the_feed_does_not(
    news: Site, clock: TestClock
) -> None:
    news.replies["/rss"] = rss(whole(news, 1), whole(news, 2))
    feed = watched(news, clock)
    taken(feed)
    news.replies["/rss"] = rss(whole(news, 2), whole(news, 3))
    again = watched(news, clock, memory=feed.kept())
    assert titles(again) == ["Kabar ke-3"]
    assert len(again.memory.seen) == 2


def test_an_entry_that_was_rewritten_is_read_again_under_its_identifier(
    news: Site, clock: TestClock
) -> None:
    guid = "kabar-1"
    news.replies["/rss"] = rss(whole(news, 1, guid=guid))
    feed = watched(news, clock)
    (old,) = taken(feed)
    news.replies["/rss"] = rss(
        item(f"{news.url}/berita/1", "Judul Baru", text=BODY + "<p>Ralat.</p>", guid=guid)
    )
    (new,) = taken(feed)
    assert isinstance(old, Article)
    assert isinstance(new, Article)
    assert (new.id, new.source) == (old.id, old.source)
    assert new.text != old.text


def test_a_feed_is_asked_whether_it_has_changed(news: Site, clock: TestClock) -> None:
    changed = "Thu, 04 Sep 2025 10:00:00 GMT"
    news.replies["/rss"] = rss(whole(news, 1), ETag='"a1"', Last_Modified=changed)
    feed = watched(news, clock)
    assert len(taken(feed)) == 1
    first, *_ = news.requests
    assert (first.headers["If-None-Match"], first.headers["If-Modified-Since"]) == (None, None)
    assert first.headers["User-Agent"].startswith("simpul/")
    news.requests.clear()
    assert taken(watched(news, clock, memory=feed.kept())) == []
    (second,) = news.requests
    assert second.headers["If-None-Match"] == '"a1"'
    assert second.headers["If-Modified-Since"] == changed


def test_a_failure_makes_nobody_forget_what_was_read(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(whole(news, 1), ETag='"a1"')
    memory = watched(news, clock)
    taken(memory)
    news.replies["/rss"] = Reply(status=500, headers={"ETag": '"b2"'})
    again = watched(news, clock, memory=memory.kept())
    taken(again)
    assert again.memory.etag == '"a1"'


def test_a_feed_counts_as_read_only_when_all_of_it_is_kept(news: Site, clock: TestClock) -> None:
    entries = [whole(news, number) for number in range(60)]
    news.replies["/rss"] = rss(*entries, ETag='"a"')
    feed = watched(news, clock)
    assert len(list(feed.take())) == 50
    memory = feed.kept()  # and here the program is killed
    assert feed.due() == 0
    assert msgspec.json.decode(memory, type=Memory).etag == ""
    again = watched(news, clock, memory=memory)
    clock.wait(again.due())
    assert len(taken(again)) == 10
    assert again.memory.etag == '"a"'


@pytest.mark.parametrize(
    ("ttl", "age", "pause"), [("", "", 900), ("60", "", 3600), ("", "7200", 7200), ("1", "9", 900)]
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(
    news: Site, clock: TestClock, ttl: str, age: str, pause: float
) -> None:
    news.replies["/rss"] = rss(ttl=ttl, Cache_Control=f"public, max-age={age}" if age else "public")
    feed = watched(news, clock)
    assert feed.due() == 0
    taken(feed)
    assert feed.due() == pause


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_server_that_asks_for_time_gets_it(
    news: Site, clock: TestClock, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    after = "7200" if form == "seconds" else formatdate(clock.now() + 7200, usegmt=True)
    news.replies["/rss"] = Reply(status=429, headers={"Retry-After": after})
    feed = watched(news, clock)
    assert taken(feed) == []
    assert feed.due() == 7200
    assert watched(news, clock, memory=feed.kept()).due() == 7200
    assert told_in(caplog) == [f"{news.url}/rss: 429 Too Many Requests; it is tried again"]


def test_a_feed_that_fails_is_asked_less_and_less_and_told_once(
    news: Site, clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    news.replies["/rss"] = Reply(b"<html>rusak</html>", status=500)
    feed = watched(news, clock)
    pauses = []
    for _ in range(9):
        assert taken(feed) == []
        pauses.append(feed.due())
        clock.wait(feed.due())
    assert pauses[:3] == [2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert pauses[-1] == 86_400
    assert len(told_in(caplog)) == 1
    news.replies["/rss"] = rss(whole(news, 1))
    assert len(taken(feed)) == 1
    assert feed.due() == EVERY


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (page("Bukan Umpan"), "neither RSS nor Atom; name the address of the feed itself"),
        (Reply(b""), "neither RSS nor Atom; name the address of the feed itself"),
        (Reply(b"\x00\xff" * 99), "neither RSS nor Atom; name the address of the feed itself"),
        (Reply(status=410), "410 Gone"),
        (Reply(status=302, headers={"Location": "/rss"}), "redirects without end"),
        (
            Reply(status=302, headers={"Location": "file:///etc/passwd"}),
            "leads to file:///etc/passwd, where nothing is fetched",
        ),
        (
            Reply(
                gzip.compress(bytes(LARGEST + 1)),
                headers={"Content-Encoding": "gzip"},
            ),
            "more than 32 MB",
        ),
    ],
    ids=["page", "empty", "binary", "gone", "loop", "file", "bomb"],
)
def test_what_is_no_feed_has_a_line(
    news: Site, clock: TestClock, reply: Reply, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    news.replies["/rss"] = reply
    assert taken(watched(news, clock)) == []
    assert told_in(caplog) == [f"{news.url}/rss: {told}; it is tried again"]


def test_a_server_that_is_not_there_has_a_line(
    clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    with site() as gone:
        pass
    assert taken(watched(gone, clock)) == []
    (told,) = told_in(caplog)
    assert "Connection refused" in told
    assert "\n" not in told


def test_a_feed_that_breaks_off_gives_what_is_whole(news: Site, clock: TestClock) -> None:
    entire = rss(whole(news, 1), whole(news, 2)).content
    cut = entire[: entire.rindex(b"<item>") + 40]
    news.replies["/rss"] = Reply(cut, headers={"Content-Type": "application/rss+xml"})
    assert "Kabar ke-1" in titles(watched(news, clock))


def test_robots_txt_is_obeyed(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(teaser(news, 1), teaser(news, 2), teaser(news, 3))
    news.replies |= {f"/berita/{number}": page(f"Kabar ke-{number}") for number in (1, 2, 3)}
    news.replies["/robots.txt"] = Reply(
        b"User-agent: *\nDisallow: /\n\nUser-agent: simpul\nDisallow: /berita/2$\nCrawl-delay: 7\n"
    )
    assert titles(watched(news, clock, pages=True)) == [
        "Kabar ke-1",
        f"{news.url}/berita/2: robots.txt does not allow to fetch it",
        "Kabar ke-3",
    ]
    assert news.asked() == ["/rss", "/robots.txt", "/berita/1", "/berita/3"]
    assert clock.waits == [1.0, 1.0, 7.0]


def test_nothing_is_fetched_from_a_host_that_cannot_say_what_it_allows(
    news: Site, clock: TestClock
) -> None:
    news.replies["/rss"] = rss(teaser(news, 1), ETag='"a"')
    news.replies["/berita/1"] = page("Kabar ke-1")
    news.replies["/robots.txt"] = [Reply(status=503), Reply(b"")]
    feed = watched(news, clock, pages=True)
    assert titles(feed) == []
    assert news.asked() == ["/rss", "/robots.txt"]
    assert titles(feed) == ["Kabar ke-1"]


def test_a_page_that_fails_is_tried_three_times(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(teaser(news, 1), teaser(news, 2), ETag='"a"')
    news.replies["/berita/1"] = [Reply(status=503), Reply(status=502), page("Kabar ke-1")]
    news.replies["/berita/2"] = Reply(status=503)
    feed = watched(news, clock, pages=True)
    assert titles(feed) == []
    assert titles(feed) == []
    assert titles(feed) == ["Kabar ke-1", f"{news.url}/berita/2: 503 Service Unavailable"]
    assert titles(feed) == []  # it has not changed since
    news.asked()
    assert titles(feed) == []
    assert news.asked() == ["/rss"]


def test_a_feed_leads_to_its_own_site_only(news: Site, clock: TestClock) -> None:
    with site() as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        news.replies["/rss"] = rss(
            item(f"{elsewhere}/rahasia", "Rahasia"),
            item(f"{news.url}/pindah", "Pindah"),
            item("file:///etc/passwd", "Sandi", text=""),
        )
        news.replies["/pindah"] = Reply(status=302, headers={"Location": f"{elsewhere}/rahasia"})
        assert titles(watched(news, clock, pages=True)) == [
            f"{elsewhere}/rahasia: {OTHER}",
            f"{news.url}/pindah: leads to {elsewhere}/rahasia, where nothing is fetched",
        ]
        assert other.requests == []


def test_a_page_without_an_article_is_refused_once(news: Site, clock: TestClock) -> None:
    news.replies["/rss"] = rss(teaser(news, 1))
    news.replies["/berita/1"] = Reply(b"<html><body></body></html>")
    feed = watched(news, clock, pages=True)
    assert titles(feed) == [f"{news.url}/berita/1: no article found in this web page"]
    assert titles(feed) == []


@pytest.fixture(autouse=True)
def _warnings(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "kg")
