"""The page inside a notebook: it draws in its frame, and cannot reach the notebook around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from kg.api.page import Page
from kg.views.page import page
from tests.browser.conftest import PATIENCE
from tests.browser.conftest import Page as Shown
from tests.views.page_graphs import small_graph

pytestmark = pytest.mark.browser

#: Whether anything but background stands on the canvas.
DRAWN = """
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value);
"""
OUTSIDE = "try { return parent.document.title } catch (error) { return error.name }"


@pytest.fixture
def frame(browser: webdriver.Chrome, tmp_path: Path) -> Iterator[Shown]:
    """A cell's output as a notebook would show it; what is looked at is inside the frame."""
    path = tmp_path / "cell.html"
    cell = Page(page(small_graph()), 600)._repr_html_()
    path.write_text(f'<!DOCTYPE html><meta charset="utf-8"><title>Buku</title>{cell}', "utf-8")
    look = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", look)
    shown = Shown(browser)
    shown.complaints()
    shown.requests()
    browser.get(path.as_uri())
    browser.switch_to.frame(0)
    yield shown
    browser.switch_to.default_content()


def test_the_page_draws_in_its_frame(frame: Shown) -> None:
    WebDriverWait(frame.driver, PATIENCE).until(lambda _: frame.run(DRAWN))
    frame.one("#search").send_keys("budi")
    assert "Budi Santoso" in frame.text_of("#results")
    asked = {address.partition("?")[0].rpartition("/")[2] for address in frame.requests()}
    assert asked <= {"cell.html", "about:srcdoc"}


def test_the_page_cannot_reach_the_notebook(frame: Shown) -> None:
    assert frame.run(OUTSIDE) == "SecurityError"
    frame.driver.switch_to.default_content()
    assert frame.run("return document.title") == "Buku"
