"""The page in a real browser, without a network: seen, searched, clicked, and attacked."""

import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from kg.model import Graph
from kg.views import page as view
from kg.views._page.choice import choose
from kg.views._page.links import links
from kg.views._page.vocabulary import vocabulary
from tests.browser.conftest import Page, Text
from tests.gold_graph import CROSSDOC, SEEDS, graph_from_gold
from tests.rdf.factory import entity, graph
from tests.views.page_graphs import HOSTILE, hostile_graph, small_graph

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
PHONE = (390, 844)
DESK = (1280, 800)


@pytest.fixture
def small(open_page: Open) -> Iterator[Page]:
    """The small graph; whatever a test does there, the page must not complain."""
    shown = open_page(small_graph())
    yield shown
    assert shown.complaints() == []


def seeds() -> Graph:
    return graph_from_gold(SEEDS, CROSSDOC)


def search(page: Page, words: str) -> None:
    field = page.one("#search")
    field.clear()
    field.send_keys(words)


def names(page: Page) -> str:
    """All text on the canvas."""
    return " ".join(text.text for text in page.texts())


def overlapping(texts: list[Text]) -> list[tuple[str, str]]:
    return [(one.text, two.text) for one, two in combinations(texts, 2) if one.overlaps(two)]


# without a network


def test_page_asks_for_nothing_but_itself(open_page: Open) -> None:
    page = open_page(seeds())
    for tab in ("timeline", "entities", "graph"):
        page.one(f"#tab-{tab}").click()
    page.settle()
    asked = page.requests()
    assert [address.rpartition("/")[2] for address in asked] == ["graph.html"]
    assert page.complaints() == []


# labels


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_labels_of_the_seed_articles_do_not_overlap(
    open_page: Open, size: tuple[int, int], language: str
) -> None:
    page = open_page(seeds(), size)
    page.one(f"[data-language={language}]").click()
    texts = page.texts()
    assert len(texts) > (60 if size == DESK else 15)
    assert overlapping(texts) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_labels_of_twenty_articles_do_not_overlap(
    open_page: Open, shared: Path, size: tuple[int, int]
) -> None:
    articles = sorted((shared / "gold" / "dev").glob("*-*.gold.json"))[:20]
    page = open_page(graph_from_gold(articles), size)
    texts = page.texts()
    assert len(articles) == 20
    assert len(texts) > (50 if size == DESK else 15)
    assert overlapping(texts) == []


def test_labels_do_not_overlap_at_any_zoom_and_show_more_near_by(open_page: Open) -> None:
    page = open_page(seeds())
    shown = []
    for _ in range(5):
        shown.append(len(names(page)))
        assert overlapping(page.texts()) == []
        page.one("#zoom-in").click()
    assert shown[-1] > shown[0]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_labels_lie_inside_the_drawing_at_first(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page(seeds(), size)
    area = page.one("#canvas").rect
    for text in page.texts():
        assert area["x"] <= text.left
        assert text.right <= area["x"] + area["width"]
        assert area["y"] <= text.top
        assert text.bottom <= area["y"] + area["height"]


# what is selected, and who says it


def test_click_on_a_label_shows_the_sentences_and_their_article(small: Page) -> None:
    meeting = next(text for text in small.texts() if text.text.startswith("Pertemuan"))
    small.click_at(meeting.centre)
    said = small.text_of("#details")
    assert "Budi bertemu Ani di Bogor." in said
    assert "Pertemuan di Bogor · Warta · 3 Maret 2025" in said
    assert "Budi dan Ani bertemu di Depok." in said
    assert "Kabar Depok" in said
    assert "menurut Kantor Laut" in said
    assert "Artikel bertentangan tentang: tempat" in said


def test_click_on_a_shape_shows_its_entity(small: Page) -> None:
    person = vocabulary(()).styles["Person"].colour
    headings = set()
    for place in small.circles(person):
        small.click_at(place)
        headings.add(small.text_of("#details h2"))
        small.one("#close").click()
    assert headings == {"Ani Lestari", "Budi Santoso"}


def test_entity_shows_office_events_and_mentions(small: Page) -> None:
    search(small, "ani lestari")
    small.one("#results .go").click()
    said = small.text_of("#details")
    assert "Wali Kota" in said
    assert "Pertemuan: Ani Lestari, Budi Santoso" in said
    assert [mark.text for mark in small.all("#details mark")] == ["Ani"]


def test_click_on_a_line_itself_shows_its_ends(small: Page) -> None:
    small.one("#class-Meeting").click()
    small.one("#class-Attack").click()
    small.one("#with-offices").click()
    small.one("#whole").click()
    small.one("#zoom-out").click()  # from afar lines have no labels
    assert "pengunjung" not in names(small)
    (x, y), (to_x, to_y) = max(small.lines(), key=lambda line: math.dist(*line))
    small.click_at(((x + to_x) / 2, (y + to_y) / 2))
    assert small.text_of("#details h2") == "pengunjung"
    assert small.text_of(".ends") == "Kunjungan: Budi Santoso → Budi Santoso"


def test_click_on_a_line_shows_only_what_says_it(small: Page) -> None:
    search(small, "pertemuan")
    small.one("#results .go").click()
    places = [text for text in small.texts() if text.text == "tempat"]
    assert len(places) == 2
    small.click_at(places[0].centre)
    assert small.text_of("#details h2") == "tempat"
    said = small.text_of("#details")
    assert ("Bogor" in small.text_of(".ends")) != ("Depok" in small.text_of(".ends"))
    assert ("Budi bertemu Ani di Bogor." in said) != ("Budi dan Ani bertemu di Depok." in said)


@pytest.mark.parametrize("way", ["beside", "escape", "button"])
def test_panel_closes(small: Page, way: str) -> None:
    search(small, "bogor")
    small.one("#results .go").click()
    assert small.one("#panel").is_displayed()
    if way == "beside":
        area = small.one("#canvas").rect
        small.click_at((area["x"] + 3, area["y"] + 3))
    elif way == "escape":
        small.one("body").send_keys(Keys.ESCAPE)
    else:
        small.one("#close").click()
    assert not small.one("#panel").is_displayed()


# search, filters, languages


def test_search_finds_spellings_and_parts_whatever_the_case(open_page: Open) -> None:
    page = open_page(seeds())
    search(page, "KREMLIN")
    assert page.text_of("#results .go") == "Rusia"
    search(page, "jong kim")
    assert page.text_of("#results .go") == "Kim Jong Un"
    search(page, "zzz")
    assert page.text_of("#results") == "Tidak ada yang cocok."


def test_classes_can_be_hidden(small: Page) -> None:
    assert "Bogor" in names(small)
    small.one("#class-Place").click()
    assert "Bogor" not in names(small)
    small.one("#class-Meeting").click()
    assert "Ani Lestari Pertemuan" not in names(small)
    small.one("#reset").click()
    assert "Bogor" in names(small)


def test_only_one_article_can_be_shown(small: Page) -> None:
    choices = Select(small.one("#article"))
    choices.select_by_visible_text("Kabar Depok")
    shown = names(small)
    assert "Depok" in shown
    assert "Bogor" not in shown
    small.one("#tab-timeline").click()
    assert "Kunjungan" not in small.text_of("#timeline")
    assert "Pertemuan" in small.text_of("#timeline")


@pytest.mark.parametrize(("factuality", "kind"), [("Planned", "Kunjungan"), ("Denied", "Serangan")])
def test_factualities_can_be_hidden(small: Page, factuality: str, kind: str) -> None:
    assert kind in names(small)
    small.one(f"#factuality-{factuality}").click()
    assert kind not in names(small)
    assert "Pertemuan" in names(small)


def test_only_what_articles_dispute_can_be_shown(small: Page) -> None:
    small.one("#only-disputed").click()
    assert "Pertemuan" in names(small)
    assert "Kunjungan" not in names(small)
    assert "Serangan" not in names(small)


def test_entity_without_links_appears_on_request_and_when_searched(small: Page) -> None:
    assert "Kantor Laut" not in names(small)
    search(small, "kantor")
    small.one("#results .go").click()
    assert "Kantor Laut" in names(small)
    small.one("#close").click()
    small.one("#with-unlinked").click()
    assert "Kantor Laut" in names(small)


def test_language_changes_words_but_not_names_and_quotes(small: Page) -> None:
    search(small, "pertemuan")
    small.one("#results .go").click()
    small.one("[data-language=en]").click()
    assert small.run("return document.documentElement.lang") == "en"
    assert small.text_of("h1").endswith("News knowledge graph")
    said = small.text_of("#details")
    assert "Meeting: Ani Lestari, Budi Santoso" in said
    assert "Budi bertemu Ani di Bogor." in said
    assert "according to Kantor Laut" in said
    assert "participant" in names(small)


def test_timeline_and_list_hold_the_same_things(small: Page) -> None:
    small.one("#tab-timeline").click()
    events = [row.text for row in small.all("#timeline .go")]
    assert events[0].startswith("Pertemuan")
    assert len(events) == 3
    small.one("#tab-entities").click()
    assert {row.text for row in small.all("#entities .go")} == {
        entity.label for entity in small_graph().entities
    }


def test_what_is_chosen_in_a_list_is_marked_in_the_drawing(open_page: Open) -> None:
    page = open_page(seeds())
    page.one("#tab-entities").click()
    next(row for row in page.all("#entities .go") if row.text == "Uni Eropa").click()
    page.one("#tab-graph").click()
    area = page.one("#canvas").rect
    shown = {text.text: text.centre for text in page.texts()}
    assert "Uni Eropa" in shown
    assert "Beijing" not in shown
    x, y = shown["Uni Eropa"]
    assert area["x"] < x < area["x"] + area["width"]
    assert area["y"] < y < area["y"] + area["height"]


def test_page_says_what_was_left_out(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.browser.conftest.page", partial(view.page, most=20))
    page = open_page(seeds())
    notice = page.text_of("#left-out")
    left = choose(seeds(), links(seeds()), 20)
    assert f"{left.entities_left_out} entitas, {left.events_left_out} peristiwa" in notice
    assert "kg serve" in notice
    page.one("#tab-timeline").click()
    assert len(page.all("#timeline .go")) == len(seeds().events)
    page.one("#tab-entities").click()
    assert len(page.all("#entities .go")) == len(seeds().entities)


def test_long_lists_go_on_at_a_press(open_page: Open) -> None:
    people = tuple(entity(f"person/{n}", f"Orang {n:04}") for n in range(2300))
    page = open_page(graph(entities=people))
    page.one("#tab-entities").click()
    for shown, left in ((1000, "1.300"), (2000, "300")):
        assert len(page.all("#entities .go")) == shown
        assert page.text_of("#entities .more") == f"{left} lagi; tampilkan"
        page.one("#entities .more").click()
    assert len(page.all("#entities .go")) == 2300
    assert page.all("#entities .more") == []


# with a keyboard, on a phone


def test_keyboard_alone_reaches_an_event_and_its_sentences(small: Page) -> None:
    search(small, "pertemuan")
    small.one("#search").send_keys(Keys.ENTER)
    assert small.driver.switch_to.active_element.text.startswith("Pertemuan")
    assert "Budi bertemu Ani di Bogor." in small.text_of("#details")
    small.one("#tab-graph").send_keys(Keys.ARROW_RIGHT)
    assert small.one("#timeline").is_displayed()
    assert not small.one("#graph").is_displayed()


def test_every_control_has_a_name(small: Page) -> None:
    search(small, "pertemuan")
    small.one("#results .go").click()
    controls = small.all("button, input, select, [role=tabpanel], [role=img]")
    shown = [one for one in controls if one.is_displayed()]
    assert len(shown) > 20
    assert [one.get_attribute("outerHTML") for one in shown if not one.accessible_name] == []


def test_phone_shows_drawing_and_panel_without_scrolling_sideways(open_page: Open) -> None:
    page = open_page(seeds(), PHONE)
    assert not page.one("#search").is_displayed()
    person = next(text for text in page.texts() if text.text == "Rusia")
    page.click_at(person.centre)
    assert page.text_of("#details h2") == "Rusia"
    assert page.one("#canvas").size["height"] > 100
    assert page.run("return document.documentElement.scrollWidth") <= PHONE[0]
    assert page.run("return document.documentElement.scrollHeight") <= PHONE[1]


# hostile articles


def test_markup_and_code_in_names_stay_text(open_page: Open) -> None:
    page = open_page(hostile_graph())
    page.one("#with-unlinked").click()
    for tab in ("timeline", "entities", "graph"):
        page.one(f"#tab-{tab}").click()
    seen = []
    for bad in HOSTILE:
        search(page, bad)
        button = next(one for one in page.all("#results .go") if one.text == " ".join(bad.split()))
        button.click()
        seen.append(page.run("return document.querySelector('#details h2').textContent"))
        for line in page.all("#details summary"):
            line.click()
        page.one("#details .events .go").click()
        assert HOSTILE[0] in page.text_of("#details")
    assert seen == list(HOSTILE)
    assert page.run("return window.hacked") is None
    assert page.all("img, b, i, a, iframe, [onerror], [onmouseover]") == []
    assert len(page.all("script")) == 3
    assert page.complaints() == []


def test_tooltip_shows_a_hostile_name_as_text(open_page: Open) -> None:
    page = open_page(hostile_graph())
    person = vocabulary(()).styles["Person"].colour
    page.point_at(page.circles(person)[0])
    page.wait(lambda it: it.run("return document.querySelector('.vis-tooltip')?.textContent"))
    assert page.run("return document.querySelector('.vis-tooltip').textContent") in HOSTILE
    assert page.run("return document.querySelector('.vis-tooltip').children.length") == 0
    assert page.run("return window.hacked") is None
