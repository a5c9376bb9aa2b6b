"""The network of kg serve: what is drawn, clicked, expanded and filtered."""

import re

import pytest
from selenium.webdriver.common.keys import Keys

from kg.views._page.vocabulary import vocabulary
from tests.browser.served.conftest import PHONE, Site
from tests.browser.served.hostile import NAMES

pytestmark = pytest.mark.browser

TREATY = vocabulary(()).styles["Treaty"].colour


def nodes(site: Site) -> int:
    found = re.search(r"([\d.]+) simpul", site.text_of("#in-view"))
    assert found
    return int(found[1].replace(".", ""))


def still(site: Site) -> Site:
    """Wait until two pictures in a row are the same."""
    before = ""
    for _ in range(100):
        now = site.driver.get_screenshot_as_base64()
        if now == before:
            return site
        before = now
        site.driver.execute_async_script("setTimeout(arguments[0], 300)")
    raise AssertionError("the drawing does not come to rest")


def test_a_click_on_a_node_says_what_it_is_linked_with(site: Site) -> None:
    still(site.open("graph?type=Treaty", (1280, 1100)))
    site.click_at(site.spot(".network", TREATY))
    site.wait(lambda page: page.all("#chosen"))
    assert "Traktat Kemitraan Strategis Komprehensif" in site.text_of("#chosen h2")
    assert {one.text for one in site.all("#chosen .thing")} >= {"Kim Jong Un", "Vladimir Putin"}
    site.choose("#chosen a", "Buka halamannya")
    site.wait_for_heading("Traktat Kemitraan")


def test_all_nodes_follow_a_switch_from_light_to_dark_and_back(site: Site) -> None:
    """Colours of classes are lifted by 45 % on a dark ground."""
    parts = (int(TREATY[at : at + 2], 16) for at in (1, 3, 5))
    lifted = "#" + "".join(f"{round(part + (255 - part) * 0.45):02x}" for part in parts)
    still(site.open("graph?type=Treaty", (1280, 1100))).spot(".network", TREATY)
    site.one(".theme").click()
    still(site).spot(".network", lifted)
    site.one(".theme").click()
    still(site).spot(".network", TREATY)


def test_a_node_is_expanded(site: Site) -> None:
    site.open("graph?around=place/wonsan")
    before = nodes(site)
    site.choose("#chosen .thing", "Pertemuan")
    site.choose("#chosen .thing", "Kim Jong Un")
    site.choose("#chosen button", "Perluas")
    site.wait(lambda page: nodes(site) > before)
    assert "Korea Utara" in site.text_of("#chosen")


def test_a_graph_that_left_nodes_out_shows_them_when_asked(site: Site) -> None:
    site.open("graph?limit=3")
    assert nodes(site) == 3
    site.choose("#more", "Tampilkan lebih banyak")
    site.wait(lambda page: nodes(site) > 3)
    assert not site.all("#more")
    assert "limit=2000" in site.driver.current_url


def test_a_class_can_be_left_out_and_put_back(site: Site) -> None:
    site.open("graph")
    whole = nodes(site)
    site.choose(".toggle", "Orang")
    site.wait(lambda page: nodes(site) < whole)
    site.choose(".toggle", "Orang")
    site.wait(lambda page: nodes(site) == whole)


@pytest.mark.parametrize(
    "given",
    [
        "type=Meeting",
        "since=2025-06",
        "factuality=Planned",
        "outlet=tribunnews.com",
        "article=seed-004",
    ],
)
def test_filters_leave_the_events_that_fit(site: Site, given: str) -> None:
    site.open("graph")
    whole = nodes(site)
    site.open(f"graph?{given}")
    assert 1 < nodes(site) < whole


def test_it_is_filtered_by_words_of_a_title_and_around_a_node(site: Site) -> None:
    site.open("graph?around=state/RUS")
    whole = nodes(site)
    field = site.one("input[name=article]")
    field.send_keys("tak sendirian" + Keys.TAB)
    site.wait(lambda page: 1 < nodes(site) < whole)
    assert "around=state%2FRUS" in site.driver.current_url
    narrow = nodes(site)
    site.choose("#chosen button", "Perluas").ready()
    assert nodes(site) == narrow
    site.choose("button", "Hapus saringan")
    site.wait(lambda page: nodes(site) == whole)


def test_an_article_leads_to_the_graph_of_what_it_tells(site: Site) -> None:
    site.open("article/seed-004").choose(".ways a", "Lihat jaringan").wait_for_heading("Jaringan")
    assert site.one("input[name=article]").get_attribute("value") == "seed-004"


def test_a_drawing_has_the_colours_of_its_classes(site: Site) -> None:
    still(site.open("graph?type=Treaty", (1280, 1100)))
    assert site.spot(".network", TREATY) != site.spot(
        ".network", vocabulary(()).styles["Person"].colour
    )


def test_a_phone_shows_it_without_scrolling_sideways(site: Site) -> None:
    assert site.open("graph", PHONE).sideways() <= 0


def test_hostile_names_stay_text_in_it(hostile: Site) -> None:
    hostile.open("graph")
    for name in NAMES[:2]:
        hostile.choose("aside .as-link", name)
        hostile.wait(lambda page: page.all("#chosen"))
        assert name in hostile.text_of("#chosen h2")
        hostile.click_at(hostile.corner(".network"))
        hostile.wait(lambda page: not page.all("#chosen"))
    assert hostile.run("return window.hacked") is None
    assert hostile.all("main img, main script, main b") == []
