"""The timeline of kg serve: every dated event is on it, it can be zoomed, and leads to events."""

import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.keys import Keys

from tests.browser.served.conftest import PHONE, Site

pytestmark = pytest.mark.browser


def in_view(site: Site) -> int:
    found = re.search(r"(\d+) peristiwa terlihat", site.text_of("#in-view"))
    assert found, site.text_of("#in-view")
    return int(found[1])


def span(site: Site) -> str:
    return site.text_of("#in-view").partition(" · ")[0]


def test_every_dated_event_is_drawn_and_listed(site: Site) -> None:
    site.open("timeline")
    marks = site.all(".drawn .mark")
    assert len(marks) == in_view(site) == len(site.all(".list .event")) > 10
    lanes = [one.text for one in site.all(".lane")]
    assert {"Pertemuan", "Perjanjian"} <= set(lanes)
    assert all(mark.accessible_name for mark in marks)


@pytest.mark.parametrize("how", ["button", "wheel", "key"])
def test_it_zooms_and_the_list_follows(site: Site, how: str) -> None:
    site.open("timeline")
    whole, events = span(site), in_view(site)
    drawing = site.one(".drawn svg")
    for _ in range(3):
        if how == "button":
            site.one("[data-zoom=in]").click()
        elif how == "key":
            site.press(".drawn svg", "+")
        else:
            origin = ScrollOrigin.from_element(drawing)
            ActionChains(site.driver).scroll_from_origin(origin, 0, -300).perform()
    site.wait(lambda page: span(site) != whole and in_view(site) < events)
    assert len(site.all(".list .event")) == in_view(site)
    site.one("[data-zoom=whole]").click()
    site.wait(lambda page: span(site) == whole and in_view(site) == events)


def test_it_is_moved_with_the_keys(site: Site) -> None:
    site.open("timeline")
    for _ in range(3):
        site.one("[data-zoom=in]").click()
    before = span(site)
    site.press(".drawn svg", Keys.ARROW_RIGHT)
    site.wait(lambda page: span(site) != before)


def test_a_mark_leads_to_its_event(site: Site) -> None:
    site.open("timeline?type=Treaty")
    site.press(".drawn .mark", Keys.ENTER)
    site.wait_for_heading("Traktat Kemitraan Strategis Komprehensif")


def test_names_beside_marks_do_not_cover_marks(site: Site) -> None:
    site.open("timeline")
    boxes = site.run(
        "const box = (one) => { const {left, right, top, bottom} = one.getBoundingClientRect();"
        " return {left, right, top, bottom}; };"
        "return {texts: [...document.querySelectorAll('.mark text')].map(box),"
        " marks: [...document.querySelectorAll('.mark rect')].map(box)}"
    )
    assert len(boxes["texts"]) > 5
    covered = [
        (text, mark)
        for text in boxes["texts"]
        for mark in boxes["marks"]
        if text["left"] + 1 < mark["right"]
        and mark["left"] + 1 < text["right"]
        and text["top"] + 4 < mark["bottom"]
        and mark["top"] + 4 < text["bottom"]
    ]
    assert covered == []


def test_a_phone_shows_it_without_scrolling_sideways(site: Site) -> None:
    assert site.open("timeline", PHONE).sideways() <= 0


def test_hostile_names_stay_text_on_it(hostile: Site) -> None:
    hostile.open("timeline")
    assert len(hostile.all(".mark")) == in_view(hostile) > 0
    assert hostile.run("return window.hacked") is None
    assert hostile.all(".drawn img, .drawn script, .drawn b") == []
