"""Headless Chromium that no network answers, watched: requests, errors, and texts drawn.

Where no browser or driver is found the tests are skipped; with SIMPUL_REQUIRE_BROWSER=1 that is a
failure.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from kg.model import Graph
from kg.views.page import page

PATIENCE = 60  #: seconds until a test gives up what it waits for, on a busy machine too
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=id",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--proxy-server=127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # which the tests serve from
)

#: Notes each text, circle and line drawn since the canvas was cleared, in pixels of the window.
WATCH_DRAWING = """
  window.drawn = { texts: [], circles: [], lines: [] };
  const own = CanvasRenderingContext2D.prototype;
  const { fillText, arc, clearRect, moveTo, lineTo } = own;
  let start = null;
  own.clearRect = function (...area) {
    window.drawn = { texts: [], circles: [], lines: [] };
    return clearRect.apply(this, area);
  };
  const onPage = (context, x, y) => {
    const at = context.getTransform().transformPoint({ x, y });
    const area = context.canvas.getBoundingClientRect();
    const ratio = context.canvas.width / area.width;
    return { x: area.left + at.x / ratio, y: area.top + at.y / ratio };
  };
  own.fillText = function (text, x, y) {
    const ratio = this.canvas.width / this.canvas.getBoundingClientRect().width;
    const scale = this.getTransform().a / ratio;
    const size = this.measureText(text);
    const { x: middle, y: centre } = onPage(this, x, y);
    window.drawn.texts.push({
      text, x: middle, y: centre, width: size.width * scale,
      up: size.actualBoundingBoxAscent * scale, down: size.actualBoundingBoxDescent * scale,
      align: this.textAlign,
    });
    return fillText.call(this, text, x, y);
  };
  own.arc = function (x, y, radius, ...angles) {
    const place = onPage(this, x, y);
    if (this.canvas.isConnected) window.drawn.circles.push({ ...place, fill: this.fillStyle });
    return arc.call(this, x, y, radius, ...angles);
  };
  own.moveTo = function (x, y) {
    start = onPage(this, x, y);
    return moveTo.call(this, x, y);
  };
  own.lineTo = function (x, y) {
    if (start) window.drawn.lines.push([start, onPage(this, x, y)]);
    start = null;
    return lineTo.call(this, x, y);
  };
"""


@dataclass(frozen=True)
class Text:
    """A line of text on the canvas, its box in pixels of the window."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: "Text") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Page:
    """An open page, as a reader uses it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def settle(self) -> None:
        """Wait until two drawings in a row are the same."""
        self.driver.execute_async_script(
            """const done = arguments[0]; let before = "", same = 0, left = 300;
            const look = () => {
              const now = JSON.stringify(window.drawn);
              same = now === before ? same + 1 : 0;
              before = now; left -= 1;
              if (same > 12 || !left) done(); else requestAnimationFrame(look);
            }; look();"""
        )

    def texts(self) -> list[Text]:
        """All lines of text that the last drawing shows."""
        self.settle()
        found = self.run("return window.drawn.texts")
        assert {one["align"] for one in found} <= {"center"}
        return [
            Text(
                one["text"],
                one["x"] - one["width"] / 2,
                one["y"] - one["up"],
                one["x"] + one["width"] / 2,
                one["y"] + one["down"],
            )
            for one in found
        ]

    def circles(self, colour: str) -> list[tuple[float, float]]:
        self.settle()
        found = self.run("return window.drawn.circles")
        return [(one["x"], one["y"]) for one in found if one["fill"] == colour]

    def lines(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """The first stroke of every path: lines between nodes, and sides of shapes."""
        self.settle()
        found = self.run("return window.drawn.lines")
        return [((a["x"], a["y"]), (b["x"], b["y"])) for a, b in found]

    def click_at(self, place: tuple[float, float]) -> None:
        """A real click of the mouse on a place in the window."""
        self.point_at(place)
        ActionChains(self.driver).pause(0.1).click().perform()
        self.settle()

    def point_at(self, place: tuple[float, float]) -> None:
        """Move the mouse to a place in the window."""
        body = self.one("body")
        size = body.size
        x, y = place[0] - size["width"] / 2, place[1] - size["height"] / 2
        mouse = ActionChains(self.driver)
        mouse.move_to_element_with_offset(body, round(x), round(y)).perform()

    def one(self, selector: str) -> WebElement:
        """The first of these, once it is there."""
        self.wait(lambda page: page.all(selector))
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text_of(self, selector: str) -> str:
        return self.one(selector).text

    def wait(self, condition: Callable[["Page"], object]) -> None:
        """Look until it is so; what the page draws anew meanwhile is looked for anew."""
        patient = WebDriverWait(
            self.driver, PATIENCE, ignored_exceptions=[StaleElementReferenceException]
        )
        patient.until(lambda _: condition(self))

    def requests(self) -> list[str]:
        """Addresses asked for since the browser was started or this was last called."""
        entries = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        return [
            entry["params"]["request"]["url"]
            for entry in entries
            if entry["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the browser has to say about the page: errors, refused scripts."""
        return [entry["message"] for entry in self._log("browser")]

    def _log(self, kind: str) -> Any:
        return self.driver.get_log(kind)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver_program = shutil.which("chromedriver")
    if not program or not driver_program:
        lack = "no chromedriver" if program else f"none of {', '.join(BROWSERS)}"
        if os.environ.get("SIMPUL_REQUIRE_BROWSER") == "1":
            pytest.fail(f"SIMPUL_REQUIRE_BROWSER=1, but {lack} is on the path")
        pytest.skip(f"{lack} is on the path: the page is not looked at in a browser")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    profile = tmp_path_factory.mktemp("profile")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(driver_program))
    driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": f"(() => {{{WATCH_DRAWING}}})()"}
    )
    yield driver
    driver.quit()


def resize(driver: webdriver.Chrome, size: tuple[int, int]) -> None:
    """Give the window a size in pixels."""
    look = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", look)


@pytest.fixture
def open_page(browser: webdriver.Chrome, tmp_path: Path) -> Callable[..., Page]:
    """Write the page of a graph and open it in a window of the given size."""

    def opened(graph: Graph, size: tuple[int, int] = (1280, 800)) -> Page:
        path = tmp_path / "graph.html"
        path.write_text(page(graph), encoding="utf-8")
        resize(browser, size)
        shown = Page(browser)
        shown.complaints()
        shown.requests()
        browser.get(path.as_uri())
        shown.settle()
        return shown

    return opened
