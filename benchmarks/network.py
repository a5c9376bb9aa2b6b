"""How fluid the graph of ``kg serve`` is in headless Chromium, by the nodes in it.

    python benchmarks/network.py 500 1000 2000

Of a workspace of generated readings nodes are expanded, as a reader would, until so many are in
view and have come to rest. Then the drawing is zoomed in and out for five seconds, a little for
each frame; the frames that are drawn tell how fluid that is. Without a graphics card, which a
benchmark cannot ask for, the processor draws.
"""

import argparse
import json
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
#: Milliseconds between the frames of five seconds in which the wheel is turned for each of them.
FRAMES = """
  const done = arguments[0], room = document.querySelector(".network canvas:last-of-type");
  const area = room.getBoundingClientRect();
  const spot = { clientX: area.left + area.width / 2, clientY: area.top + area.height / 2 };
  const times = [], begin = performance.now();
  let last = begin;
  requestAnimationFrame(function step(now) {
    times.push(now - last);
    last = now;
    const deltaY = Math.floor((now - begin) / 1000) % 2 ? 40 : -40;
    const turned = { ...spot, deltaY, bubbles: true, cancelable: true };
    room.dispatchEvent(new WheelEvent("wheel", turned));
    if (now - begin < 5000) requestAnimationFrame(step); else done(times.slice(1));
  });
"""
#: Chooses the next thing that was not expanded before, and expands it; false where there is none.
EXPAND = """
  window.expanded = window.expanded ?? new Set();
  const next = [...document.querySelectorAll("aside .thing")]
    .find((one) => !window.expanded.has(one.textContent));
  if (!next) return false;
  window.expanded.add(next.textContent);
  next.click();
  return true;
"""
COUNT = """
  const [told] = document.querySelector("#in-view").textContent.match(/[0-9.]+(?= simpul)/);
  return Number(told.replace(".", ""));
"""


def grown(driver: webdriver.Chrome, size: int) -> int:
    """Expand nodes until there are so many, and wait until they rest; how many there are."""
    until = time.monotonic() + WAIT
    count = int(driver.execute_script(COUNT))
    while count < size and time.monotonic() < until:
        if not driver.execute_script(EXPAND):
            break
        time.sleep(0.1)
        for button in driver.find_elements(By.CSS_SELECTOR, "#chosen .ways button"):
            button.click()
        time.sleep(0.5)
        count = int(driver.execute_script(COUNT))
    before = ""
    while (now := driver.get_screenshot_as_base64()) != before and time.monotonic() < until + WAIT:
        before = now
        time.sleep(0.5)
    return count


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
    print("nodes  frames/s  median ms  95 % within ms")
    with tempfile.TemporaryDirectory() as scratch:
        list(fill(Path(scratch) / "ws", ARTICLES))
        with started(Path(scratch) / "ws") as server:
            told = server.ask("/api/entities?type=Person&limit=1")
            who = json.loads(told.body)["items"][0]["id"]
            for size in given.sizes:
                driver.get(f"{server.url}/graph?around={who}")
                driver.implicitly_wait(WAIT)
                driver.find_element(By.CSS_SELECTOR, "#in-view")
                driver.implicitly_wait(0)
                count = grown(driver, size)
                times = driver.execute_async_script(FRAMES)
                late = statistics.quantiles(times, n=20)[-1]
                median = statistics.median(times)
                rate = len(times) / 5
                print(f"{count:>5,}  {rate:>8.1f}  {median:>9.1f}  {late:>14.1f}", flush=True)
    driver.quit()


if __name__ == "__main__":
    main()
