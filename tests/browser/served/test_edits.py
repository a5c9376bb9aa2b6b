"""Correcting in the page: what a reader decides is gone from the graph, or apart, or one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from kg.resolve.ledger import Ledger
from tests.browser.served.conftest import PHONE, Site, watched
from tests.serving import Server, started

pytestmark = pytest.mark.browser

MEETING = "Pertemuan: Kim Jong Un, Vladimir Putin"
BUILD = 120  # seconds that a build may take on a busy machine


@pytest.fixture(scope="module")
def editable(examples_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(examples_folder, tmp_path_factory.mktemp("edited") / "demo"))


@pytest.fixture(scope="module")
def serving_edits(editable: Path) -> Iterator[Server]:
    with started(editable, "--edit") as server:
        yield server


@pytest.fixture
def site(browser: webdriver.Chrome, serving_edits: Server, editable: Path) -> Iterator[Site]:
    """The example articles, with no decisions, in a page that can correct."""
    (editable / "decisions.txt").unlink(missing_ok=True)
    yield from watched(Site(browser, serving_edits))


def meeting(site: Site) -> Site:
    site.open("events?type=Meeting&disputed=true")
    site.choose(".event a", "Kim Jong Un, Vladimir Putin (2025-09-03)")
    return site.wait_for_heading(MEETING)


def decide(site: Site, why: str) -> None:
    """Give the reason in the dialog that is open, and save by the keyboard."""
    site.wait(lambda page: page.all("dialog[open] input[name=why]"))
    site.press("dialog input[name=why]", why, Keys.ENTER)
    site.wait(lambda page: not page.all("dialog"))
    site.wait(lambda page: page.all(".pending button"))


def build(site: Site) -> Site:
    site.one(".pending button").click()
    patient = WebDriverWait(site.driver, BUILD)
    patient.until(lambda _: not site.all(".pending"))
    patient.until(lambda _: not site.all(".loading, [aria-busy=true]"))
    return site.ready()


def sides(site: Site) -> set[str]:
    return {one.text for one in site.all(".conflict .side h3")}


def test_a_wrong_claim_is_gone_after_a_build_and_back_when_it_is_undone(
    site: Site, editable: Path
) -> None:
    meeting(site)
    assert sides(site) == {"Beijing", "Moskow"}
    moscow = next(one for one in site.all(".conflict .side") if "Moskow" in one.text)
    button = moscow.find_element("css selector", "button.correct")
    assert button.accessible_name == "Pernyataan ini salah: tempat: Moskow"
    button.send_keys(Keys.ENTER)
    decide(site, "artikel itu keliru")
    (decision,) = Ledger.read(editable / "decisions.txt").decisions
    assert (decision.verb, decision.why) == ("wrong", "artikel itu keliru")
    assert decision.things[0].endswith("/place/place/moskow")
    assert "dikoreksi" in site.text_of(".conflict")
    assert sides(site) == {"Beijing", "Moskow"}  # until the next build
    build(site)
    assert site.all(".conflict") == []
    assert "Moskow" not in site.text_of(".facts")
    assert "Beijing" in site.text_of(".facts")

    site.choose("nav a", "Koreksi").wait_for_heading("Koreksi")
    assert "berlaku" in site.text_of(".decisions .badge")
    assert "artikel itu keliru" in site.text_of(".decisions")
    site.choose(".decisions button", "Urungkan")
    site.wait(lambda page: page.all(".pending button"))
    assert Ledger.read(editable / "decisions.txt").decisions == ()
    build(site)
    assert sides(meeting(site)) == {"Beijing", "Moskow"}


def test_an_article_that_tells_of_another_event_is_parted(site: Site, editable: Path) -> None:
    meeting(site)
    articles = len(site.all(".told"))
    assert articles > 1
    site.choose(".told:last-of-type button", "Peristiwa lain")
    decide(site, "pertemuan yang lain")
    (decision,) = Ledger.read(editable / "decisions.txt").decisions
    assert (decision.verb, len(decision.things)) == ("different", articles)


def test_two_entities_are_made_one(site: Site, editable: Path) -> None:
    site.open("entity/person/sergei-lavrov")
    site.choose("button.correct", "Sama dengan")
    site.wait(lambda page: page.all("dialog .others li"))
    assert "Sergei Lavrov" not in site.text_of("dialog .others")
    assert not site.one("dialog button.primary").is_enabled()
    site.press("dialog input[type=search]", "kim jong")
    site.wait(lambda page: len(page.all("dialog .others li")) == 1)
    site.press("dialog input[type=radio]", Keys.SPACE)
    decide(site, "dua nama, satu orang")
    (decision,) = Ledger.read(editable / "decisions.txt").decisions
    assert decision.verb == "same"
    assert decision.things == ("person/sergei-lavrov", "person/kim-jong-un")


def test_what_cannot_be_is_told_in_the_dialog(site: Site, editable: Path) -> None:
    meeting(site)
    site.choose(".told button", "Peristiwa lain")
    (editable / "decisions.txt").write_text("not ours\n", encoding="utf-8")
    site.wait(lambda page: page.all("dialog[open] input[name=why]"))
    site.press("dialog input[name=why]", "coba", Keys.ENTER)
    site.wait(lambda page: page.all("dialog [role=alert]"))
    assert "the first line must be" in site.text_of("dialog [role=alert]")
    site.press("dialog input[name=why]", Keys.ESCAPE)
    site.wait(lambda page: not page.all("dialog"))
    assert [told for told in site.complaints() if "400 (Bad Request)" not in told] == []


def test_a_phone_and_the_keyboard_can_correct(site: Site) -> None:
    meeting(site)
    site.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": PHONE[0], "height": PHONE[1], "deviceScaleFactor": 1, "mobile": False},
    )
    assert site.sideways() <= 0
    site.press(".chips button.correct", Keys.SPACE)
    site.wait(lambda page: page.all("dialog[open]"))
    box = site.one("dialog").rect
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    controls = site.all("dialog button, dialog input")
    assert [one.get_attribute("outerHTML") for one in controls if not one.accessible_name] == []


def test_nothing_can_be_corrected_where_it_was_not_asked_for(
    browser: webdriver.Chrome, serving: Server
) -> None:
    page = meeting(Site(browser, serving))
    assert page.all("button.correct, dialog, .pending") == []
    assert "Koreksi" not in page.text_of("nav")
