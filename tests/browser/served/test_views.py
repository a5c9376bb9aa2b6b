"""The page of kg serve as a reader uses it: from a search to the sentence behind a fact."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.served.conftest import DESK, PHONE, Site
from tests.browser.served.hostile import NAMES

pytestmark = pytest.mark.browser


def search(site: Site, words: str) -> Site:
    field = site.one("header input[type=search]")
    field.clear()
    field.click()
    # As by an input method: ChromeDriver has no keys for emoji.
    site.driver.execute_cdp_cmd("Input.insertText", {"text": words})
    field.send_keys(Keys.ENTER)
    return site.wait_for_heading(words)


def disputed_meeting(site: Site) -> Site:
    """The meeting of which articles name two cities, found as a reader finds it."""
    search(site.open(), "putin")
    site.choose(".event a", "Kim Jong Un, Vladimir Putin (2025-09-03)")
    return site.wait_for_heading("Pertemuan: Kim Jong Un, Vladimir Putin")


# from a search to the sentence


def test_search_leads_to_the_meeting_both_cities_and_the_sentences(site: Site) -> None:
    disputed_meeting(site)
    sides = {one.text for one in site.all(".conflict .side h3")}
    assert sides == {"Beijing", "Moskow"}
    assert "di Moskow" in site.text_of(".conflict")
    assert "di Beijing, China" in site.text_of(".conflict")
    outlets = {one.text for one in site.all(".conflict .side > .faint")}
    assert outlets == {"radarnalar.site", "tribunnews.com"}


def test_a_sentence_is_shown_where_it_stands(site: Site) -> None:
    disputed_meeting(site)
    quote = site.text_of(".told blockquote")
    site.one(".told details summary").click()
    site.ready()
    site.wait(lambda page: page.all(".told .excerpt mark"))
    assert site.text_of(".told .excerpt mark") == quote
    assert len(site.text_of(".told .excerpt")) > len(quote) + 200


def test_an_article_is_opened_at_the_sentence(site: Site) -> None:
    disputed_meeting(site)
    quote = site.text_of(".conflict blockquote")
    site.one(".conflict figcaption a").click()
    site.wait(lambda page: page.all(".text mark"))
    site.ready()
    marked = "".join(one.text for one in site.all(".text mark"))
    assert "".join(marked.split()) == "".join(quote.split())
    top = site.run("return document.querySelector('.text mark').getBoundingClientRect().top")
    assert 0 < top < DESK[1]


def test_an_article_has_its_names_and_claims_marked(site: Site) -> None:
    site.open("article/seed-001")
    names = {one.text for one in site.all(".text .mention")}
    assert {"Sergei Lavrov", "Wonsan", "Kim Jong Un"} <= names
    assert site.all(".text .claimed .mention")
    for box in site.all(".marks input"):
        box.click()
    assert site.all(".text .mention, .text .claimed, .text .note") == []
    assert "Sergei Lavrov" in site.text_of(".text")


def test_an_entity_says_who_it_is_and_leads_on(site: Site) -> None:
    site.open("entity/person/sergei-lavrov")
    told = site.text_of("main")
    assert "Menteri Luar Negeri" in told
    assert "Rusia" in site.text_of("main section:first-of-type")
    site.choose("aside .thing", "Kim Jong Un").wait_for_heading("Kim Jong Un")
    state = site.open("entity/state/RUS")
    links = {one.get_attribute("href"): one.get_attribute("rel") for one in state.all("dl a")}
    assert links["http://www.wikidata.org/entity/Q159"] == "noreferrer noopener"


def test_the_overview_leads_to_what_it_counts(site: Site) -> None:
    site.open()
    count = int(site.text_of(".types li:first-child b"))
    site.one(".types li:first-child a").click()
    site.wait_for_heading("Peristiwa")
    assert len(site.all(".event")) == count


# getting about


def test_every_view_has_an_address_and_the_back_button_works(site: Site) -> None:
    disputed_meeting(site)
    address = site.driver.current_url
    site.choose(".facts .thing", "Kim Jong Un").wait_for_heading("Kim Jong Un")
    site.driver.back()
    site.wait_for_heading("Pertemuan: Kim Jong Un, Vladimir Putin")
    assert site.driver.current_url == address
    site.driver.back()
    site.wait_for_heading("putin")
    site.driver.refresh()
    site.wait_for_heading("putin")


def test_a_filter_is_part_of_the_address(site: Site) -> None:
    site.open("events?type=Meeting&since=2025-09")
    labels = [one.text for one in site.all(".event a")]
    assert labels
    assert all(label.startswith("Pertemuan") for label in labels)
    field = site.one("input[name=since]")
    assert field.get_attribute("value") == "2025-09"
    field.clear()
    field.send_keys("2025-01" + Keys.TAB)
    site.wait(lambda page: len(page.all(".event a")) > len(labels))
    assert "since=2025-01" in site.driver.current_url
    site.choose("button", "Hapus saringan")
    site.wait(lambda page: any("Kunjungan" in one.text for one in page.all(".event a")))


def test_an_address_without_a_view_is_told(site: Site) -> None:
    site.open("nothing/at/all")
    assert "Tidak ada halaman" in site.text_of(".notice")


def test_what_is_not_there_is_told_in_the_language_of_the_reader(site: Site) -> None:
    site.open("entity/person/nobody")
    site.wait(lambda page: page.all("[role=alert]"))
    assert "Tidak berhasil: tidak ada di graf ini." in site.text_of("[role=alert]")
    site.one("[data-language=en]").click()
    assert "That did not work: it is not in this graph." in site.text_of("[role=alert]")
    assert len(site.complaints()) == 1  # the browser notes the status 404


def test_it_speaks_english_and_remembers_it(site: Site) -> None:
    site.open().one("[data-language=en]").click()
    assert site.heading() == "Knowledge from the news"
    assert site.one("html").get_attribute("lang") == "en"
    site.open("events?type=Meeting")
    assert site.text_of(".event a").startswith("Meeting: ")


def test_keyboard_alone_reaches_an_event(site: Site) -> None:
    site.open()
    active = site.driver.switch_to.active_element
    active.send_keys(Keys.TAB)
    site.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert site.driver.switch_to.active_element.get_attribute("id") == "content"
    for _ in range(40):
        site.driver.switch_to.active_element.send_keys(Keys.TAB)
        if site.run("return !!document.activeElement.closest('.event')"):
            break
    label = site.driver.switch_to.active_element.text
    site.driver.switch_to.active_element.send_keys(Keys.ENTER)
    site.wait_for_heading(label)


def test_every_control_has_a_name(site: Site) -> None:
    for view in ("", "events", "article/seed-001", "entity/state/RUS"):
        site.open(view)
        controls = [one for one in site.all("button, input, select, a") if one.is_displayed()]
        assert len(controls) > 10
        assert [c.get_attribute("outerHTML") for c in controls if not c.accessible_name] == []


@pytest.mark.parametrize(
    "view", ["", "search?q=kim", "events", "article/seed-003", "entity/state/RUS"]
)
def test_a_phone_shows_it_without_scrolling_sideways(site: Site, view: str) -> None:
    assert site.open(view, PHONE).sideways() <= 0


# dark and light


def test_colours_follow_the_system_and_the_reader(site: Site) -> None:
    def back() -> str:
        return str(site.run("return getComputedStyle(document.body).backgroundColor"))

    seen = {}
    for theme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": theme}
        site.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        seen[theme] = back() if site.open() else ""
    assert seen["light"] != seen["dark"]
    site.one(".theme").click()
    site.wait(lambda _: back() == seen["light"])
    site.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


# hostile articles


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stays_text_in_every_view(hostile: Site, name: str) -> None:
    hostile.open()
    words = " ".join(name.split())
    search(hostile, words)
    hostile.choose(".entity .thing", words).wait_for_heading(words)
    assert hostile.heading() == words
    hostile.choose(".event a", "Kim").wait_for_heading("Pertemuan")
    assert words in hostile.heading()
    assert words in hostile.text_of(".told")
    hostile.one(".told h3 a").click()
    hostile.wait(lambda page: page.all(".text .mention"))
    mentions = [one.text for one in hostile.all(".text .mention")]
    assert words in [" ".join(text.split()) for text in mentions]
    claimed = "".join(
        one.get_attribute("textContent") or "" for one in hostile.all(".text .claimed")
    )
    assert claimed.startswith("Presiden Kim")
    assert claimed.endswith("Rabu yang lalu.")
    assert hostile.run("return window.hacked") is None
    assert hostile.all("main img, main b, main i, main script, [onerror], [onmouseover]") == []
    assert hostile.all("a[href^='javascript:']") == []
