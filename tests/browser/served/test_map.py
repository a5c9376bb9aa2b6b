"""The map and the comparison of sources: what is where, and who says what."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.served.conftest import DESK, PHONE, Site

pytestmark = pytest.mark.browser


def test_a_click_on_a_place_lists_its_events(site: Site) -> None:
    site.open("map")
    site.one("[data-place='place/moskow'] circle").click()
    site.wait(lambda page: page.all("#chosen .event"))
    assert site.text_of("#chosen h2") == "Moskow"
    site.choose("#chosen .event a", "Kim Jong Un, Vladimir Putin")
    site.wait_for_heading("Pertemuan: Kim Jong Un, Vladimir Putin")


def test_a_way_is_chosen_with_the_keyboard(site: Site) -> None:
    site.open("map")
    site.press("[data-way='Deployment state/PRK state/RUS']", Keys.ENTER)
    site.wait(lambda page: page.all("#chosen .event"))
    assert site.text_of("#chosen h2") == "Pengerahan pasukan: Korea Utara → Rusia"
    assert len(site.all("#chosen .event")) == 3


def test_places_lie_inside_their_states(site: Site) -> None:
    """Moscow is north of Beijing, and North Korea east of both."""
    site.open("map")

    def at(place: str) -> tuple[float, float]:
        box = site.one(f"[data-place='{place}'] circle").rect
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    places = ("place/moskow", "place/beijing", "state/PRK", "place/wonsan")
    moscow, beijing, korea, wonsan = map(at, places)
    assert moscow[1] < beijing[1]
    assert korea[0] > max(moscow[0], beijing[0])
    assert abs(wonsan[0] - korea[0]) + abs(wonsan[1] - korea[1]) < 30


def test_names_on_the_map_do_not_overlap(site: Site) -> None:
    site.open("map")
    boxes = [one.rect for one in site.all(".spot text")]
    assert len(boxes) >= 3
    for n, one in enumerate(boxes):
        for other in boxes[:n]:
            assert (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or abs(one["y"] - other["y"]) > 10
            )


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_what_most_is_told_of_has_its_name_on_the_map(site: Site, size: tuple[int, int]) -> None:
    """However close together the places are."""
    site.open("map", size)
    names = {one.text for one in site.all(".spot text")}
    assert {"Rusia", "Beijing", "Pyongyang"} <= names


def test_the_map_is_zoomed_and_filtered(site: Site) -> None:
    site.open("map")
    land = ".map > g"
    before = site.one(land).get_attribute("transform")
    site.one("[data-zoom=in]").click()
    site.wait(lambda page: page.one(land).get_attribute("transform") != before)
    whole = site.text_of("#in-view")
    site.open("map?type=Visit")
    assert site.text_of("#in-view") != whole
    assert {str(way.get_attribute("data-way")).partition(" ")[0] for way in site.all(".way")} == {
        "Visit"
    }


def test_an_event_is_compared_outlet_beside_outlet(site: Site) -> None:
    site.open("search?q=putin").choose(".event a", "Kim Jong Un, Vladimir Putin (2025-09-03)")
    site.wait_for_heading("Pertemuan")
    site.choose(".ways a", "Bandingkan sumber")
    site.wait_for_heading("Bandingkan sumber")
    heads = [one.text for one in site.all(".compared thead th")]
    place = [one.text.split("\n")[0] for one in site.all(".compared tr.disputed td")]
    assert dict(zip(heads[1:], place, strict=True)) == {
        "radarnalar.site": "Moskow",
        "tribunnews.com": "Beijing",
    }


def test_a_pair_is_chosen_by_name(site: Site) -> None:
    site.open("compare")
    site.one("input[name=one]").send_keys("Korea Utara")
    site.one("input[name=other]").send_keys("Rusia" + Keys.ENTER)
    site.wait(lambda page: page.all(".compared"))
    site.ready()
    assert "one=state%2FPRK" in site.driver.current_url
    denied = [one.text for one in site.all(".compared .denied")]
    assert "dibantah oleh Korea Utara, Rusia" in denied


@pytest.mark.parametrize("view", ["map", "compare?one=state/RUS&other=state/PRK"])
def test_a_phone_shows_it_without_scrolling_sideways(site: Site, view: str) -> None:
    assert site.open(view, PHONE).sideways() <= 0


@pytest.mark.parametrize("view", ["map", "compare?one=kim&other=rina"])
def test_hostile_names_stay_text_in_it(hostile: Site, view: str) -> None:
    hostile.open(view)
    assert hostile.run("return window.hacked") is None
    assert hostile.all("main img, main script, main b") == []
