"""The page of ``kg serve`` in headless Chromium, over a real server."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder

from tests.browser.conftest import Page, resize
from tests.browser.served.hostile import hostile_workspace
from tests.serving import Server, started

DESK, PHONE = (1280, 800), (390, 844)

#: The first square of 7 pixels of a colour in an element, by a picture of the window.
FIND_COLOUR = """
  const [picture, selector, colour, done] = arguments;
  const image = new Image();
  image.onload = () => {
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const ratio = image.width / innerWidth;
    const box = document.querySelector(selector).getBoundingClientRect();
    const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    const fits = (x, y) => wanted.every((c, n) => Math.abs(data[4 * (y * width + x) + n] - c) < 6);
    const whole = (x, y) => [-3, 0, 3].every((a) => [-3, 0, 3].every((b) => fits(x + a, y + b)));
    const bottom = Math.min(box.bottom * ratio, height) - 4;
    for (let y = Math.ceil(box.top * ratio) + 4; y < bottom; y += 2)
      for (let x = Math.ceil(box.left * ratio) + 4; x < box.right * ratio - 4; x += 2)
        if (whole(x, y)) return done([x / ratio, y / ratio]);
    done(null);
  };
  image.src = `data:image/png;base64,${picture}`;
"""

#: After a click the view before stands for a moment, and may have the same words.
IS_READY = """
  const main = document.querySelector("main");
  return (!main || main.dataset.place === location.hash) &&
    !!document.querySelector("h1, .notice") &&
    !document.querySelector(".loading, [aria-busy=true]");
"""


class Site(Page):
    """The page of a server, as a reader uses it."""

    def __init__(self, driver: webdriver.Chrome, server: Server) -> None:
        super().__init__(driver)
        self.server = server

    def open(self, view: str = "", size: tuple[int, int] = DESK) -> "Site":
        """Go to a view by its address, in a fresh window."""
        resize(self.driver, size)
        self.driver.get("about:blank")
        self.complaints()
        self.requests()
        self.driver.get(f"{self.server.url}/#/{view}")
        return self.ready()

    def ready(self) -> "Site":
        """Wait until the view of the address is there, with everything that it asked for."""
        self.wait(lambda page: page.run(IS_READY))
        return self

    def choose(self, selector: str, text: str) -> "Site":
        """Click the first of these that has the text."""
        found = [one for one in self.all(selector) if text in one.text]
        assert found, f"no {selector} says {text!r}: {[one.text for one in self.all(selector)]}"
        found[0].click()
        return self

    def complaints(self) -> list[str]:
        """As for any page, but for what a software driver of WebGL says about its own speed."""
        return [told for told in super().complaints() if "GL Driver Message" not in told]

    def spot(self, selector: str, colour: str) -> tuple[float, float]:
        """The middle of a place of one colour in a drawing, as the eye finds it."""
        found = self.driver.execute_async_script(
            FIND_COLOUR, self.driver.get_screenshot_as_base64(), selector, colour
        )
        assert found, f"nothing in {selector} has the colour {colour}"
        return found[0], found[1]

    def point_at(self, place: tuple[float, float]) -> None:
        """Move the mouse to a place in the window, however long the page is."""
        mouse = ActionBuilder(self.driver)
        x, y = round(place[0]), round(place[1])
        mouse.pointer_action.move_to_location(x, y)  # type: ignore[no-untyped-call]
        mouse.perform()

    def corner(self, selector: str) -> tuple[float, float]:
        """The upper left corner of a drawing, where there is nothing."""
        box = self.one(selector).rect
        return box["x"] + 5, box["y"] + 5

    def heading(self) -> str:
        return self.text_of("h1")

    def wait_for_heading(self, text: str) -> "Site":
        self.ready()
        told = "return document.querySelector('h1')?.textContent ?? ''"
        self.wait(lambda page: text in page.run(told))
        return self.ready()

    def press(self, selector: str, *keys: str) -> None:
        """Press keys while something has the focus."""
        self.driver.execute_script("arguments[0].focus()", self.one(selector))
        ActionChains(self.driver).send_keys(*keys).perform()

    def sideways(self) -> int:
        """By how many pixels it would have to be scrolled sideways."""
        wide = self.run("return document.documentElement.scrollWidth - innerWidth")
        assert isinstance(wide, int)
        return wide


@pytest.fixture(scope="session", autouse=True)
def _extra() -> None:
    for library in ("starlette", "uvicorn"):
        if importlib.util.find_spec(library) is None:
            pytest.skip("the extra web is not installed")


@pytest.fixture(scope="session")
def serving(demo_folder: Path) -> Iterator[Server]:
    with started(demo_folder) as server:
        yield server


@pytest.fixture(scope="session")
def serving_hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile") / "ws"
    hostile_workspace(folder)
    with started(folder) as server:
        yield server


@pytest.fixture
def site(browser: webdriver.Chrome, serving: Server) -> Iterator[Site]:
    """The five example articles; whatever a test does there, the page must not complain."""
    yield from watched(Site(browser, serving))


@pytest.fixture
def hostile(browser: webdriver.Chrome, serving_hostile: Server) -> Iterator[Site]:
    """Articles with markup, code, emoji and letters of other directions in every name."""
    yield from watched(Site(browser, serving_hostile))


def watched(opened: Site) -> Iterator[Site]:
    yield opened
    assert opened.complaints() == []
    own = (opened.server.url, "data:", "about:", "blob:")
    assert [address for address in opened.requests() if not address.startswith(own)] == []
    opened.driver.execute_script("localStorage.clear()")
