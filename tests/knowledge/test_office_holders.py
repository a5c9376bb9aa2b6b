"""Who held which post when: found only where name, post, state and time agree."""

import pytest

from kg.knowledge.gazetteers import properties
from kg.knowledge.office_holders import ever_held, office_holder, state_of
from kg.knowledge.posts import Claimed, Kind, Post, claimed_post, english_post, read_post

ZELENSKYY = "Q3874799"


def claimed(title: str) -> Claimed:
    post = claimed_post(title)
    assert post is not None
    return post


@pytest.mark.parametrize(
    "name", ["Volodymyr Zelenskyy", "Volodymyr Zelensky", "Wolodymyr Selenskyj"]
)
def test_a_holder_is_found_in_every_spelling(name: str) -> None:
    assert office_holder([name], claimed("Presiden"), "2023-01-01", "UKR") == ZELENSKYY


@pytest.mark.parametrize(
    ("name", "title", "day", "state"),
    [
        ("Volodymyr Zelenskyy", "Presiden", "2018-01-01", "UKR"),
        ("Volodymyr Zelenskyy", "Presiden", "2023-01-01", "RUS"),
        ("Volodymyr Zelenskyy", "Menteri Luar Negeri", "2023-01-01", "UKR"),
        ("Zelenskyy", "Presiden", "2023-01-01", "UKR"),
        ("Oleksandr Zelenskyy", "Presiden", "2023-01-01", "UKR"),
        ("Volodymyr Zelenskyy", "mantan Presiden", "2023-01-01", "UKR"),
    ],
)
def test_nobody_is_found_where_something_speaks_against_it(
    name: str, title: str, day: str, state: str
) -> None:
    assert office_holder([name], claimed(title), day, state) is None


def test_a_former_holder_is_found_after_the_end() -> None:
    found = office_holder(["Mikheil Saakashvili"], claimed("mantan Presiden"), "2017-01-06", "GEO")
    assert found == "Q43330"


def test_namesakes_are_told_apart_by_their_posts() -> None:
    minister = office_holder(["Ri Yong Ho"], claimed("Menlu"), "2017-09-01", "PRK")
    general = office_holder(["Ri Yong Ho"], claimed("Kepala Staf Umum"), "2011-01-01", "PRK")
    assert minister
    assert general
    assert minister != general


def test_the_state_of_a_holder_is_known_by_name_post_and_time() -> None:
    assert state_of(["Florence Parly"], claimed("Menteri Pertahanan"), "2018-01-01") == "FRA"
    assert state_of(["Florence Parly"], claimed("Menteri Pertahanan"), "2010-01-01") is None
    assert state_of(["Florence Parly"], claimed("Menteri Pertahanan"), "") == "FRA"


def test_what_was_ever_held() -> None:
    assert ever_held(ZELENSKYY, claimed("Presiden"))
    assert not ever_held(ZELENSKYY, claimed("Menteri Pertahanan"))


def test_an_item_is_the_key_of_its_holder() -> None:
    known = properties(ZELENSKYY)
    assert known
    assert (known.wikidata, known.state) == (ZELENSKYY, "UKR")


@pytest.mark.parametrize(
    ("title", "name", "fields"),
    [
        ("Menlu", "minister", ("foreign",)),
        ("mantan Wakil Menteri Pertahanan", "deputy-minister", ("defence",)),
        ("Perdana Menteri", "prime-minister", ()),
        ("Wakil Perdana Menteri", "deputy-prime-minister", ()),
        ("presiden terpilih", "president", ()),
        ("Panglima TNI", "armed-forces", ()),
    ],
)
def test_titles_name_posts(title: str, name: str, fields: tuple[str, ...]) -> None:
    assert claimed(title).kinds == (Kind(name=name, fields=fields),)


@pytest.mark.parametrize("title", ["Direktur Utama", "Menteri", "Bupati", "Kolonel"])
def test_titles_that_name_no_known_post(title: str) -> None:
    assert claimed_post(title) is None


@pytest.mark.parametrize(
    ("position", "kind"),
    [
        ("Minister of Foreign Affairs", Kind(name="minister", fields=("foreign",))),
        ("Secretary of State", Kind(name="minister", fields=("foreign",))),
        ("Deputy Prime Minister", Kind(name="deputy-prime-minister")),
        ("President", Kind(name="president")),
        ("Head of the Office of the President", None),
        ("Senior Advisor to the President", None),
        ("President of the National Assembly", None),
    ],
)
def test_english_positions_name_posts(position: str, kind: Kind | None) -> None:
    assert english_post(position) == kind


def test_a_post_reads_as_it_was_written() -> None:
    kind = Kind(name="minister", fields=("industry", "trade"))
    post = Post(state="IDN", kind=kind, start="2019-10", end="")
    assert read_post(post.written()) == post
    assert read_post(Post(state=None, kind=kind, start="", end="2020").written()).state is None
