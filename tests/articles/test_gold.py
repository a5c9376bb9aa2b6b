"""On annotated news: days of publication are right, and no boilerplate hides what is told."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from kg.articles import read_articles
from kg.articles.boilerplate import find_boilerplate, merged
from kg.articles.lines import lines
from kg.articles.masthead import read_masthead
from kg.articles.published import published
from kg.model import Article, Skip

ACCURACY = 0.58  #: of the days read from texts alone that metadata would have told
NEAR = 0.85  #: of these days, at most three days off
HIDDEN = {"dateline", "table"}  #: annotators quoted them with the sentence they stand in


def annotated(shared: Path, part: str) -> dict[str, Any]:
    paths = sorted((shared / "gold" / part).glob("*.gold.json"))
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def read(shared: Path, part: str) -> dict[str, Article]:
    folder = shared / "gold" / part
    inputs = [str(folder / "articles.jsonl" if part == "train" else folder)]
    found = list(read_articles(inputs))
    return {article.id: article for article in found if isinstance(article, Article)}


@pytest.mark.parametrize("part", ["dev", "train"])
def test_the_day_of_publication_is_the_annotated_one(shared: Path, part: str) -> None:
    articles, gold = read(shared, part), annotated(shared, part)
    wrong = {
        entry["id"]: (entry["published"], articles[entry["id"]].published)
        for entry in gold.values()
        if articles[entry["id"]].published != entry["published"]
    }
    assert len(wrong) <= len(gold) // 50, wrong


def test_days_are_inferred_from_texts_alone(shared: Path) -> None:
    off = []
    for entry in annotated(shared, "train").values():
        text = (shared / "gold" / "train" / f"{entry['id']}.txt").read_text(encoding="utf-8")
        skips = find_boilerplate(text)
        head = read_masthead(tuple(lines(text)))
        day = published(text, merged((*skips, *head.skips)), head, None, None)
        off.append(_days_off(day.isoformat() if day else None, entry["published"]))
    assert sum(days == 0 for days in off) / len(off) >= ACCURACY
    assert sum(days <= 3 for days in off) / len(off) >= NEAR


def _days_off(day: str | None, gold: str | None) -> float:
    if day is None or gold is None:
        return 0 if day == gold else float("inf")
    difference = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(gold)
    return abs(difference.days)


@pytest.mark.parametrize("part", ["dev", "train"])
def test_no_boilerplate_hides_annotated_evidence(shared: Path, part: str) -> None:
    articles = read(shared, part)
    hidden = [
        (entry["id"], skip.why, quote)
        for entry in annotated(shared, part).values()
        for event in entry.get("events", [])
        for quote in event.get("evidence", [])
        for skip in articles[entry["id"]].skips
        if skip.why not in HIDDEN and _meets(articles[entry["id"]].text, quote, skip)
    ]
    assert hidden == []


def _meets(text: str, quote: str, skip: Skip) -> bool:
    start = text.find(quote)
    return start >= 0 and skip.start < start + len(quote) and start < skip.end
