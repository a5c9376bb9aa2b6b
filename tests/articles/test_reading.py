"""The five example articles are read as a person reads them."""

import pytest

from kg.articles import read_articles
from kg.knowledge.files import shipped
from kg.model import Article

KIM_PUTIN = "Janji Setia Kim Jong Un kepada Putin, Korea Utara Selalu Dukung Rusia"
SEEDS = {
    "seed-000": (
        "Kim Jong-un Janji Dukung Penuh Rusia, Bahas Kemitraan dengan Putin",
        "2025-09-04",
        "radarnalar.site",
        ["masthead", "dateline", "comments"],
    ),
    "seed-001": (
        "Kim Jong Un: Rusia Tak Sendirian dalam Perang Ukraina",
        None,
        "Garissatu",
        ["dateline", *["table"] * 4, "read-also", "page-turn", "foreign-script"],
    ),
    "seed-002": (None, "2025-03-22", "5Blogger", ["dateline", "read-also", "see-also", "cookies"]),
    "seed-003": (
        KIM_PUTIN,
        "2025-09-04",
        "tribunnews.com",
        [
            "masthead", "photo-credit", "caption-label", "dateline", "read-also", "caption-label",
            "caption-label", "photo-credit", "byline", "byline", "related", "related", "copyright",
        ],
    ),
    "seed-004": (
        "Kim Jong Un Dukung Rusia Terkait Soal Ukraina, Tegaskan Solidaritas Korea Utara",
        "2025-07-13",
        None,
        ["related", "navigation"],
    ),
}  # fmt: skip


def seed(name: str) -> Article:
    (article,) = read_articles([str(shipped("examples") / f"{name}.txt")])
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_article_has_its_title_day_outlet_and_boilerplate(name: str) -> None:
    article = seed(name)
    read = (article.title, article.published, article.publisher)
    assert (*read, [skip.why for skip in article.skips]) == SEEDS[name]


@pytest.mark.parametrize("name", SEEDS)
def test_the_text_of_a_seed_article_is_its_file(name: str) -> None:
    raw = (shipped("examples") / f"{name}.txt").read_bytes()
    assert seed(name).text.encode() == raw
