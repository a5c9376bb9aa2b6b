"""Pictures of every view of ``kg serve``, to be looked at with a critical eye.

    python docs/screens.py output/demo output/screens
    python docs/screens.py output/demo docs --readme     # the three of the README, shrunk

Each view is taken wide and narrow, light and dark, as a whole page; empty ones are among them.
"""

import argparse
import base64
import itertools
import shutil
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.conftest import BROWSERS, FLAGS, resize
from tests.serving import Server, started

SIZES = {"wide": (1280, 800), "phone": (390, 844)}
HIGHEST = 2200  #: pixels; of longer pages the beginning is shown
VIEWS = {
    "overview": "",
    "search": "search?q=kim",
    "events": "events",
    "entities": "entities?type=Person",
    "articles": "articles",
    "event": "event/event/meeting-seed-000-e2",
    "person": "entity/person/kim-jong-un",
    "state": "entity/state/RUS",
    "article": "article/seed-001",
    "timeline": "timeline",
    "map": "map",
    "graph": "graph",
    "compare": "compare?one=state/RUS&other=state/PRK",
    "query": "query?name=meetings",
    "corrections": "decisions",
    "search-empty": "search?q=zzz",
    "timeline-empty": "timeline?q=zzz",
    "map-empty": "map?q=zzz",
    "graph-empty": "graph?q=zzz",
    "compare-empty": "compare?one=state/RUS&other=zzz",
    "missing": "event/nothing",
}
README = {
    "page-event": VIEWS["event"],
    "page-map": "map",
    "page-timeline": "timeline?since=2024",
}
TAKEN = (1280, 810)
SHRUNK = {"x": 0, "y": 0, "width": TAKEN[0], "height": TAKEN[1], "scale": 840 / TAKEN[0]}
READY = """
  return !!document.querySelector("h1, .notice")
    && !document.querySelector(".loading, [aria-busy=true]")
"""


def browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for flag in (*FLAGS, "--hide-scrollbars"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def show(driver: webdriver.Chrome, address: str, size: tuple[int, int]) -> None:
    resize(driver, size)
    driver.get("about:blank")
    driver.get(address)
    while not driver.execute_script(READY):
        time.sleep(0.1)
    time.sleep(4 if "/graph" in address else 0.5)  # until the nodes have found their places


def take(driver: webdriver.Chrome, address: str, size: tuple[int, int], path: Path) -> None:
    show(driver, address, size)
    height = driver.execute_script("return document.documentElement.scrollHeight")
    resize(driver, (size[0], min(max(height, size[1]), HIGHEST)))
    time.sleep(0.5)
    driver.save_screenshot(str(path))


def take_all(driver: webdriver.Chrome, server: Server, target: Path) -> None:
    for theme, (size, pixels) in itertools.product(("light", "dark"), SIZES.items()):
        feature = {"name": "prefers-color-scheme", "value": theme}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        for name, view in VIEWS.items():
            path = target / f"{name}-{size}-{theme}.png"
            take(driver, f"{server.url}/#/{view}", pixels, path)
            print(path)


def take_shrunk(driver: webdriver.Chrome, server: Server, target: Path) -> None:
    for name, view in README.items():
        show(driver, f"{server.url}/#/{view}", TAKEN)
        taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": SHRUNK})
        (target / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))
        print(target / f"{name}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a workspace of the examples")
    parser.add_argument("target", type=Path)
    parser.add_argument("--readme", action="store_true", help="only those of the README")
    given = parser.parse_args()
    given.target.mkdir(parents=True, exist_ok=True)
    driver = browser()
    if given.readme:
        with started(given.folder) as server:
            take_shrunk(driver, server, given.target)
    else:
        with started(given.folder, "--edit") as server:
            take_all(driver, server, given.target)
    driver.quit()


if __name__ == "__main__":
    main()
