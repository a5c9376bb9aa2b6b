"""How long ``graph.html`` takes to open in headless Chromium, by entities and events of the graph.

    python benchmarks/page.py 300 800 20000

The time runs from the request to the first drawing that a reader sees, the median of five.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from benchmarks.resolve import readings
from kg.model import Graph
from kg.resolve import resolve
from kg.resolve.ledger import Ledger
from kg.views.page import page
from tests.browser.conftest import BROWSERS, FLAGS
from tests.fakes import RUN

TIMES = 5
#: Milliseconds from the request until two frames have been painted after the scripts ran.
PAINTED = """
  const done = arguments[0], next = requestAnimationFrame;
  const look = () => next(() => next(() => done(performance.now())));
  if (document.readyState === "complete") look(); else addEventListener("load", look);
"""


def graph(size: int) -> Graph:
    """A graph of about so many entities and events."""
    articles = 20
    while True:
        made = resolve(readings(articles), Ledger(), RUN)
        if len(made.entities) + len(made.events) >= size:
            return cut(made, size)
        articles = articles * 3 // 2


def cut(made: Graph, size: int) -> Graph:
    """Its first events, as many as the entities leave room for."""
    return replace(made, events=made.events[: max(size - len(made.entities), 0)], conflicts=())


def opened(driver: webdriver.Chrome, path: Path) -> float:
    """Seconds until the page is drawn."""
    driver.get("about:blank")
    driver.get(path.as_uri())
    painted = driver.execute_async_script(PAINTED)
    return float(painted) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 800])
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    print("entities events     MB  written s  opened s")
    for size in parser.parse_args().sizes:
        made = graph(size)
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "graph.html"
            began = time.monotonic()
            path.write_text(page(made), encoding="utf-8")
            spent = time.monotonic() - began
            seconds = statistics.median(opened(driver, path) for _ in range(TIMES))
            megabytes = path.stat().st_size / 2**20
        print(
            f"{len(made.entities):>8,} {len(made.events):>6,} {megabytes:>6.1f} {spent:>10.1f}"
            f" {seconds:>9.2f}",
            flush=True,
        )
    driver.quit()


if __name__ == "__main__":
    main()
