"""The query editor of kg serve: the library, own queries, completion, answers that lead on."""

from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import kg
from tests.browser.served.conftest import PHONE, Site

pytestmark = pytest.mark.browser

STATES = """PREFIX kg: <https://w3id.org/simpul/ns#>
SELECT ?state { ?state a kg:State ; kg:iso3 "RUS" }"""


def offered(site: Site) -> str:
    """What is offered; asked for with the keys where nothing is."""
    found = site.all(".CodeMirror-hints")
    if not found:
        keys = ActionChains(site.driver).key_down(Keys.CONTROL).send_keys(" ")
        keys.key_up(Keys.CONTROL).perform()
    return " ".join(one.text for one in found)


def rows(site: Site) -> list[list[str]]:
    site.wait(lambda page: page.all("#rows, [role=alert]"))
    site.ready()
    return [
        [cell.text for cell in row.find_elements("css selector", "td")]
        for row in site.all(".table tbody tr")
    ]


def write(site: Site, text: str) -> None:
    """Write in the editor in place of what is there."""
    site.one(".editor .CodeMirror-lines").click()
    keys = ActionChains(site.driver)
    keys.key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).send_keys(Keys.DELETE)
    keys.send_keys(text).perform()


@pytest.mark.parametrize("name", ["meetings", "conflicts", "timeline"])
def test_a_question_of_the_library_is_one_click_away(
    site: Site, demo_folder: Path, name: str
) -> None:
    site.open("query").one(f"[data-question={name}]").click()
    expected = kg.open(demo_folder).query(name)
    found = rows(site)
    assert len(found) == len(expected) > 0
    assert found[0] == [" ".join(str(cell).split()) for cell in expected[0]]
    assert f"name={name}" in site.driver.current_url


def test_a_parameter_is_filled_in_beside_the_query(site: Site) -> None:
    site.open("query?name=meetings")
    whole = len(rows(site))
    site.one(".asking .filters input").send_keys("lavrov" + Keys.TAB)
    site.one("#run").click()
    site.wait(lambda page: 0 < len(page.all(".table tbody tr")) < whole)
    assert all("Lavrov" in row[1] for row in rows(site))
    assert "lavrov" in site.driver.current_url


def test_a_query_of_the_address_is_answered_and_things_are_links(site: Site) -> None:
    site.open(f"query?q={quote(STATES)}")
    assert rows(site) == [["state/RUS"]]
    site.one(".table td a").click()
    site.wait_for_heading("Rusia")


def test_a_query_is_written_and_run_with_the_keyboard(site: Site) -> None:
    site.open("query")
    write(site, "ASK {}")
    ActionChains(site.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).perform()
    site.wait(lambda page: page.all(".answer .answer .notice"))
    assert site.text_of(".answer .answer .notice") == "Ya"


def test_what_is_no_query_is_told_with_its_place(site: Site) -> None:
    site.open(f"query?q={quote('SELECT * { ?s ?p }')}")
    site.wait(lambda page: page.all("[role=alert]"))
    told = site.text_of("[role=alert]")
    assert told.startswith("Tidak berhasil: permintaan ini tidak dapat dipahami.")
    assert "line 1, column" in told
    assert len(site.complaints()) == 1  # the browser notes the status 400


def test_a_graph_is_shown_as_turtle(site: Site) -> None:
    site.open(f"query?q={quote('DESCRIBE <https://w3id.org/simpul/id/state/RUS>')}")
    site.wait(lambda page: page.all(".triples"))
    assert '"Rusia"@id' in site.text_of(".triples")


def test_classes_of_the_graph_are_completed(site: Site) -> None:
    site.open("query")
    write(site, "PREFIX kg: <https://w3id.org/simpul/ns#>\nSELECT * { ?a a kg:Mee")
    site.wait(lambda page: "kg:Meeting" in offered(site))


def test_the_tab_key_leaves_the_editor(site: Site) -> None:
    site.open("query")
    site.one(".editor .CodeMirror-lines").click()
    ActionChains(site.driver).send_keys(Keys.TAB).perform()
    assert site.run("return !document.activeElement.closest('.CodeMirror')")


def test_a_phone_shows_it_without_scrolling_sideways(site: Site) -> None:
    site.open("query?name=meetings", PHONE)
    rows(site)
    assert site.sideways() <= 0


def test_hostile_names_stay_text_in_answers(hostile: Site) -> None:
    label = "SELECT DISTINCT ?n { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?n }"
    hostile.open(f"query?q={quote(label)}")
    told = [row[0] for row in rows(hostile)]
    assert "<script>window.hacked = 1</script>" in told
    hostile.open(f"query?q={quote('SELECT <script>window.hacked=1</script>')}")
    hostile.wait(lambda page: page.all("[role=alert]"))
    assert hostile.run("return window.hacked") is None
    assert hostile.all("main img, main script") == []
    assert len(hostile.complaints()) == 1
