"""Whole pages, copied as a reader copies them; « and » show what is not the article's own."""

from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.model import Article

PAGES = Path(__file__).parent / "pages"
READ = {
    "credits": ("Raja dan Ratu Bertemu", "2025-09-04", "republika.co.id"),
    "links-in-text": ("Raja Utara Tiba di Pulau Naik Kapal", "2025-09-03", "cnnindonesia.com"),
    "long-head": (
        "Raja Utara dan Ratu Selatan Bertemu di Pulau, Bahas Apa?",
        "2025-09-04",
        "harianku.com",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_a_page_is_read_and_what_is_not_its_prose_is_marked(tmp_path: Path, name: str) -> None:
    page = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    copied = tmp_path / f"{name}.txt"
    copied.write_text(page.replace("«", "").replace("»", ""), encoding="utf-8")
    (article,) = read_articles([str(copied)])
    assert isinstance(article, Article)
    assert (article.title, article.published, article.publisher) == READ[name]
    marked = article.text
    for skip in reversed(article.skips):
        marked = f"{marked[: skip.start]}«{marked[skip.start : skip.end]}»{marked[skip.end :]}"
    assert marked == page


def test_every_page_has_its_reading() -> None:
    assert {path.stem for path in PAGES.glob("*.txt")} == set(READ)
