"""How fluid the graph of ``kg serve`` is in headless Chromium, by the nodes in it.

    python benchmarks/network.py 500 1000 2000

Of a workspace of generated readings the graph is opened with so many nodes, which come to rest.
Then the drawing is zoomed in and out for five seconds, a little for each frame, and what the page's
scripts take of each is told: 16 ms would be all of it. The drawing itself is the graphics card's;
here there is none, so the processor draws, at the rate that is told.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from benchmarks.store import fill
from tests.browser.conftest import BROWSERS, FLAGS
from tests.serving import started

ARTICLES = 7000
WAIT = 120.0  #: seconds until the nodes must have come to rest
#: From now on, what the scripts of each frame take is noted, in milliseconds.
NOTE = """
  const own = window.requestAnimationFrame.bind(window);
  window.spent = [];
  let frame = -1;
  window.requestAnimationFrame = (step) => own((now) => {
    if (now !== frame) window.spent.push(0);
    frame = now;
    const begin = performance.now();
    step(now);
    window.spent[window.spent.length - 1] += performance.now() - begin;
  });
"""
#: What they take in five seconds in which the wheel is turned in each frame.
FRAMES = """
  const done = arguments[0], room = document.querySelector(".network canvas:last-of-type");
  const area = room.getBoundingClientRect();
  const spot = { clientX: area.left + area.width / 2, clientY: area.top + area.height / 2 };
  const begin = performance.now(), first = window.spent.length;
  requestAnimationFrame(function step(now) {
    const deltaY = Math.floor((now - begin) / 1000) % 2 ? 40 : -40;
    const turned = { ...spot, deltaY, bubbles: true, cancelable: true };
    room.dispatchEvent(new WheelEvent("wheel", turned));
    if (now - begin < 5000) requestAnimationFrame(step); else done(window.spent.slice(first));
  });
"""


def rest(driver: webdriver.Chrome) -> int:
    """Wait until the nodes have come to rest; how many there are."""
    until = time.monotonic() + WAIT
    before = ""
    while (now := driver.get_screenshot_as_base64()) != before and time.monotonic() < until:
        before = now
        time.sleep(0.5)
    told = driver.find_element(By.ID, "in-view").text
    return int(told.split()[0].replace(".", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[500, 1000, 2000])
    given = parser.parse_args()
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
    for flag in (*FLAGS, "--window-size=1400,1000"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(WAIT)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NOTE})
    print("nodes  scripts of a frame: median ms  95 % within ms  frames/s drawn by the processor")
    with tempfile.TemporaryDirectory() as scratch:
        list(fill(Path(scratch) / "ws", ARTICLES))
        with started(Path(scratch) / "ws") as server:
            for size in given.sizes:
                driver.get("about:blank")
                driver.get(f"{server.url}/#/graph?limit={size}")
                driver.implicitly_wait(WAIT)
                driver.find_element(By.CSS_SELECTOR, "#in-view")
                driver.implicitly_wait(0)
                count = rest(driver)
                times = driver.execute_async_script(FRAMES)
                late = statistics.quantiles(times, n=20)[-1]
                median = statistics.median(times)
                rate = len(times) / 5
                print(f"{count:>5,}  {median:>29.1f}  {late:>14.1f}  {rate:>8.1f}", flush=True)
    driver.quit()


if __name__ == "__main__":
    main()
